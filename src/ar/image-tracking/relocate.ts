import { createDescriptors, type Describer } from './descriptors.ts'
import type { Follower } from './follow.ts'
import type { Keyframe } from './keyframe.ts'
import { createMatcher } from './match.ts'
import type { Matrix3 } from './matrix3.ts'
import { createPairs } from './pairs.ts'
import { createHomographyFinder } from './prosac.ts'
import type { Pyramid } from './pyramid.ts'

/** Fewer matches that agree than this happen by chance. */
const FEWEST = 7
/** Around marks on a bare surface there may be no more; what is found with them is judged by its patches anyway. */
const FEWEST_NEAR = 5
/** Matched corners are this exact, in pixels. */
const SIGMA = 2.5
const MOST_MATCHES = 400

export interface Relocator {
  /** Describes the picture; to be called once before `locate` is asked for its keyframes. */
  look(pyramid: Pyramid): void
  /**
   * A first idea of where the keyframe is, a few pixels off; not to be shown before it was followed and judged. `near`: by what is
   * around its marks, else by most of what is seen.
   */
  locate(keyframe: Keyframe, out: Matrix3, near: boolean): boolean
}

export function createRelocator(describer: Describer, follower: Follower, random: () => number): Relocator {
  const current = createDescriptors()
  const matcher = createMatcher(current.x.length)
  const pairs = createPairs(MOST_MATCHES)
  const finder = createHomographyFinder(random)
  return {
    look: (pyramid) => describer.describeCurrent(pyramid, current),
    locate(keyframe, out, near) {
      matcher.match(keyframe.descriptors, current, pairs, keyframe.cornerWeights)
      if (pairs.count < FEWEST) return false
      if (!near) pairs.weight.fill(1)
      const agreeing = finder.find(pairs, keyframe.width, keyframe.height, out, near)
      if (agreeing < (near ? FEWEST_NEAR : FEWEST)) return false
      pairs.sigma.fill(SIGMA, 0, pairs.count)
      return follower.refiner.refine(out, pairs, 4, 1, 0)
    },
  }
}
