import { factorCholesky, forward, solveCholesky } from './linear.ts'
import { mapX, mapY, type Matrix3, multiply3, normalise3 } from './matrix3.ts'
import type { Pairs } from './pairs.ts'

/** A homography has eight numbers. */
const N = 8
/** Errors beyond this many sigmas count nothing (Tukey's biweight). */
const TUKEY = 4

export interface HomographyRefiner {
  /**
   * Improves `h` (keyframe to current) on all pairs, by Gauss-Newton steps with Tukey's weights; `tolerance` widens their
   * reach (1: as exact as each pair's sigma says). `stiff` holds the eight numbers back where the pairs say little:
   * 0 not at all, 1 so that a few pairs bend nothing. False when it fell apart; `h` is then not to be used.
   */
  refine(h: Matrix3, pairs: Pairs, steps: number, tolerance: number, stiff: number): boolean
  /** After `refine`: how wrong the place of current-picture position (x, y) may be, in pixels (one sigma). */
  uncertainty(x: number, y: number): number
}

/**
 * Works on small changes of the current picture, h becomes (I + D) h, with the picture's middle as origin and half its
 * width as unit, so that the equations are well behaved.
 */
export function createHomographyRefiner(width: number, height: number): HomographyRefiner {
  const scale = width / 2
  const middleX = width / 2
  const middleY = height / 2
  const normal = new Float64Array(N * N)
  const factor = new Float64Array(N * N)
  const right = new Float64Array(N)
  const rowX = new Float64Array(N)
  const rowY = new Float64Array(N)
  const change = new Float64Array(9)

  function fillRows(x: number, y: number): void {
    rowX[0] = x
    rowX[1] = y
    rowX[2] = 1
    rowX[6] = -x * x
    rowX[7] = -x * y
    rowY[3] = x
    rowY[4] = y
    rowY[5] = 1
    rowY[6] = -x * y
    rowY[7] = -y * y
  }

  function addEquation(row: Float64Array, error: number, weight: number): void {
    for (let i = 0; i < N; i++) {
      const wi = (row[i] ?? 0) * weight
      if (wi === 0) continue
      right[i] = (right[i] ?? 0) + wi * error
      for (let j = 0; j <= i; j++) normal[i * N + j] = (normal[i * N + j] ?? 0) + wi * (row[j] ?? 0)
    }
  }

  function collect(h: Matrix3, pairs: Pairs, tolerance: number): number {
    normal.fill(0)
    right.fill(0)
    let used = 0
    for (let i = 0; i < pairs.count; i++) {
      const kx = pairs.keyX[i] ?? 0
      const ky = pairs.keyY[i] ?? 0
      const px = mapX(h, kx, ky)
      const py = mapY(h, kx, ky)
      const ex = (pairs.x[i] ?? 0) - px
      const ey = (pairs.y[i] ?? 0) - py
      const sigma = pairs.sigma[i] ?? 1
      const reach = TUKEY * tolerance * sigma
      const ratio = (ex * ex + ey * ey) / (reach * reach)
      if (!(ratio < 1)) continue
      used++
      const weight = ((pairs.weight[i] ?? 1) * (1 - ratio) * (1 - ratio) * scale * scale) / (sigma * sigma)
      fillRows((px - middleX) / scale, (py - middleY) / scale)
      addEquation(rowX, ex / scale, weight)
      addEquation(rowY, ey / scale, weight)
    }
    return used
  }

  /** Adds the prior: the change is expected to be small, its perspective part smallest. */
  function hold(stiff: number): void {
    for (let i = 0; i < N; i++) {
      const free = i === 2 || i === 5
      const prior = free ? 1e-6 : 1e-3 + stiff * scale * scale * (i >= 6 ? 1 : 0.04)
      normal[i * N + i] = (normal[i * N + i] ?? 0) + prior
    }
  }

  function apply(h: Matrix3): boolean {
    const a = right[0] ?? 0
    const b = right[1] ?? 0
    const c = right[2] ?? 0
    const d = right[3] ?? 0
    const e = right[4] ?? 0
    const f = right[5] ?? 0
    const g = right[6] ?? 0
    const k = right[7] ?? 0
    // From the middle's units back to pixels: S D S^-1, written out.
    const mx = middleX
    const my = middleY
    const a2 = 1 + a + (mx * g) / scale
    const b2 = b + (mx * k) / scale
    const d2 = d + (my * g) / scale
    const e2 = 1 + e + (my * k) / scale
    const g2 = g / scale
    const k2 = k / scale
    const i2 = 1 - (g * mx + k * my) / scale
    change[0] = a2
    change[1] = b2
    change[2] = scale * c + mx - (a2 * mx + b2 * my)
    change[3] = d2
    change[4] = e2
    change[5] = scale * f + my - (d2 * mx + e2 * my)
    change[6] = g2
    change[7] = k2
    change[8] = i2
    multiply3(h, change, h)
    return normalise3(h)
  }

  return {
    refine(h, pairs, steps, tolerance, stiff) {
      for (let step = 0; step < steps; step++) {
        if (collect(h, pairs, tolerance) < 4) return false
        hold(stiff)
        factor.set(normal)
        if (!solveCholesky(N, normal, right)) return false
        if (!apply(h)) return false
      }
      return factorCholesky(N, factor)
    },
    uncertainty(x, y) {
      fillRows((x - middleX) / scale, (y - middleY) / scale)
      right.set(rowX)
      forward(N, factor, right)
      let variance = 0
      for (let i = 0; i < N; i++) variance += (right[i] ?? 0) ** 2
      right.set(rowY)
      forward(N, factor, right)
      for (let i = 0; i < N; i++) variance += (right[i] ?? 0) ** 2
      return scale * Math.sqrt(variance)
    },
  }
}
