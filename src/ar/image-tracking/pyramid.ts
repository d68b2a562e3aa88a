import { createGrey, type GreyImage } from './grey-image.ts'

/** Halved sizes of one picture: level k is 2^k times smaller than level 0. */
export type Pyramid = readonly GreyImage[]

/** 480 x 360 down to 30 x 22: the last one only guesses how far the picture jumped. */
const LEVELS = 5

export function createPyramid(width: number, height: number): Pyramid {
  return Array.from({ length: LEVELS }, (_, level) => createGrey(width >> level, height >> level))
}

/** Each pixel of `to` is the mean of four of `from`. */
function halve(from: GreyImage, to: GreyImage): void {
  const { width, data } = from
  let at = 0
  for (let y = 0; y < to.height; y++) {
    let i = 2 * y * width
    for (let x = 0; x < to.width; x++, i += 2) {
      const sum = (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + width] ?? 0) + (data[i + width + 1] ?? 0)
      to.data[at++] = (sum + 2) >> 2
    }
  }
}

/** Fills all levels from a picture of the size of level 0. */
export function fillPyramid(pyramid: Pyramid, grey: GreyImage): void {
  pyramid[0]?.data.set(grey.data)
  for (let level = 1; level < pyramid.length; level++) {
    const from = pyramid[level - 1]
    const to = pyramid[level]
    if (from !== undefined && to !== undefined) halve(from, to)
  }
}
