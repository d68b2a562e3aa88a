import type { GreyImage } from './grey-image.ts'

/** Where corners are, as positions in the picture they were found in, strongest first. */
export interface Corners {
  count: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly strength: Float32Array
}

export interface CornerFinder {
  /**
   * The strongest corner of each square of `cell` pixels, strongest first, at most as many as `into` holds.
   * None nearer to the edge than `border` pixels.
   */
  find(image: GreyImage, cell: number, border: number, into: Corners): void
}

export function createCorners(capacity: number): Corners {
  return {
    count: 0,
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    strength: new Float32Array(capacity),
  }
}

/** Half of the window that a corner is judged by: 5 x 5 keeps neighbours of small print apart. */
const HALF = 2
const ROWS = 2 * HALF + 1
/** A corner weaker than this (smaller eigenvalue, grey levels squared a pixel) is noise of a dark camera. */
const WEAKEST = 30

/**
 * Shi-Tomasi corners: the smaller eigenvalue of the gradients' second moments in a window.
 * Source: Shi and Tomasi, Good features to track, 1994. Memory for pictures up to `width` x `height`.
 */
export function createCornerFinder(width: number, height: number): CornerFinder {
  const strength = new Float32Array(width * height)
  // Rings of the last five rows' products: sums slide down the picture, so each pixel costs the same for any window.
  const ringXX = new Float32Array(ROWS * width)
  const ringXY = new Float32Array(ROWS * width)
  const ringYY = new Float32Array(ROWS * width)
  const sumXX = new Float32Array(width)
  const sumXY = new Float32Array(width)
  const sumYY = new Float32Array(width)

  function enterRow({ width: w, data }: GreyImage, y: number): void {
    const slot = (y % ROWS) * w
    for (let x = 1; x < w - 1; x++) {
      const i = y * w + x
      const gx = (data[i + 1] ?? 0) - (data[i - 1] ?? 0)
      const gy = (data[i + w] ?? 0) - (data[i - w] ?? 0)
      const s = slot + x
      sumXX[x] = (sumXX[x] ?? 0) + gx * gx - (ringXX[s] ?? 0)
      sumXY[x] = (sumXY[x] ?? 0) + gx * gy - (ringXY[s] ?? 0)
      sumYY[x] = (sumYY[x] ?? 0) + gy * gy - (ringYY[s] ?? 0)
      ringXX[s] = gx * gx
      ringXY[s] = gx * gy
      ringYY[s] = gy * gy
    }
  }

  /** Slides the window along the row in the middle of the ring. */
  function judgeRow(w: number, y: number): void {
    let xx = 0
    let xy = 0
    let yy = 0
    for (let x = 1; x < ROWS; x++) {
      xx += sumXX[x] ?? 0
      xy += sumXY[x] ?? 0
      yy += sumYY[x] ?? 0
    }
    for (let x = 1 + HALF; x < w - 1 - HALF; x++) {
      const enter = x + HALF
      const leave = x - HALF - 1
      xx += (sumXX[enter] ?? 0) - (sumXX[leave] ?? 0)
      xy += (sumXY[enter] ?? 0) - (sumXY[leave] ?? 0)
      yy += (sumYY[enter] ?? 0) - (sumYY[leave] ?? 0)
      const half = (xx - yy) / 2
      // Gradients are over two pixels (a factor of 4 in their squares), the window has 25 of them.
      strength[y * w + x] = ((xx + yy) / 2 - Math.sqrt(half * half + xy * xy)) / (4 * ROWS * ROWS)
    }
  }

  function judge(image: GreyImage): void {
    ringXX.fill(0)
    ringXY.fill(0)
    ringYY.fill(0)
    sumXX.fill(0)
    sumXY.fill(0)
    sumYY.fill(0)
    strength.fill(0, 0, image.width * image.height)
    for (let y = 1; y < image.height - 1; y++) {
      enterRow(image, y)
      if (y >= ROWS) judgeRow(image.width, y - HALF)
    }
  }

  /** The strongest peak of one square; peaks only, so that no corner stands on a neighbour's slope. */
  function bestOf(w: number, left: number, top: number, right: number, bottom: number): number {
    let best = -1
    let bestStrength = WEAKEST
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const i = y * w + x
        const s = strength[i] ?? 0
        if (s <= bestStrength) continue
        if (s < (strength[i - 1] ?? 0) || s < (strength[i + 1] ?? 0)) continue
        if (s < (strength[i - w] ?? 0) || s < (strength[i + w] ?? 0)) continue
        best = i
        bestStrength = s
      }
    }
    return best
  }

  return {
    find(image, cell, border, into) {
      judge(image)
      const { width: w, height: h } = image
      into.count = 0
      for (let top = border; top < h - border; top += cell) {
        for (let left = border; left < w - border; left += cell) {
          const i = bestOf(w, left, top, Math.min(left + cell, w - border), Math.min(top + cell, h - border))
          if (i >= 0) insert(into, (i % w) + 0.5, Math.floor(i / w) + 0.5, strength[i] ?? 0)
        }
      }
    },
  }
}

/** Keeps the list in order of strength; what does not fit falls off its end. */
function insert(into: Corners, x: number, y: number, strength: number): void {
  let at = into.count
  if (at === into.x.length) {
    if (strength <= (into.strength[at - 1] ?? 0)) return
    at--
  } else into.count++
  for (; at > 0 && (into.strength[at - 1] ?? 0) < strength; at--) {
    into.x[at] = into.x[at - 1] ?? 0
    into.y[at] = into.y[at - 1] ?? 0
    into.strength[at] = into.strength[at - 1] ?? 0
  }
  into.x[at] = x
  into.y[at] = y
  into.strength[at] = strength
}
