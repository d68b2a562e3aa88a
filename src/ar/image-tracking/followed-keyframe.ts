import type { TrackStatus } from './image-tracker.ts'
import type { Box } from './key-points.ts'
import type { Keyframe } from './keyframe.ts'
import { identity3, invert3, type Matrix3, multiply3, normalise3 } from './matrix3.ts'
import { createPlaces, type Places } from './places.ts'

/** Pictures after which a lost keyframe's last place is no longer tried first. */
const BLINK = 8

/** One keyframe as it goes through the pictures. */
export interface FollowedKeyframe {
  readonly keyframe: Keyframe
  places: Places
  /** Keyframe to the last picture, and what the last two pictures differ by. */
  readonly last: Matrix3
  readonly motion: Matrix3
  hasMotion: boolean
  lostFor: number
  isBlurred: boolean
  /** Pictures in a row in which nothing unique could be seen of a keyframe that repeats itself. */
  unsureFor: number
  readonly result: {
    readonly keyframeId: string
    status: TrackStatus
    readonly homography: Matrix3
    confidence: number
    holds: Uint8Array
  }
}

export function startFollowing(
  keyframe: Keyframe,
  boxes: readonly Box[],
  width: number,
  height: number,
): FollowedKeyframe {
  const places = createPlaces(keyframe, boxes)
  return {
    keyframe,
    places,
    // What was just marked is most likely still in the picture, about where it was.
    last: Float64Array.of(width / keyframe.width, 0, 0, 0, height / keyframe.height, 0, 0, 0, 1),
    motion: identity3(),
    hasMotion: false,
    lostFor: 1,
    isBlurred: false,
    unsureFor: 0,
    result: {
      keyframeId: keyframe.id,
      status: 'lost',
      homography: identity3(),
      confidence: 0,
      holds: places.holds,
    },
  }
}

export const mayBeNear = ({ lostFor }: FollowedKeyframe): boolean => lostFor <= BLINK

const inverse = identity3()

export function accept(
  followed: FollowedKeyframe,
  h: Matrix3,
  status: TrackStatus,
  confidence: number,
  isUnsure: boolean,
): void {
  const { last, motion, result } = followed
  followed.hasMotion = status === 'tracked' && invert3(inverse, last)
  if (followed.hasMotion) {
    multiply3(motion, h, inverse)
    followed.hasMotion = normalise3(motion)
  }
  last.set(h)
  followed.unsureFor = isUnsure ? followed.unsureFor + 1 : 0
  followed.lostFor = 0
  result.status = status
  result.homography.set(h)
  result.confidence = confidence
}

export function lose(followed: FollowedKeyframe): void {
  followed.lostFor++
  followed.hasMotion = false
  followed.places.drop()
  followed.result.status = 'lost'
  followed.result.confidence = 0
}
