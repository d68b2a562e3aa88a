import { mapX, mapY, type Matrix3, multiply3 } from './matrix3.ts'
import type { Pairs } from './pairs.ts'

export interface Consensus {
  /**
   * Corrects a predicted `h` by the similarity of the current picture (shift, turn, scale) that most pairs, each by how much it
   * counts, agree with within `tolerance` sigmas; marks those in `agrees`. Gives their number; below 2 nothing is changed.
   */
  correct(h: Matrix3, pairs: Pairs, tolerance: number): number
}

/** 40 draws of two find a pair of true ones with 99.9 % where 4 of 10 are true. */
const DRAWS = 40

/** RANSAC over two pairs at a time. Source: Fischler and Bolles, 1981; the similarity as one complex factor and a shift. */
export function createConsensus(capacity: number, random: () => number): Consensus {
  const fromX = new Float64Array(capacity)
  const fromY = new Float64Array(capacity)
  const similarity = new Float64Array(9)
  const best = new Float64Array(4)
  const upTo = new Float64Array(capacity)

  function agreeing(
    pairs: Pairs,
    re: number,
    im: number,
    tx: number,
    ty: number,
    tolerance: number,
    mark: boolean,
  ) {
    let sum = 0
    let count = 0
    for (let i = 0; i < pairs.count; i++) {
      const x = fromX[i] ?? 0
      const y = fromY[i] ?? 0
      const ex = re * x - im * y + tx - (pairs.x[i] ?? 0)
      const ey = im * x + re * y + ty - (pairs.y[i] ?? 0)
      const reach = tolerance * (pairs.sigma[i] ?? 1)
      const agrees = ex * ex + ey * ey < reach * reach
      if (agrees) count++
      if (agrees) sum += pairs.weight[i] ?? 1
      if (mark) pairs.agrees[i] = agrees ? 1 : 0
    }
    return mark ? count : sum
  }

  /** A pair by how much it counts: half of the draws would be lost on others otherwise. */
  function draw(n: number, all: number): number {
    const at = random() * all
    let [low, high] = [0, n - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    correct(h, pairs, tolerance) {
      const n = pairs.count
      if (n < 2) return 0
      for (let i = 0; i < n; i++) {
        fromX[i] = mapX(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0)
        fromY[i] = mapY(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0)
      }
      let all = 0
      for (let i = 0; i < n; i++) {
        all += pairs.weight[i] ?? 1
        upTo[i] = all
      }
      let most = 0
      for (let turn = 0; turn < DRAWS; turn++) {
        const i = draw(n, all)
        const j = draw(n, all)
        const dx = (fromX[j] ?? 0) - (fromX[i] ?? 0)
        const dy = (fromY[j] ?? 0) - (fromY[i] ?? 0)
        const length = dx * dx + dy * dy
        // Two that stand close together say nothing about turn and scale.
        if (length < 900) continue
        const qx = (pairs.x[j] ?? 0) - (pairs.x[i] ?? 0)
        const qy = (pairs.y[j] ?? 0) - (pairs.y[i] ?? 0)
        const re = (qx * dx + qy * dy) / length
        const im = (qy * dx - qx * dy) / length
        const size = re * re + im * im
        if (size < 0.4 || size > 2.5) continue
        const tx = (pairs.x[i] ?? 0) - (re * (fromX[i] ?? 0) - im * (fromY[i] ?? 0))
        const ty = (pairs.y[i] ?? 0) - (im * (fromX[i] ?? 0) + re * (fromY[i] ?? 0))
        const weight = agreeing(pairs, re, im, tx, ty, tolerance, false)
        if (weight <= most) continue
        most = weight
        best[0] = re
        best[1] = im
        best[2] = tx
        best[3] = ty
      }
      if (most === 0) return 0
      const re = best[0] ?? 1
      const im = best[1] ?? 0
      const tx = best[2] ?? 0
      const ty = best[3] ?? 0
      const count = agreeing(pairs, re, im, tx, ty, tolerance, true)
      similarity.fill(0)
      similarity[0] = re
      similarity[1] = -im
      similarity[2] = tx
      similarity[3] = im
      similarity[4] = re
      similarity[5] = ty
      similarity[8] = 1
      multiply3(h, similarity, h)
      return count
    },
  }
}
