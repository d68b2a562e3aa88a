import { createConsensus } from './consensus.ts'
import type { GreyImage } from './grey-image.ts'
import { MOST_POINTS, POINT_LEVELS } from './key-points.ts'
import type { Keyframe } from './keyframe.ts'
import { depthOf, type Matrix3 } from './matrix3.ts'
import { addPair, createPairs, type Pairs } from './pairs.ts'
import { createPatchSearch } from './patch-search.ts'
import type { Pyramid } from './pyramid.ts'
import { createHomographyRefiner, type HomographyRefiner } from './refine-homography.ts'

/** How far a patch is looked for from where it is expected, in pixels of its level. */
const REACH = [3, 4, 5, 6] as const
/** Less like than this is something else: a hand, a shadow's edge, another place. */
const LIKE = 0.7
/** A patch is placed this well on its level, in pixels. */
const SIGMA = 0.35
/** How far a shift of a picture that repeats itself may be off, in pixels of a patch's level. */
const SHIFT_REACH = 3
/** Nearer to the picture's edge than this, in pixels of its level, a patch cannot be looked for. */
const EDGE = 7
/** With fewer of the visible patches found than this share, a second pass is worth its time. */
const ENOUGH = 0.6

export interface Follower {
  /**
   * Moves a predicted `h` (keyframe to current) to where the keyframe's patches really are, from coarse to fine, beginning
   * at level `from`. False when they are not found; `h` is then not to be used.
   */
  follow(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3, from: number): boolean
  /** How like the keyframe's coarse patches the picture is where `h` says they are, without looking around: 0 to 1. */
  fit(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): number
  /** The same of the points that look like no other place of a keyframe that repeats itself; 0 when few of them are in the picture. */
  fitUnique(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): number
  /**
   * Of the last `follow`, judged: unique points that should be in the picture, were not found, and where nothing of the keyframe is seen
   * that a place slipped by one of its shifts would show there. A hand hides them.
   */
  hiddenUnique(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): number
  /** How far the picture moved while its shutter was open, in pixels: patches are then smeared before they are looked for. */
  readonly smear: { x: number; y: number }
  /** Of the last `follow`: the patches that were found. */
  readonly pairs: Pairs
  /** Of the last `follow`: 1 for each point of the keyframe that should have been in the picture. */
  readonly visible: Uint8Array
  readonly refiner: HomographyRefiner
}

/**
 * Each point's patch is seen through the local affine part of `h` before it is looked for, so that turning, zoom and tilt
 * do not matter, and always comes from the keyframe, so that nothing drifts.
 */
export function createFollower(width: number, height: number, random: () => number): Follower {
  const pairs = createPairs(MOST_POINTS)
  const visible = new Uint8Array(MOST_POINTS)
  const refiner = createHomographyRefiner(width, height)
  const consensus = createConsensus(MOST_POINTS, random)
  const search = createPatchSearch()
  const found = new Uint8Array(MOST_POINTS)
  const kept = new Float64Array(9)
  const smear = { x: 0, y: 0 }
  const local = { x: 0, y: 0, a: 0, b: 0, c: 0, d: 0, level: 0, source: 0 }

  /** Where point i is expected, on which level it is its own size, and the inverse affine part there. */
  function expect(keyframe: Keyframe, h: Matrix3, i: number): boolean {
    const kx = keyframe.points.x[i] ?? 0
    const ky = keyframe.points.y[i] ?? 0
    const w = depthOf(h, kx, ky)
    if (w < 0.05) return false
    const x = ((h[0] ?? 0) * kx + (h[1] ?? 0) * ky + (h[2] ?? 0)) / w
    const y = ((h[3] ?? 0) * kx + (h[4] ?? 0) * ky + (h[5] ?? 0)) / w
    const a = ((h[0] ?? 0) - (h[6] ?? 0) * x) / w
    const b = ((h[1] ?? 0) - (h[7] ?? 0) * x) / w
    const c = ((h[3] ?? 0) - (h[6] ?? 0) * y) / w
    const d = ((h[4] ?? 0) - (h[7] ?? 0) * y) / w
    const determinant = a * d - b * c
    if (!(determinant > 0.02 && determinant < 40)) return false
    const octaves = Math.log2(determinant) / 2
    const level = Math.round((keyframe.points.level[i] ?? 0) + octaves)
    local.level = Math.min(Math.max(level, 0), POINT_LEVELS - 1)
    local.source = Math.min(Math.max(Math.round(local.level - octaves), 0), POINT_LEVELS - 1)
    const scale = 2 ** (local.level - local.source) / determinant
    local.x = x
    local.y = y
    local.a = d * scale
    local.b = -b * scale
    local.c = -c * scale
    local.d = a * scale
    const edge = EDGE * 2 ** local.level
    return x > edge && y > edge && x < width - edge && y < height - edge
  }

  /** Takes the patch of point i, or what is so far beside it. */
  function take(keyframe: Keyframe, i: number, besideX = 0, besideY = 0): boolean {
    const image = keyframe.pyramid[local.source]
    if (image === undefined) return false
    const shrink = 2 ** local.source
    const x = ((keyframe.points.x[i] ?? 0) + besideX) / shrink
    const y = ((keyframe.points.y[i] ?? 0) + besideY) / shrink
    return search.take(image, x, y, local.a, local.b, local.c, local.d)
  }

  function measure(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3, stage: number): void {
    const image = pyramid[stage]
    if (image === undefined) return
    const scale = 2 ** stage
    search.smear.x = smear.x / scale
    search.smear.y = smear.y / scale
    for (let i = 0; i < keyframe.points.count; i++) {
      if (!expect(keyframe, h, i)) continue
      if (local.level !== stage) continue
      const { x, y } = local
      if (!take(keyframe, i)) continue
      visible[i] = 1
      if (!search.search(image, x / scale, y / scale, REACH[stage] ?? 3)) continue
      if (search.found.likeness < LIKE) continue
      const { points } = keyframe
      const sigma = SIGMA * scale
      addPair(
        pairs,
        points.x[i] ?? 0,
        points.y[i] ?? 0,
        search.found.x * scale,
        search.found.y * scale,
        sigma,
        i,
        search.found.likeness,
        keyframe.weights[i],
      )
    }
  }

  function descend(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3, from: number): boolean {
    pairs.count = 0
    visible.fill(0)
    for (let stage = from; stage >= 0; stage--) {
      const before = pairs.count
      measure(keyframe, pyramid, h, stage)
      if (pairs.count === before || pairs.count < 5) continue
      const wasLike = isChecked(keyframe, stage) ? nearLikeness(keyframe, pyramid, h) : -1
      kept.set(h)
      // The first level with anything to see decides where to look; the finer ones only make it exact.
      if (before < 5 || keyframe.marked.length > 0) {
        if (consensus.correct(h, pairs, 5) < 4) continue
        if (!refiner.refine(h, pairs, 3, 2, 0.05)) return false
      } else if (!refiner.refine(h, pairs, 3, 2, stage > 1 ? 0.02 : 0)) return false
      if (wasLike >= 0 && nearLikeness(keyframe, pyramid, h) < wasLike) h.set(kept)
    }
    return pairs.count >= 5 && refiner.refine(h, pairs, 4, 1, 0)
  }

  /** Few coarse patches lie on the marks' surface alone: what they say is taken only where the finer ones are then more alike. */
  const isChecked = ({ marked }: Keyframe, stage: number): boolean => marked.length > 0 && stage > 1

  function nearLikeness(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): number {
    let [sum, all] = [0, 0]
    search.smear.x = 0
    search.smear.y = 0
    for (let i = 0; i < keyframe.points.count; i++) {
      const weight = keyframe.weights[i] ?? 1
      if (weight < 0.1 || (keyframe.points.level[i] ?? 0) === 0 || !expect(keyframe, h, i)) continue
      const image = pyramid[local.level]
      if (image === undefined || !take(keyframe, i)) continue
      const scale = 2 ** local.level
      sum += weight * Math.max(0, search.likeness(image, local.x / scale, local.y / scale))
      all += weight
    }
    return all === 0 ? 0 : sum / all
  }

  function likenessOf(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3, isUnique: boolean): number {
    let sum = 0
    let count = 0
    for (let i = 0; i < keyframe.points.count; i++) {
      const isAsked = isUnique ? keyframe.unique[i] === 1 : (keyframe.points.level[i] ?? 0) >= 2
      if (!isAsked || !expect(keyframe, h, i)) continue
      const image = pyramid[local.level]
      const { x, y, level } = local
      search.smear.x = isUnique ? smear.x / 2 ** level : 0
      search.smear.y = isUnique ? smear.y / 2 ** level : 0
      if (image === undefined || !take(keyframe, i)) continue
      count++
      sum += Math.max(0, search.likeness(image, x / 2 ** level, y / 2 ** level))
    }
    return count < 4 ? 0 : sum / count
  }

  /** Whether the picture where point i is expected looks like the keyframe a shift beside it. */
  function looksShifted(keyframe: Keyframe, image: GreyImage, i: number): boolean {
    const { shifts } = keyframe
    const { x, y, level } = local
    for (let s = 0; s < shifts.count; s++) {
      if (!take(keyframe, i, shifts.x[s], shifts.y[s])) continue
      if (search.search(image, x / 2 ** level, y / 2 ** level, SHIFT_REACH) && search.found.likeness > LIKE)
        return true
    }
    return false
  }

  function hiddenUnique(keyframe: Keyframe, pyramid: Pyramid, h: Matrix3): number {
    const { points, unique } = keyframe
    found.fill(0)
    for (let n = 0; n < pairs.count; n++) if (pairs.agrees[n] === 1) found[pairs.point[n] ?? 0] = 1
    let hidden = 0
    for (let i = 0; i < points.count; i++) {
      if (unique[i] !== 1 || visible[i] !== 1 || found[i] === 1 || !expect(keyframe, h, i)) continue
      const image = pyramid[local.level]
      if (image === undefined) continue
      search.smear.x = smear.x / 2 ** local.level
      search.smear.y = smear.y / 2 ** local.level
      if (!looksShifted(keyframe, image, i)) hidden++
    }
    return hidden
  }

  return {
    hiddenUnique,
    smear,
    pairs,
    visible,
    refiner,
    follow(keyframe, pyramid, h, from) {
      if (!descend(keyframe, pyramid, h, from)) return false
      let visiblePoints = 0
      for (let i = 0; i < keyframe.points.count; i++) visiblePoints += visible[i] ?? 0
      // Part of the surface pulled the rest only near its place, or a blur hid much: from there the others are in reach.
      return pairs.count > ENOUGH * visiblePoints || descend(keyframe, pyramid, h, Math.min(from, 2))
    },
    fit: (keyframe, pyramid, h) => likenessOf(keyframe, pyramid, h, false),
    fitUnique: (keyframe, pyramid, h) => likenessOf(keyframe, pyramid, h, true),
  }
}
