import type { KeyPoints } from './key-points.ts'
import { createPatchSearch, PATCH_HALF } from './patch-search.ts'
import type { Pyramid } from './pyramid.ts'

/** Shifts of up to this many pixels of each level are tried. */
const REACH = 22
/** Nearer shifts than this only see that neighbouring pixels are alike. */
const NEAREST = 4
/** Patches that are looked at for each shift; more cost time while the mark is being made. */
const SAMPLE = 14
/** A picture that is on average this much like itself repeats. */
const ALIKE = 0.5
/** A point that is less than this like itself under every shift is its own. */
const OWN = 0.6
const MOST_SHIFTS = 40
const NEAR = [
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const

/**
 * By how much, in pixels of level 0, a picture can be shifted and still look much like itself; none for most pictures. In a
 * grille, a row of bricks or of keys, a homography that is off by one bar fits nearly as well as the true one, so that only
 * points that look like none of their likes can tell which is which.
 */
export interface Shifts {
  count: number
  readonly x: Float32Array
  readonly y: Float32Array
}

export function findShifts(pyramid: Pyramid, points: KeyPoints): Shifts {
  const shifts: Shifts = { count: 0, x: new Float32Array(MOST_SHIFTS), y: new Float32Array(MOST_SHIFTS) }
  for (const level of [1, 2, 3]) findOnLevel(pyramid, points, level, shifts)
  return shifts
}

/** The length of the shortest shift in pixels of level 0; undefined when there is none. */
export function shortest(shifts: Shifts): number | undefined {
  let length = Infinity
  for (let i = 0; i < shifts.count; i++)
    length = Math.min(length, Math.hypot(shifts.x[i] ?? 0, shifts.y[i] ?? 0))
  return shifts.count === 0 ? undefined : length
}

function findOnLevel(pyramid: Pyramid, points: KeyPoints, level: number, shifts: Shifts): void {
  const image = pyramid[level]
  if (image === undefined) return
  const search = createPatchSearch()
  const scale = 2 ** level
  const chosen: number[] = []
  for (let i = 0; i < points.count; i++) if (points.level[i] === level) chosen.push(i)
  const stride = Math.max(1, Math.floor(chosen.length / SAMPLE))
  const side = 2 * REACH + 1
  const sums = new Float32Array(side * side)
  const counts = new Uint8Array(side * side)
  for (let n = 0; n < chosen.length; n += stride) {
    const i = chosen[n] ?? 0
    const x = Math.floor((points.x[i] ?? 0) / scale) + 0.5
    const y = Math.floor((points.y[i] ?? 0) / scale) + 0.5
    if (!search.take(image, x, y, 1, 0, 0, 1)) continue
    for (let dy = 0; dy <= REACH; dy++) {
      if (y + dy + PATCH_HALF + 1 >= image.height) break
      for (let dx = -REACH; dx <= REACH; dx++) {
        const inside = x + dx - PATCH_HALF >= 1 && x + dx + PATCH_HALF + 1 < image.width
        if (!inside) continue
        const at = (dy + REACH) * side + dx + REACH
        sums[at] = (sums[at] ?? 0) + search.likeness(image, x + dx, y + dy)
        counts[at] = (counts[at] ?? 0) + 1
      }
    }
  }
  const mean = (at: number): number => ((counts[at] ?? 0) < 5 ? -1 : (sums[at] ?? 0) / (counts[at] ?? 1))
  for (let dy = 0; dy < REACH; dy++) {
    for (let dx = 1 - REACH; dx < REACH; dx++) {
      if (Math.max(Math.abs(dx), dy) < NEAREST) continue
      const at = (dy + REACH) * side + dx + REACH
      const here = mean(at)
      if (here < ALIKE || here < mean(at - 1) || here < mean(at + 1)) continue
      if (here < mean(at + side) || (dy > 0 && here < mean(at - side))) continue
      addShift(shifts, dx * scale, dy * scale)
      addShift(shifts, -dx * scale, -dy * scale)
    }
  }
}

function addShift(shifts: Shifts, x: number, y: number): void {
  if (shifts.count >= MOST_SHIFTS) return
  shifts.x[shifts.count] = x
  shifts.y[shifts.count] = y
  shifts.count++
}

/**
 * For each point: 1 when it stays unlike the picture under all shifts. A shift is known to a pixel of its level only, so the
 * best of five places counts.
 */
export function markUnique(pyramid: Pyramid, points: KeyPoints, shifts: Shifts): Uint8Array {
  const unique = new Uint8Array(points.count).fill(1)
  const search = createPatchSearch()
  for (let i = 0; i < points.count; i++) {
    const level = points.level[i] ?? 0
    const image = pyramid[level]
    const scale = 2 ** level
    const x = (points.x[i] ?? 0) / scale
    const y = (points.y[i] ?? 0) / scale
    if (image === undefined || !search.take(image, x, y, 1, 0, 0, 1)) continue
    for (let s = 0; s < shifts.count && unique[i] === 1; s++) {
      const atX = x + (shifts.x[s] ?? 0) / scale
      const atY = y + (shifts.y[s] ?? 0) / scale
      for (const [dx, dy] of NEAR) {
        if (search.likeness(image, atX + dx, atY + dy) <= OWN) continue
        unique[i] = 0
        break
      }
    }
  }
  return unique
}
