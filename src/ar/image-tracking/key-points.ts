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

/** Corners of all levels, spread over the picture, `density` times as many as are followed. */
export function findKeyPoints(pyramid: Pyramid, finder: CornerFinder, density: number): KeyPoints {
  const points = createKeyPoints(MOST_POINTS * density)
  for (const [level, wanted] of WANTED.entries()) {
    const image = pyramid[level]
    if (image === undefined) continue
    const corners = createCorners(wanted * density)
    // Squares a little smaller than an even spread would have, since bare ones give none.
    const cell = Math.sqrt((image.width * image.height) / (1.6 * wanted * density))
    finder.find(image, Math.max(5, Math.round(cell)), BORDER, corners)
    for (let i = 0; i < corners.count; i++) {
      addKeyPoint(points, (corners.x[i] ?? 0) * 2 ** level, (corners.y[i] ?? 0) * 2 ** level, level)
    }
  }
  return points
}

function addKeyPoint(points: KeyPoints, x: number, y: number, level: number): void {
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
