/*
 * Parts of the call's screen that nobody needs before the own picture is live: fetched in one piece right after it.
 */
export { CameraAsk } from './camera/camera-ask.tsx'
export { CameraRail } from './camera/camera-rail.tsx'
export { CameraSaving } from './camera/camera-saving.tsx'
export { ChatSheet } from './chat-sheet.tsx'
export { OutOfView } from './camera/out-of-view.tsx'
export { MarkOwn } from './marking/mark-own.tsx'
export { MoreSheet } from './more-sheet.tsx'
export { MarksAStill } from './marks-a-still.tsx'
export { PointerDots } from './pointer-dots.tsx'
export { ShownStill } from './shown-still.tsx'
export { StepsStrip } from './steps-strip.tsx'
export { StillViewer } from './still-viewer.tsx'
