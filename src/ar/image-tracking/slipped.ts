import type { Follower } from './follow.ts'
import type { Keyframe } from './keyframe.ts'
import { identity3, type Matrix3, multiply3, normalise3 } from './matrix3.ts'
import type { Pyramid } from './pyramid.ts'

/** The unique points must be this like the picture, on average, where a slipped place is put right. */
const LIKE = 0.3

/**
 * In a picture that repeats itself a fast movement slips by a bar or two, and everything but the unique points fits perfectly. How the
 * keyframe repeats itself then tells where else it may be.
 */
export interface SlipCorrector {
  /** Moves `h` to the place, of those that look alike, where the unique points are like the picture. False when there is none. */
  correct(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): boolean
}

export function createSlipCorrector(follower: Follower): SlipCorrector {
  const shift = identity3()
  const candidate = identity3()
  const best = identity3()
  return {
    correct(keyframe, pyramid, h) {
      const { shifts } = keyframe
      let most = Math.max(LIKE, follower.fitUnique(keyframe, pyramid, h))
      let isFound = false
      for (let i = 0; i < shifts.count; i++) {
        shift[2] = shifts.x[i] ?? 0
        shift[5] = shifts.y[i] ?? 0
        multiply3(candidate, h, shift)
        if (!normalise3(candidate)) continue
        const like = follower.fitUnique(keyframe, pyramid, candidate)
        if (like <= most) continue
        most = like
        best.set(candidate)
        isFound = true
      }
      if (isFound) h.set(best)
      return isFound
    },
  }
}
