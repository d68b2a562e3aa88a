import type { GreyImage } from './grey-image.ts'

/** tracked: where it was going to be; reacquired: found again after it was lost; lost: nothing may be shown. */
export type TrackStatus = 'tracked' | 'reacquired' | 'lost'

/** What one picture told. The tracker's own object: it changes with the next `track`. */
interface TrackResult {
  readonly status: TrackStatus
  /** Which keyframe is in the picture; undefined when lost. */
  readonly keyframeId: string | undefined
  /** Row by row, keyframe pixels to pixels of this picture (both from the top left edge); of no meaning when lost. */
  readonly homography: Float64Array
  /** 0 (lost) to 1. */
  readonly confidence: number
  /** The time that was given with the picture. */
  readonly time: number
}

/** Keeps marks on a surface in a plain camera picture. Not safe to call from inside itself; one picture at a time. */
export interface ImageTracker {
  /**
   * Learns a picture that marks belong to, or replaces the one of this id; its size may differ from the camera's. The oldest
   * goes when there are more than eight. False when the picture shows too little to be found again; nothing is kept then.
   */
  setKeyframe(id: string, grey: GreyImage): boolean
  removeKeyframe(id: string): void
  /** Looks for the keyframes in the next picture. `time` in milliseconds, growing. */
  track(grey: GreyImage, time: number): TrackResult
}
