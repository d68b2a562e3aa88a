import type { Tracking, TrackingReason } from '#domain/capability.ts'

/** A pose may be missing, or guessed, for a frame or two without anything being wrong, in milliseconds: marks must not flicker for it. */
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
  let guessedSince: number | undefined
  let state: Tracking = 'starting'
  return (pose, hasSurface, time) => {
    if (pose === 'none') {
      // Before the first pose the device is looking for its bearings; after, it has lost them.
      if (lastPose !== undefined && time - lastPose > LOST_AFTER_MS) state = 'lost'
      return state
    }
    lastPose = time
    if (pose === 'emulated') {
      guessedSince ??= time
      if (state === 'lost' || time - guessedSince > LOST_AFTER_MS) state = 'limited'
      return state
    }
    guessedSince = undefined
    state = hasSurface ? 'good' : 'starting'
    return state
  }
}

/** What is known of the moments before tracking got poor. */
export interface Sights {
  readonly metresPerSecond: number
  readonly degreesPerSecond: number
  /** Mean of the camera picture, 0 black to 1 white; undefined where there is no picture to look at. */
  readonly brightness: number | undefined
}

/** Below this mean of the picture nothing can be told apart: a lit desk lamp in a room is at 0.2, a cellar at 0.03. */
const DARK = 0.07
/** Faster than this a phone's picture is a smear: ARCore asks for slow movement; a calm sweep is at 60 degrees a second. */
const FAST_DEGREES = 100
const FAST_METRES = 1.5

/** Why tracking is as it is, worst first: in the dark it would not help to be slower. Undefined while nothing is wrong. */
export function reasonFor(tracking: Tracking, sights: Sights): TrackingReason | undefined {
  if (tracking === 'good' || tracking === 'none') return undefined
  if (sights.brightness !== undefined && sights.brightness < DARK) return 'too-dark'
  if (sights.degreesPerSecond > FAST_DEGREES || sights.metresPerSecond > FAST_METRES) return 'moving-fast'
  // A device that has just begun to look around has found nothing yet, and that is nothing wrong.
  return tracking === 'starting' ? undefined : 'nothing-to-hold-on-to'
}
