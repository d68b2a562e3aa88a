import { createConsensus } from './consensus.ts'
import { createDescriptors, type Describer } from './descriptors.ts'
import type { Follower } from './follow.ts'
import type { Keyframe } from './keyframe.ts'
import { createMatcher } from './match.ts'
import { identity3, type Matrix3 } from './matrix3.ts'
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
/** Two pairs make a likeness and two more bear it out; what comes of it is judged by its patches. */
const FEWEST_ALIKE = 4
/** A surface seen from aside is stretched: what is alike but for that lies within so many of them. */
const SIGMAS = 3
const UNMOVED = identity3()

/**
 * By what a keyframe is looked for: by what is around its marks; by most of what is seen; or by one small thing on it, a label
 * on a grille, whose few corners lie too close together to say how the rest is tilted, but do say where it is.
 */
type LookBy = 'marks' | 'most' | 'likeness'

/**
 * The surest first. One small thing is enough only in a picture that repeats itself, where what is found must bear out its unique
 * points: elsewhere a dial is taken for its twin.
 */
export function looksFor({ marked, period }: Keyframe): readonly LookBy[] {
  const looks: LookBy[] = marked.length > 0 ? ['marks', 'most'] : ['most']
  return period === undefined ? looks : [...looks, 'likeness']
}

export interface Relocator {
  /** Describes the picture; to be called once before `locate` is asked for its keyframes. */
  look(pyramid: Pyramid): void
  /** A first idea of where the keyframe is, a few pixels off; not to be shown before it was followed and judged. */
  locate(keyframe: Keyframe, out: Matrix3, by: LookBy): boolean
}

export function createRelocator(describer: Describer, follower: Follower, random: () => number): Relocator {
  const current = createDescriptors()
  const matcher = createMatcher(current.x.length)
  const pairs = createPairs(MOST_MATCHES)
  const finder = createHomographyFinder(random)
  const consensus = createConsensus(MOST_MATCHES, random)
  function locateAlike(out: Matrix3): boolean {
    out.set(UNMOVED)
    pairs.sigma.fill(SIGMA, 0, pairs.count)
    return consensus.correct(out, pairs, SIGMAS) >= FEWEST_ALIKE
  }

  return {
    look: (pyramid) => describer.describeCurrent(pyramid, current),
    locate(keyframe, out, by) {
      matcher.match(keyframe.descriptors, current, pairs, keyframe.cornerWeights)
      if (by !== 'marks') pairs.weight.fill(1)
      if (by === 'likeness') return locateAlike(out)
      if (pairs.count < FEWEST) return false
      const isNear = by === 'marks'
      const agreeing = finder.find(pairs, keyframe.width, keyframe.height, out, isNear)
      if (agreeing < (isNear ? FEWEST_NEAR : FEWEST)) return false
      pairs.sigma.fill(SIGMA, 0, pairs.count)
      return follower.refiner.refine(out, pairs, 4, 1, 0)
    },
  }
}
