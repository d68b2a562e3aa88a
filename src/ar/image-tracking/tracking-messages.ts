/** What a worker can draw small and grey; the sender gives it away. */
export type TrackedPicture = ImageBitmap | VideoFrame

/** A box around a mark on its still, in the still's image coordinates: which part of the surface must be recognised to show the mark. */
export interface MarkPlace {
  readonly markId: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Where marks of a still are in one picture. A still with marks far apart may be there twice, with other marks. */
export interface SeenMarks {
  readonly stillId: string
  /**
   * Nine numbers, row by row: still to picture, both in image coordinates (u to the right, v down, 0 to 1), so that it
   * holds for any size of either.
   */
  readonly homography: readonly number[]
  /** 0 to 1. */
  readonly confidence: number
  /** Marks whose own surroundings were recognised; never empty. */
  readonly markIds: readonly string[]
}

/** What became of one camera picture. */
export interface TrackReport {
  /** Empty when nothing may be shown. */
  readonly seen: readonly SeenMarks[]
  /** The time that was given with the picture, in milliseconds. */
  readonly time: number
  /** How long it took to make the picture small and grey and to look for the stills, in milliseconds. */
  readonly cost: number
}

export type TrackingRequest =
  | {
      readonly type: 'still'
      readonly id: string
      readonly picture: TrackedPicture
      readonly places: readonly MarkPlace[]
    }
  | { readonly type: 'places'; readonly id: string; readonly places: readonly MarkPlace[] }
  | { readonly type: 'forget'; readonly id: string }
  | { readonly type: 'picture'; readonly picture: TrackedPicture; readonly time: number }

export type TrackingReply =
  /** Whether the still shows enough around its marks to be found again. */
  | { readonly type: 'learned'; readonly id: string; readonly isFit: boolean }
  | { readonly type: 'report'; readonly report: TrackReport }
  | { readonly type: 'failed'; readonly why: string }
