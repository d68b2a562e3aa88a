import type { Tracking } from '#domain/capability.ts'

/** A pose may be missing for a frame or two without anything being wrong, in milliseconds. */
const LOST_AFTER_MS = 300

/** What one AR frame says of its pose. `emulated`: turning is known, moving is guessed. */
type PoseKind = 'exact' | 'emulated' | 'none'

/**
 * Follows the tracking state over the frames of one session: call it once per frame, with a monotonic time in milliseconds.
 * `hasSurface`: a surface was found by hit test, plane or depth, or the device has none of these senses.
 */
export type TrackingFollower = (pose: PoseKind, hasSurface: boolean, time: number) => Tracking

export function createTrackingFollower(): TrackingFollower {
  let lastPose: number | undefined
  let state: Tracking = 'starting'
  return (pose, hasSurface, time) => {
    if (pose === 'none') {
      // Before the first pose the device is looking for its bearings; after, it has lost them.
      if (lastPose !== undefined && time - lastPose > LOST_AFTER_MS) state = 'lost'
      return state
    }
    lastPose = time
    state = pose === 'emulated' ? 'limited' : hasSurface ? 'good' : 'starting'
    return state
  }
}
