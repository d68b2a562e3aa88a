import { createCorners, type CornerFinder } from './corners.ts'
import type { Pyramid } from './pyramid.ts'

/** Levels on which points are followed; the rest of the pyramid only guesses jumps. */
export const POINT_LEVELS = 4
/** Points wanted on each level: many fine ones for exactness, some coarse ones that survive a blurred picture. */
const WANTED = [110, 70, 40, 20] as const
export const MOST_POINTS = WANTED.reduce((sum, wanted) => sum + wanted, 0)
/** A patch with its gradients must fit into the level. */
const BORDER = 8

/** Corners of a keyframe in pixels of its level 0, with the level they were found on. */
export interface KeyPoints {
  count: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly level: Uint8Array
}

function createKeyPoints(capacity: number): KeyPoints {
  return {
    count: 0,
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    level: new Uint8Array(capacity),
  }
}

/** A part of a keyframe, in its pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Levels below this one say exactly where things are: their points are wanted near the marks only. */
const FINE_LEVELS = 2

/**
 * Corners of all levels, spread over the picture, `density` times as many as are followed, with room for
 * `spare` more. The fine ones lie within `focus`, where it
 * is given: what stands behind or before the marked surface must not draw the marks aside.
 */
export function findKeyPoints(
  pyramid: Pyramid,
  finder: CornerFinder,
  density: number,
  focus: Box | undefined,
  spare = 0,
): KeyPoints {
  const points = createKeyPoints(Math.ceil(MOST_POINTS * density) + spare)
  for (const [level, wanted] of WANTED.entries()) {
    const image = pyramid[level]
    if (image === undefined) continue
    const part = level < FINE_LEVELS ? focus : undefined
    const area = image.width * image.height
    const shareOfPart = part === undefined ? 1 : (sizeOf(part) / area) * 4 ** -level
    const most = Math.ceil((wanted * density) / Math.min(1, shareOfPart))
    const corners = createCorners(most)
    // Squares a little smaller than an even spread would have, since bare ones give none.
    const cell = Math.sqrt(area / (1.6 * most))
    finder.find(image, Math.max(5, Math.round(cell)), BORDER, corners)
    let left = Math.ceil(wanted * density)
    for (let i = 0; i < corners.count && left > 0; i++) {
      const x = (corners.x[i] ?? 0) * 2 ** level
      const y = (corners.y[i] ?? 0) * 2 ** level
      if (part !== undefined && !isInBox(part, x, y)) continue
      addKeyPoint(points, x, y, level)
      left--
    }
  }
  return points
}

const sizeOf = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top)

export const isInBox = ({ left, top, right, bottom }: Box, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom

export function addKeyPoint(points: KeyPoints, x: number, y: number, level: number): void {
  if (points.count >= points.x.length) return
  points.x[points.count] = x
  points.y[points.count] = y
  points.level[points.count] = level
  points.count++
}

/** Of many points those to follow: on each level up to seven tenths unique ones, then any, the strongest first. */
export function choosePoints(from: KeyPoints, unique: Uint8Array): KeyPoints {
  const chosen = createKeyPoints(MOST_POINTS)
  for (const [level, wanted] of WANTED.entries()) {
    const taken = new Uint8Array(from.count)
    let left = wanted
    for (const [share, wants] of [
      [0.7, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const until = Math.round(wanted * (1 - share))
      for (let i = 0; i < from.count && left > until; i++) {
        if (from.level[i] !== level || taken[i] === 1 || (unique[i] ?? 0) !== wants) continue
        taken[i] = 1
        left--
        addKeyPoint(chosen, from.x[i] ?? 0, from.y[i] ?? 0, level)
      }
    }
  }
  return chosen
}
