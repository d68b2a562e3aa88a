/**
 * A greyscale picture: one byte a pixel, row by row, black 0 to white 255.
 * Positions in it are in pixels from its top left *edge*: pixel i covers i to i + 1, its middle is i + 0.5.
 * So a position halves exactly when the picture halves, and u = x / width.
 */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export function createGrey(width: number, height: number): GreyImage {
  return { width, height, data: new Uint8Array(width * height) }
}

/** Scales `from` to the size of `to`: bilinear, meant for factors between 0.5 and 2 (beyond, halve first). */
export function resample(from: GreyImage, to: GreyImage): void {
  const { width, height, data } = from
  const stepX = width / to.width
  const stepY = height / to.height
  let at = 0
  for (let y = 0; y < to.height; y++) {
    const sy = Math.min(Math.max((y + 0.5) * stepY - 0.5, 0), height - 1.001)
    const iy = Math.floor(sy)
    const fy = sy - iy
    for (let x = 0; x < to.width; x++) {
      const sx = Math.min(Math.max((x + 0.5) * stepX - 0.5, 0), width - 1.001)
      const ix = Math.floor(sx)
      const fx = sx - ix
      const i = iy * width + ix
      const top = (data[i] ?? 0) * (1 - fx) + (data[i + 1] ?? 0) * fx
      const bottom = (data[i + width] ?? 0) * (1 - fx) + (data[i + width + 1] ?? 0) * fx
      to.data[at++] = top + (bottom - top) * fy + 0.5
    }
  }
}

/** Smooths with [1 4 6 4 1] / 16 in both directions; `to` and `scratch` hold at least as many numbers as the picture pixels. */
export function smooth(from: GreyImage, to: Uint8Array, scratch: Uint16Array): void {
  const { width, height, data } = from
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const a = data[row + Math.max(x - 2, 0)] ?? 0
      const b = data[row + Math.max(x - 1, 0)] ?? 0
      const c = data[row + x] ?? 0
      const d = data[row + Math.min(x + 1, width - 1)] ?? 0
      const e = data[row + Math.min(x + 2, width - 1)] ?? 0
      scratch[row + x] = a + e + 4 * (b + d) + 6 * c
    }
  }
  for (let y = 0; y < height; y++) {
    const a = Math.max(y - 2, 0) * width
    const b = Math.max(y - 1, 0) * width
    const c = y * width
    const d = Math.min(y + 1, height - 1) * width
    const e = Math.min(y + 2, height - 1) * width
    for (let x = 0; x < width; x++) {
      const outer = (scratch[a + x] ?? 0) + (scratch[e + x] ?? 0)
      const inner = (scratch[b + x] ?? 0) + (scratch[d + x] ?? 0)
      to[c + x] = (outer + 4 * inner + 6 * (scratch[c + x] ?? 0) + 128) >> 8
    }
  }
}
