import type { GreyImage } from './grey-image.ts'

/** Half the side of a patch: 11 x 11 pixels see enough in a blurred picture and still fit on small things. */
export const PATCH_HALF = 5
const SIDE = 2 * PATCH_HALF + 1
const AREA = SIDE * SIDE
/** A smeared template is the mean of pictures this many pixels apart. */
const SMEAR_STEP = 1.2
/** One more pixel on each side, for the gradients. */
const WIDE = SIDE + 2
/** More steps than this hardly ever help; most searches end after three. */
const STEPS = 9
/** A step shorter than this, in pixels, ends the search. */
const SETTLED = 0.02
/** Flatter patches than this (standard deviation in grey levels) say nothing about where they are. */
const FLATTEST = 2.5
/** The smaller eigenvalue of the template's gradients, grey levels squared a pixel: below, it slides along an edge. */
const SLIPPERY = 12

export interface PatchSearch {
  /** Of the last `take`, `search` or `likeness`. */
  readonly found: { x: number; y: number; likeness: number }
  /** How far the searched picture moved while its shutter was open, in its own pixels: templates are smeared alike. */
  readonly smear: { x: number; y: number }
  /**
   * Takes the template: the patch around (x, y) of `image`, seen through the 2 x 2 matrix (a b; c d) that leads from
   * pixels of the picture to be searched to pixels of this one. False when it is outside, flat or a bare edge.
   */
  take(image: GreyImage, x: number, y: number, a: number, b: number, c: number, d: number): boolean
  /** Looks for the template near (x, y), at most `reach` pixels away; `found` says where and how like it is. */
  search(image: GreyImage, x: number, y: number, reach: number): boolean
  /** How like the template the picture is at exactly (x, y): -1 to 1, brightness and contrast aside; -1 when outside. */
  likeness(image: GreyImage, x: number, y: number): number
}

/**
 * Finds small patches at a fraction of a pixel: inverse compositional Lucas-Kanade for a shift, with brightness and
 * contrast taken out of both sides. Positions as in GreyImage. Nothing is allocated after creation.
 * Source: Baker and Matthews, Lucas-Kanade 20 years on, 2004; the warped template as in Klein and Murray's PTAM, 2007.
 */
export function createPatchSearch(): PatchSearch {
  const wide = new Float32Array(WIDE * WIDE)
  const template = new Float32Array(AREA)
  const gradientX = new Float32Array(AREA)
  const gradientY = new Float32Array(AREA)
  const seen = new Float32Array(AREA)
  const found = { x: 0, y: 0, likeness: -1 }
  const smear = { x: 0, y: 0 }
  let spread = 0
  let inverseXX = 0
  let inverseXY = 0
  let inverseYY = 0

  function warp(
    { width, height, data }: GreyImage,
    x: number,
    y: number,
    a: number,
    b: number,
    c: number,
    d: number,
  ) {
    const reach = PATCH_HALF + 1
    const smearX = a * smear.x + b * smear.y
    const smearY = c * smear.x + d * smear.y
    const reachX = reach * (Math.abs(a) + Math.abs(b)) + Math.abs(smearX) / 2
    const reachY = reach * (Math.abs(c) + Math.abs(d)) + Math.abs(smearY) / 2
    if (!(x - reachX >= 0.5 && x + reachX < width - 0.5 && y - reachY >= 0.5 && y + reachY < height - 0.5))
      return false
    const taps = 1 + Math.ceil(Math.hypot(smear.x, smear.y) / SMEAR_STEP)
    wide.fill(0)
    for (let tap = 0; tap < taps; tap++) {
      const along = taps === 1 ? 0 : tap / (taps - 1) - 0.5
      const middleX = x + along * smearX - 0.5
      const middleY = y + along * smearY - 0.5
      let at = 0
      for (let v = -reach; v <= reach; v++) {
        for (let u = -reach; u <= reach; u++) {
          const sx = middleX + a * u + b * v
          const sy = middleY + c * u + d * v
          const ix = sx | 0
          const iy = sy | 0
          const fx = sx - ix
          const i = iy * width + ix
          const top = (data[i] ?? 0) + ((data[i + 1] ?? 0) - (data[i] ?? 0)) * fx
          const low = (data[i + width] ?? 0) + ((data[i + width + 1] ?? 0) - (data[i + width] ?? 0)) * fx
          wide[at] = (wide[at] ?? 0) + (top + (low - top) * (sy - iy)) / taps
          at++
        }
      }
    }
    return true
  }

  /** Reads the patch at (x, y), less its mean; its likeness to the template, or -2 when it is outside. Leaves the gain. */
  let gain = 1
  function read({ width, height, data }: GreyImage, x: number, y: number): number {
    const left = x - 0.5 - PATCH_HALF
    const top = y - 0.5 - PATCH_HALF
    if (!(left >= 0 && top >= 0 && left + SIDE < width && top + SIDE < height)) return -2
    const ix = left | 0
    const iy = top | 0
    const fx = left - ix
    const fy = top - iy
    const w00 = (1 - fx) * (1 - fy)
    const w10 = fx * (1 - fy)
    const w01 = (1 - fx) * fy
    const w11 = fx * fy
    let sum = 0
    let squares = 0
    let product = 0
    let at = 0
    for (let v = 0; v < SIDE; v++) {
      let i = (iy + v) * width + ix
      for (let u = 0; u < SIDE; u++, i++, at++) {
        const value =
          (data[i] ?? 0) * w00 +
          (data[i + 1] ?? 0) * w10 +
          (data[i + width] ?? 0) * w01 +
          (data[i + width + 1] ?? 0) * w11
        seen[at] = value
        sum += value
        squares += value * value
        product += value * (template[at] ?? 0)
      }
    }
    const mean = sum / AREA
    const own = Math.sqrt(Math.max(squares - sum * mean, 0))
    // The template has mean 0, so the mean of what is seen falls out of the product by itself.
    for (at = 0; at < AREA; at++) seen[at] = (seen[at] ?? 0) - mean
    if (own < FLATTEST) return -1
    gain = spread / own
    return product / (own * spread)
  }

  function take(image: GreyImage, x: number, y: number, a: number, b: number, c: number, d: number): boolean {
    if (!warp(image, x, y, a, b, c, d)) return false
    let sum = 0
    for (let v = 0, at = 0; v < SIDE; v++) {
      for (let u = 0; u < SIDE; u++, at++) {
        const i = (v + 1) * WIDE + u + 1
        template[at] = wide[i] ?? 0
        gradientX[at] = ((wide[i + 1] ?? 0) - (wide[i - 1] ?? 0)) / 2
        gradientY[at] = ((wide[i + WIDE] ?? 0) - (wide[i - WIDE] ?? 0)) / 2
        sum += wide[i] ?? 0
      }
    }
    const mean = sum / AREA
    let squares = 0
    let xx = 0
    let xy = 0
    let yy = 0
    for (let at = 0; at < AREA; at++) {
      const value = (template[at] ?? 0) - mean
      template[at] = value
      squares += value * value
      const gx = gradientX[at] ?? 0
      const gy = gradientY[at] ?? 0
      xx += gx * gx
      xy += gx * gy
      yy += gy * gy
    }
    spread = Math.sqrt(squares)
    const half = (xx - yy) / 2
    const weakest = (xx + yy) / 2 - Math.sqrt(half * half + xy * xy)
    if (spread < FLATTEST * SIDE || weakest < SLIPPERY * AREA) return false
    const determinant = xx * yy - xy * xy
    inverseXX = yy / determinant
    inverseXY = -xy / determinant
    inverseYY = xx / determinant
    return true
  }

  function search(image: GreyImage, x: number, y: number, reach: number): boolean {
    let px = x
    let py = y
    for (let step = 0; step < STEPS; step++) {
      const likeness = read(image, px, py)
      if (likeness <= -1) return false
      let ex = 0
      let ey = 0
      for (let at = 0; at < AREA; at++) {
        const difference = (seen[at] ?? 0) * gain - (template[at] ?? 0)
        ex += (gradientX[at] ?? 0) * difference
        ey += (gradientY[at] ?? 0) * difference
      }
      const dx = inverseXX * ex + inverseXY * ey
      const dy = inverseXY * ex + inverseYY * ey
      px -= dx
      py -= dy
      if (Math.abs(px - x) > reach || Math.abs(py - y) > reach) return false
      if (dx * dx + dy * dy < SETTLED * SETTLED) break
    }
    found.x = px
    found.y = py
    found.likeness = read(image, px, py)
    return found.likeness > -1
  }

  return { found, smear, take, search, likeness: (image, x, y) => Math.max(read(image, x, y), -1) }
}
