import { depthOf, identity3, invert3, mapX, mapY, type Matrix3, multiply3, normalise3 } from './matrix3.ts'
import type { Pairs } from './pairs.ts'

/** Enough for one true homography among matches of which a third are true, the clearest first. */
const DRAWS = 400
/** The draws begin with the clearest matches and add one every few draws. */
const DRAWS_PER_MATCH = 5
/** Less than this, in what the agreeing pairs count together, is chance. */
const LEAST_NEAR = 1.5
/** Corners of coarse scales are a few pixels off. */
const TOLERANCE = 6

export interface HomographyFinder {
  /**
   * Finds the homography (keyframe to current) that most pairs agree with, pairs sorted by how clear they are; marks those
   * in `agrees` and gives their number, 0 when there is none that a camera could see. `near`: they are drawn by how much they
   * count instead, and what counts most decides.
   */
  find(pairs: Pairs, keyWidth: number, keyHeight: number, out: Matrix3, near?: boolean): number
}

/** PROSAC with four pairs a draw. Source: Chum and Matas, 2005; four points by their projective bases, Heckbert 1989. */
export function createHomographyFinder(random: () => number): HomographyFinder {
  const keyBasis = identity3()
  const basis = identity3()
  const candidate = identity3()
  const drawn = new Int32Array(4)

  function basisOf(out: Matrix3, xs: Float64Array, ys: Float64Array): boolean {
    for (let column = 0; column < 3; column++) {
      const at = drawn[column] ?? 0
      out[column] = xs[at] ?? 0
      out[3 + column] = ys[at] ?? 0
      out[6 + column] = 1
    }
    if (!invert3(candidate, out)) return false
    const x = xs[drawn[3] ?? 0] ?? 0
    const y = ys[drawn[3] ?? 0] ?? 0
    for (let column = 0; column < 3; column++) {
      const row = 3 * column
      const factor = (candidate[row] ?? 0) * x + (candidate[row + 1] ?? 0) * y + (candidate[row + 2] ?? 0)
      // Three of the four on one line.
      if (Math.abs(factor) < 0.03) return false
      for (let r = 0; r < 9; r += 3) out[r + column] = (out[r + column] ?? 0) * factor
    }
    return true
  }

  /** The turning sense of each three of the four must be the same on both sides: a surface is never seen from behind. */
  function sameSense({ keyX, keyY, x, y }: Pairs): boolean {
    for (let skip = 0; skip < 4; skip++) {
      const a = drawn[(skip + 1) % 4] ?? 0
      const b = drawn[(skip + 2) % 4] ?? 0
      const c = drawn[(skip + 3) % 4] ?? 0
      if (sense(keyX, keyY, a, b, c) * sense(x, y, a, b, c) <= 0) return false
    }
    return true
  }

  function draw(among: number): boolean {
    for (let n = 0; n < 4; n++) {
      const pick = Math.floor(random() * among)
      for (let m = 0; m < n; m++) if (drawn[m] === pick) return false
      drawn[n] = pick
    }
    return true
  }

  /** Those around marks more often: among all of the picture four of them would hardly come together. */
  function drawNear(pairs: Pairs, all: number): boolean {
    for (let n = 0; n < 4; n++) {
      let at = random() * all
      let pick = 0
      while (pick < pairs.count - 1 && at > (pairs.weight[pick] ?? 0)) at -= pairs.weight[pick++] ?? 0
      for (let m = 0; m < n; m++) if (drawn[m] === pick) return false
      drawn[n] = pick
    }
    return true
  }

  function agreeing(pairs: Pairs, h: Matrix3, mark: boolean): number {
    let count = 0
    let weight = 0
    for (let i = 0; i < pairs.count; i++) {
      const ex = mapX(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0) - (pairs.x[i] ?? 0)
      const ey = mapY(h, pairs.keyX[i] ?? 0, pairs.keyY[i] ?? 0) - (pairs.y[i] ?? 0)
      const agrees = ex * ex + ey * ey < TOLERANCE * TOLERANCE
      if (agrees) count++
      if (agrees) weight += pairs.weight[i] ?? 1
      if (mark) pairs.agrees[i] = agrees ? 1 : 0
    }
    return mark ? count : weight
  }

  return {
    find(pairs, keyWidth, keyHeight, out, near = false) {
      const least = near ? LEAST_NEAR : 5
      let most = least
      let all = 0
      for (let i = 0; i < pairs.count; i++) all += pairs.weight[i] ?? 1
      for (let n = 0; n < DRAWS; n++) {
        const among = Math.min(pairs.count, 8 + Math.floor(n / DRAWS_PER_MATCH))
        if (among < 6) return 0
        if (!(near ? drawNear(pairs, all) : draw(among)) || !sameSense(pairs)) continue
        if (!basisOf(keyBasis, pairs.keyX, pairs.keyY) || !basisOf(basis, pairs.x, pairs.y)) continue
        if (!invert3(keyBasis, keyBasis)) continue
        multiply3(candidate, basis, keyBasis)
        if (!normalise3(candidate) || !isView(candidate, keyWidth, keyHeight)) continue
        const count = agreeing(pairs, candidate, false)
        if (count <= most) continue
        most = count
        out.set(candidate)
      }
      if (most <= least) return 0
      return agreeing(pairs, out, true)
    },
  }
}

function sense(x: Float64Array, y: Float64Array, a: number, b: number, c: number): number {
  const ax = x[a] ?? 0
  const ay = y[a] ?? 0
  return ((x[b] ?? 0) - ax) * ((y[c] ?? 0) - ay) - ((y[b] ?? 0) - ay) * ((x[c] ?? 0) - ax)
}

/** Nearer or further than this, against the keyframe, no patch is alike any more. */
const SMALLEST = 0.2
const LARGEST = 4.5
/** Much shorter one way than the other: seen so flatly from aside that nothing can be read. */
const FLATTEST = 0.28

/** Whether a camera in front of the surface could see the keyframe so. */
export function isView(h: Matrix3, keyWidth: number, keyHeight: number): boolean {
  const middle = depthOf(h, keyWidth / 2, keyHeight / 2)
  for (let corner = 0; corner < 4; corner++) {
    const w = depthOf(h, corner % 2 === 0 ? 0 : keyWidth, corner < 2 ? 0 : keyHeight) / middle
    // A corner at a third of the middle's distance, or at three times it, is more tilt than a phone's view has.
    if (!(w > 0.3 && w < 3)) return false
  }
  const x = mapX(h, keyWidth / 2, keyHeight / 2)
  const y = mapY(h, keyWidth / 2, keyHeight / 2)
  const a = ((h[0] ?? 0) - (h[6] ?? 0) * x) / middle
  const b = ((h[1] ?? 0) - (h[7] ?? 0) * x) / middle
  const c = ((h[3] ?? 0) - (h[6] ?? 0) * y) / middle
  const d = ((h[4] ?? 0) - (h[7] ?? 0) * y) / middle
  const determinant = a * d - b * c
  if (!(determinant > SMALLEST * SMALLEST && determinant < LARGEST * LARGEST)) return false
  // Singular values s1 >= s2: s1 s2 is the determinant, s1^2 + s2^2 the sum of squares.
  const squares = a * a + b * b + c * c + d * d
  const larger = (squares + Math.sqrt(Math.max(squares * squares - 4 * determinant * determinant, 0))) / 2
  return determinant / larger > FLATTEST
}
