import { createCorners, type CornerFinder } from './corners.ts'
import { createGrey, type GreyImage } from './grey-image.ts'
import { addKeyPoint, type Box, isInBox, type KeyPoints } from './key-points.ts'
import type { Pyramid } from './pyramid.ts'
import type { Shifts } from './repeats.ts'

/** Looked at on this level: finer, a shift is not known well enough; coarser, a screw is no more to be seen. */
const LEVEL = 1
/** Along the picture's longer edge; a cell has one point. */
const CELLS = 26
export const MOST_ODD = 240
const MOST = MOST_ODD / 2
/** A patch with its gradients must fit into the level. */
const BORDER = 8
/** A shift is known to a pixel. */
const AROUND = [0, -1, 1] as const

/**
 * Adds places where a picture that repeats itself is unlike itself: a screw, a label, dirt. Corners alone seldom lie there, as the bars
 * of a grille have stronger ones. On the two finest levels.
 */
export function addOddPoints(
  pyramid: Pyramid,
  finder: CornerFinder,
  shifts: Shifts,
  part: Box,
  into: KeyPoints,
): void {
  const image = pyramid[LEVEL]
  if (image === undefined || shifts.count === 0) return
  const corners = createCorners(MOST)
  const edge = Math.max(image.width, image.height)
  finder.find(oddness(image, shifts), Math.max(5, Math.round(edge / CELLS)), BORDER, corners)
  const scale = 2 ** LEVEL
  for (let level = 0; level <= LEVEL; level++) {
    for (let i = 0; i < corners.count; i++) {
      const [x, y] = [(corners.x[i] ?? 0) * scale, (corners.y[i] ?? 0) * scale]
      if (isInBox(part, x, y)) addKeyPoint(into, x, y, level)
    }
  }
}

/** By how much each pixel differs from the most alike of all its shifted ones. */
function oddness({ width, height, data }: GreyImage, shifts: Shifts): GreyImage {
  const odd = createGrey(width, height)
  odd.data.fill(255)
  for (let s = 0; s < shifts.count; s++) {
    for (const ay of AROUND) {
      for (const ax of AROUND) {
        const dx = Math.round((shifts.x[s] ?? 0) / 2 ** LEVEL) + ax
        const dy = Math.round((shifts.y[s] ?? 0) / 2 ** LEVEL) + ay
        for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
          const right = Math.min(width, width - dx)
          for (let x = Math.max(0, -dx), at = y * width + x; x < right; x++, at++) {
            const difference = Math.abs((data[at] ?? 0) - (data[at + dy * width + dx] ?? 0))
            if (difference < (odd.data[at] ?? 0)) odd.data[at] = difference
          }
        }
      }
    }
  }
  return odd
}
