import type { Follower } from './follow.ts'
import type { Keyframe } from './keyframe.ts'
import { depthOf, invert3, mapX, mapY, type Matrix3 } from './matrix3.ts'
import { isView } from './prosac.ts'

/** How well a homography is borne out by the picture. */
export interface Fit {
  /** Patches that were found where the homography says, of those that should be in the picture. */
  found: number
  visible: number
  /** Patches that were found at all, also where the homography does not say. */
  anywhere: number
  /** Share of what should be in the picture that was found, each point by how much it counts; the same of the unique points. */
  share: number
  uniqueShare: number
  /** The same among the points that look like no other place of a picture that repeats itself. */
  uniqueFound: number
  uniqueVisible: number
  /** Of the visible unique points those that something hides: they speak neither for nor against the place. */
  uniqueHidden: number
  /** Mean likeness of the found patches, 0 to 1. */
  likeness: number
  /** How far off a mark may be (one sigma, pixels), at the worst place of the keyframe's marked part that is in the picture. */
  uncertainty: number
  /** 0 to 1, all of the above in one number. */
  confidence: number
}

/** A patch agrees when it is this many sigmas from where the homography has it, or nearer. */
const AGREES = 4

export interface FitJudge {
  readonly fit: Fit
  /** Judges the last `follow` of the follower; fills `fit`. False when no camera could see the keyframe so. */
  judge(keyframe: Keyframe, h: Matrix3, follower: Follower): boolean
}

export function createFitJudge(width: number, height: number): FitJudge {
  const inverse = new Float64Array(9)
  const fit: Fit = {
    found: 0,
    visible: 0,
    anywhere: 0,
    share: 0,
    uniqueShare: 0,
    uniqueFound: 0,
    uniqueVisible: 0,
    uniqueHidden: 0,
    likeness: 0,
    uncertainty: Infinity,
    confidence: 0,
  }

  function countPoints(keyframe: Keyframe, h: Matrix3, { pairs, visible }: Follower): number {
    const { unique, weights } = keyframe
    let [all, allUnique, seen, seenUnique] = [0, 0, 0, 0]
    fit.found = 0
    fit.visible = 0
    fit.anywhere = pairs.count
    fit.uniqueFound = 0
    fit.uniqueVisible = 0
    fit.uniqueHidden = 0
    let likeness = 0
    let squares = 0
    for (let i = 0; i < keyframe.points.count; i++) {
      if (visible[i] !== 1) continue
      const weight = weights[i] ?? 1
      fit.visible++
      all += weight
      if (unique[i] !== 1) continue
      fit.uniqueVisible++
      allUnique += weight
    }
    for (let i = 0; i < pairs.count; i++) {
      const sigma = pairs.sigma[i] ?? 1
      const ex = (mapX(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0) - (pairs.x[i] ?? 0)) / sigma
      const ey = (mapY(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0) - (pairs.y[i] ?? 0)) / sigma
      const square = ex * ex + ey * ey
      const agrees = square < AGREES * AGREES
      pairs.agrees[i] = agrees ? 1 : 0
      if (!agrees) continue
      fit.found++
      const weight = pairs.weight[i] ?? 1
      seen += weight
      squares += weight * square
      likeness += weight * (pairs.likeness[i] ?? 0)
      if (unique[pairs.point[i] ?? 0] !== 1) continue
      fit.uniqueFound++
      seenUnique += weight
    }
    fit.share = seen / Math.max(all, 1e-9)
    fit.uniqueShare = seenUnique / Math.max(allUnique, 1e-9)
    fit.likeness = seen === 0 ? 0 : likeness / seen
    return seen === 0 ? Infinity : Math.sqrt(squares / (2 * seen))
  }

  /** At the marks' corners, as far as they are in the picture. */
  function worstMark({ marked }: Keyframe, h: Matrix3, { refiner }: Follower): number {
    let worst = 0
    for (const { left, top, right, bottom } of marked) {
      for (let corner = 0; corner < 4; corner++) {
        const kx = corner % 2 === 0 ? left : right
        const ky = corner < 2 ? top : bottom
        const [x, y] = [mapX(h, kx, ky), mapY(h, kx, ky)]
        const inside = depthOf(h, kx, ky) > 0 && x >= 0 && y >= 0 && x < width && y < height
        if (inside) worst = Math.max(worst, refiner.uncertainty(x, y))
      }
    }
    return worst
  }

  /** Only where the followed part is in the picture: nobody sees a mark elsewhere. */
  function worstPlace(keyframe: Keyframe, h: Matrix3, follower: Follower): number {
    const { refiner } = follower
    if (keyframe.marked.length > 0) return worstMark(keyframe, h, follower)
    const { left, top, right, bottom } = keyframe.focus
    let worst = 0
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        const x = (width * (column + 0.5)) / 4
        const y = (height * (row + 0.5)) / 4
        const w = depthOf(inverse, x, y)
        const kx = mapX(inverse, x, y)
        const ky = mapY(inverse, x, y)
        const inside = w > 0 && kx >= left && ky >= top && kx < right && ky < bottom
        if (inside) worst = Math.max(worst, refiner.uncertainty(x, y))
      }
    }
    return worst
  }

  return {
    fit,
    judge(keyframe, h, follower) {
      fit.confidence = 0
      if (!isView(h, keyframe.width, keyframe.height) || !invert3(inverse, h)) return false
      const residual = countPoints(keyframe, h, follower)
      fit.uncertainty = worstPlace(keyframe, h, follower) * Math.max(1, residual)
      fit.confidence = confidenceOf(fit)
      return true
    },
  }
}

/**
 * Half of the patches seen, forty of them, and a place known to a pixel are nearly full confidence. A place that rests on
 * the far side of the picture counts little, even when the patches there agree: they may all be drawn aside together.
 */
function confidenceOf({ found, share: all, likeness, uncertainty }: Omit<Fit, 'confidence'>): number {
  if (found < 8) return 0
  const share = Math.min(1, all / 0.5)
  const many = Math.min(1, found / 40)
  const alike = Math.min(1, Math.max(0, (likeness - 0.6) / 0.25))
  const exact = Math.max(0, 1 - uncertainty / 3)
  return Math.sqrt(share * many) * alike * exact
}
