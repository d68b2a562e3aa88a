import type { GreyImage } from './grey-image.ts'
import type { Box } from './key-points.ts'

/** tracked: where it was going to be; reacquired: found again after it was lost; lost: nothing may be shown. */
export type TrackStatus = 'tracked' | 'reacquired' | 'lost'

/** What one picture told of one keyframe. The tracker's own object: it changes with the next `track`. */
export interface TrackResult {
  readonly keyframeId: string
  readonly status: TrackStatus
  /** Row by row, keyframe pixels to pixels of this picture (both from the top left edge); of no meaning when lost. */
  readonly homography: Float64Array
  /** 0 (lost) to 1. */
  readonly confidence: number
  /** For each place: 1 when what is around it is where the homography has it, so that a mark there may be shown. */
  readonly holds: Uint8Array
}

/** What is to be known of a keyframe beside its picture; boxes in its pixels. */
export interface KeyframeMarks {
  /** The part that is followed exactly; the whole picture when left out. */
  readonly focus?: Box | undefined
  /** Where marks stand. */
  readonly places?: readonly Box[]
}

/** Keeps marks on surfaces in a plain camera picture. Not safe to call from inside itself; one picture at a time. */
export interface ImageTracker {
  /**
   * Learns a picture that marks belong to, or replaces the one of this id; its size may differ from the camera's. The oldest
   * goes when there are more than eight. False when the picture shows too little to be found again; nothing is kept then.
   */
  setKeyframe(id: string, grey: GreyImage, marks?: KeyframeMarks): boolean
  /** Marks have changed within what is followed anyway. */
  setPlaces(id: string, places: readonly Box[]): void
  removeKeyframe(id: string): void
  /** Looks for all keyframes in the next picture; one result for each, in the order they were learned. */
  track(grey: GreyImage): readonly TrackResult[]
}
