import type { Pyramid } from './pyramid.ts'

/** Pixels of the smallest level that the picture may have jumped: 9 of 30 is a fast turn of the phone. */
const REACH_X = 9
const REACH_Y = 7

export interface JumpGuess {
  /** Remembers the picture as the last one. */
  remember(pyramid: Pyramid): void
  /** By how much the picture moved since the last one, in pixels of level 0, as `x` and `y`. A guess: it knows no turn and no zoom. */
  guess(pyramid: Pyramid): boolean
  readonly found: { x: number; y: number }
}

/** Tries all shifts of the smallest level. Source: the small blurry images of Klein and Murray's PTAM, 2008. */
export function createJumpGuess(): JumpGuess {
  const found = { x: 0, y: 0 }
  let width = 0
  let height = 0
  let last = new Uint8Array(0)

  function differenceAt(now: Uint8Array, dx: number, dy: number): number {
    const left = Math.max(0, dx)
    const right = Math.min(width, width + dx)
    const top = Math.max(0, dy)
    const bottom = Math.min(height, height + dy)
    let sum = 0
    let squares = 0
    for (let y = top; y < bottom; y++) {
      const a = y * width
      const b = (y - dy) * width - dx
      for (let x = left; x < right; x++) {
        const difference = (now[a + x] ?? 0) - (last[b + x] ?? 0)
        sum += difference
        squares += difference * difference
      }
    }
    const count = (right - left) * (bottom - top)
    // Less its mean: a camera that turns to the light changes brightness as a whole.
    return squares / count - (sum / count) ** 2
  }

  /** The top of the parabola through three values, between -0.5 and 0.5. */
  function peak(before: number, at: number, after: number): number {
    const bend = before + after - 2 * at
    return bend > 1e-9 ? Math.min(Math.max((before - after) / (2 * bend), -0.5), 0.5) : 0
  }

  return {
    found,
    remember(pyramid) {
      const small = pyramid.at(-1)
      if (small === undefined) return
      if (small.data.length !== last.length) last = new Uint8Array(small.data.length)
      width = small.width
      height = small.height
      last.set(small.data)
    },
    guess(pyramid) {
      const small = pyramid.at(-1)
      found.x = 0
      found.y = 0
      if (small === undefined || small.data.length !== last.length) return false
      let best = Infinity
      let bestX = 0
      let bestY = 0
      for (let dy = -REACH_Y; dy <= REACH_Y; dy++) {
        for (let dx = -REACH_X; dx <= REACH_X; dx++) {
          const difference = differenceAt(small.data, dx, dy)
          if (difference >= best) continue
          best = difference
          bestX = dx
          bestY = dy
        }
      }
      const px = peak(
        differenceAt(small.data, bestX - 1, bestY),
        best,
        differenceAt(small.data, bestX + 1, bestY),
      )
      const py = peak(
        differenceAt(small.data, bestX, bestY - 1),
        best,
        differenceAt(small.data, bestX, bestY + 1),
      )
      const scale = 2 ** (pyramid.length - 1)
      found.x = (bestX + px) * scale
      found.y = (bestY + py) * scale
      return true
    },
  }
}
