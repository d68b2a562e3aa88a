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
/** Matched corners are this exact, in pixels. */
const SIGMA = 2.5
const MOST_MATCHES = 400

export interface Relocator {
  /** Describes the picture; to be called once before `locate` is asked for its keyframes. */
  look(pyramid: Pyramid): void
  /** A first idea of where the keyframe is, a few pixels off; not to be shown before it was followed and judged. */
  locate(keyframe: Keyframe, out: Matrix3): boolean
}

export function createRelocator(describer: Describer, follower: Follower, random: () => number): Relocator {
  const current = createDescriptors()
  const matcher = createMatcher(current.x.length)
  const pairs = createPairs(MOST_MATCHES)
  const finder = createHomographyFinder(random)
  return {
    look: (pyramid) => describer.describeCurrent(pyramid, current),
    locate(keyframe, out) {
      matcher.match(keyframe.descriptors, current, pairs)
      if (pairs.count < FEWEST) return false
      const agreeing = finder.find(pairs, keyframe.width, keyframe.height, out)
      if (agreeing < FEWEST) return false
      pairs.sigma.fill(SIGMA, 0, pairs.count)
      return follower.refiner.refine(out, pairs, 4, 1, 0)
    },
  }
}
