import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkPlace, SeenMarks, TrackedPicture } from '../image-tracking/tracking-messages.ts'

/**
 * seen: marks of it can be shown in the live picture. searching: just begun to be looked for. lost: out of view.
 * unfit: it shows too little to be found again; its marks stay on the still.
 */
type FollowStatus = 'searching' | 'seen' | 'lost' | 'unfit'

export interface FollowedStill {
  readonly status: FollowStatus
  /** 0 to 1, when the status or `isSteady` changed. */
  readonly confidence: number
  /** Seen well; when not, the marks may soon be out of view. */
  readonly isSteady: boolean
  /** All of its marks can be shown; when not, some of them are out of view for a while, or can only be seen on the still. */
  readonly isWhole: boolean
}

export interface FollowResult {
  /** The time that was given with the picture. */
  readonly time: number
  /** What is seen in it; empty when nothing may be shown. */
  readonly seen: readonly SeenMarks[]
}

export interface FollowerState {
  /** Changes only when what is said of a still does: what happens per picture goes to `onResult`. */
  readonly stills: ReadonlyMap<Id, FollowedStill>
  /** Why nothing can be followed here; marks then stay on their stills. */
  readonly trouble: string | undefined
}

/**
 * Finds stills again in a live picture, so that marks made on them can stand in it. Each side follows on its own picture:
 * a mark belongs to its still. Its worker runs only while there is a still to follow.
 */
export interface StillFollower extends Engine<FollowerState> {
  /** Learns a still; takes a bitmap and closes it. Again with the same id: another picture of it. */
  follow(stillId: Id, picture: ImageBitmap | Blob, places: readonly MarkPlace[]): void
  /** Its marks have changed. */
  setPlaces(stillId: Id, places: readonly MarkPlace[]): void
  forget(stillId: Id): void
  /** Whether a picture would be looked at now: not while the last one is, nor faster than the device manages. `time` in milliseconds. */
  wants(time: number): boolean
  /** Looks for the stills in a picture; takes it and closes it. False when it was dropped. `time` grows. */
  offer(picture: TrackedPicture, time: number): boolean
  /** Hears where the stills are in each picture that was looked at; returns its own off-function. */
  onResult(callback: (result: FollowResult) => void): () => void
}
