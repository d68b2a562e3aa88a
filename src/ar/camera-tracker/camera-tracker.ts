import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { TrackedPicture } from '../image-tracking/tracking-messages.ts'
import type { Tracker, TrackerState } from '../tracker/tracker.ts'
import type { FollowerState, FollowResult } from './still-follower.ts'

export interface CameraTrackerState extends Pick<
  TrackerState,
  'status' | 'ladder' | 'tracking' | 'trackingReason' | 'features' | 'picture' | 'hint'
> {
  /** What is known of each still with marks; changes rarely. */
  readonly stills: FollowerState['stills']
}

/**
 * The camera ladder, as much of the tracker's interface as fits it: the camera's own track goes out, and marks of stills stick to what
 * the camera sees. Experts mark stills, so there are no wishes to answer and no space to place models in.
 */
export interface CameraTracker extends Engine<CameraTrackerState>, Pick<Tracker, 'start' | 'stop' | 'track'> {
  /** The element that shows the camera; undefined while nobody looks at it: nothing is looked for then. */
  watch(video: HTMLVideoElement | undefined): void
  /** The picture of a still has arrived. */
  stillArrived(stillId: Id): void
  /**
   * Hears where the marks are, some 15 to 30 times a second, and in which picture: the video has moved on by then. The picture is valid
   * during the call alone, and undefined when nobody looks any more. Returns its own off-function.
   */
  onResult(callback: (result: FollowResult, picture: TrackedPicture | undefined) => void): () => void
}
