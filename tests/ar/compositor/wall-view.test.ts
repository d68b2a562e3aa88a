import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onWall } from '#ar/compositor/picture-marks.ts'
import { wallProjection, wallView } from '#ar/compositor/wall-view.ts'

/** A view matrix (column by column) and the usual projection, as the graphics card applies them. */
function seenAt(view: readonly number[], liveAspect: number, [x, y, z]: readonly [number, number, number]) {
  const row = (n: number): number =>
    (view[n] ?? 0) * x + (view[4 + n] ?? 0) * y + (view[8 + n] ?? 0) * z + (view[12 + n] ?? 0)
  const [p0, p5] = wallProjection(liveAspect)
  const depth = -row(2)
  return { u: 0.5 + (p0 * row(0)) / depth / 2, v: 0.5 - (p5 * row(1)) / depth / 2, depth }
}

const homographies = fc
  .record({
    size: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
    turn: fc.double({ min: -3, max: 3, noNaN: true }),
    dx: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    dy: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    tiltX: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
    tiltY: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
  })
  .map(({ size, turn, dx, dy, tiltX, tiltY }) => {
    const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size]
    return [cos, -sin, dx, sin, cos, dy, tiltX, tiltY, 1]
  })

describe('the wall of a still in a live picture', () => {
  it('[WALL1] every point of the still is seen exactly where the homography has it', () => {
    fc.assert(
      fc.property(
        homographies,
        fc.constantFrom(16 / 9, 3 / 4),
        fc.constantFrom(16 / 9, 9 / 16),
        (h, still, live) => {
          const view: number[] = []
          expect(wallView(h, still, live, { u: 0.5, v: 0.5 }, view)).toBe(true)
          const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, k = 0, l = 0] = h
          for (const [u, v] of [
            [0, 0],
            [1, 0],
            [0.3, 0.8],
            [0.5, 0.5],
          ] as const) {
            const w = g * u + k * v + l
            fc.pre(w > 0.05)
            const seen = seenAt(view, live, onWall({ u, v }, still).position)
            expect(seen.u).toBeCloseTo((a * u + b * v + c) / w, 6)
            expect(seen.v).toBeCloseTo((d * u + e * v + f) / w, 6)
          }
        },
      ),
    )
  })

  it('[WALL2] the same picture is the same view, and nearer is nearer', () => {
    const same: number[] = []
    wallView([1, 0, 0, 0, 1, 0, 0, 0, 1], 1.5, 1.5, { u: 0.2, v: 0.7 }, same)
    const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    for (const [i, value] of same.entries()) expect(value).toBeCloseTo(identity[i] ?? 0, 9)
    const nearer: number[] = []
    wallView([2, 0, -0.5, 0, 2, -0.5, 0, 0, 1], 1.5, 1.5, { u: 0.5, v: 0.5 }, nearer)
    expect(seenAt(nearer, 1.5, [0, 0, -1.2]).depth).toBeCloseTo(0.6, 9)
  })

  it('[WALL3] what is behind the camera or seen from behind is not drawn', () => {
    expect(wallView([1, 0, 0, 0, 1, 0, 0, 0, -1], 1, 1, { u: 0.5, v: 0.5 }, [])).toBe(false)
    expect(wallView([-1, 0, 1, 0, 1, 0, 0, 0, 1], 1, 1, { u: 0.5, v: 0.5 }, [])).toBe(false)
  })
})
