/*
 * What shows marks in a plain camera picture, fetched with the first mark that needs it.
 */
export { createCameraTracker } from '#ar/camera-tracker/create-camera-tracker.ts'
export { LiveMarks } from './live-marks.tsx'
