import type { Tracker } from '../tracker/tracker.ts'
import type { StillFollower } from './still-follower.ts'

/**
 * The camera ladder behind the tracker's interface: the camera's own track goes out, and marks of stills stick to what the
 * camera sees. Experts mark stills, so wishes for the space are left alone here.
 */
export interface CameraTracker extends Tracker {
  readonly follower: StillFollower
  /** The element that shows the camera; undefined while nobody looks at it, and nothing is looked for then. */
  watch(video: HTMLVideoElement | undefined): void
}
