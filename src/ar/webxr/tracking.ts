import type { Tracking } from '#domain/capability.ts'

/** A pose may be missing for a frame or two without anything being wrong, in milliseconds. */
const LOST_AFTER_MS = 300

/** What one AR frame says about how well the device knows where it is. */
export interface Sight {
  /** `exact`: a full pose. `emulated`: turning is known, moving is guessed. `none`: no pose. */
  readonly pose: 'exact' | 'emulated' | 'none'
  /** A surface was found in this session: by hit test, plane or depth, or the device has none of these senses. */
  readonly hasSurface: boolean
}

/** Follows the tracking state over the frames of one session. The time is an argument. */
export function createTrackingFollower(): (sight: Sight, time: number) => Tracking {
  let lastPose: number | undefined
  let state: Tracking = 'starting'
  return ({ pose, hasSurface }, time) => {
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
