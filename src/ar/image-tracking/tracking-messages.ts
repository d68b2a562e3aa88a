import type { TrackStatus } from './image-tracker.ts'

/** What a worker can draw small and grey; the sender gives it away. */
export type TrackedPicture = ImageBitmap | VideoFrame

/** What became of one camera picture. */
export interface TrackReport {
  readonly status: TrackStatus
  /** Which keyframe is in the picture; undefined when lost. */
  readonly keyframeId: string | undefined
  /**
   * Nine numbers, row by row: keyframe to picture, both in image coordinates (u to the right, v down, 0 to 1), so that it
   * holds for any size of either; undefined when lost.
   */
  readonly homography: readonly number[] | undefined
  /** 0 to 1. */
  readonly confidence: number
  /** The time that was given with the picture, in milliseconds. */
  readonly time: number
  /** How long it took to make the picture small and grey and to look for the keyframes, in milliseconds. */
  readonly cost: number
}

export type TrackingRequest =
  | { readonly type: 'keyframe'; readonly id: string; readonly picture: TrackedPicture }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'picture'; readonly picture: TrackedPicture; readonly time: number }

export type TrackingReply =
  | { readonly type: 'keyframe'; readonly id: string; readonly learned: boolean }
  | { readonly type: 'report'; readonly report: TrackReport }
  | { readonly type: 'failed'; readonly why: string }
