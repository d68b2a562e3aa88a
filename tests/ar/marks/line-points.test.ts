import { describe, expect, it } from 'vitest'
import { distance, fromLocal, type Pose, type Vec3 } from '#domain/geometry.ts'
import { ellipseLine, rounded, strokeLine } from '#ar/marks/line-points.ts'

const pose: Pose = { position: [1, 2, 3], orientation: [Math.SQRT1_2, 0, 0, Math.SQRT1_2] }

describe('points of lines', () => {
  it('a circle lies flat on the surface at its radii', () => {
    const { points, closed } = ellipseLine(pose, 0.3, 0.1)
    expect(closed).toBe(true)
    // Local +Y points to the viewer (+Z) here, so every point has the surface's own z.
    for (let at = 2; at < points.length; at += 3) expect(points[at]).toBeCloseTo(3, 6)
    const xs = points.filter((_, at) => at % 3 === 0)
    const ys = points.filter((_, at) => at % 3 === 1)
    expect(Math.max(...xs)).toBeCloseTo(1.3, 3)
    expect(Math.max(...ys)).toBeCloseTo(2.1, 3)
  })

  it('a stroke passes through every touched point', () => {
    const touched: Vec3[] = [
      [0, 0, 0],
      [0.1, 0, 0],
      [0.1, 0, 0.1],
      [0.1, 0, 0.1],
      [0, 0, 0.3],
    ]
    const { points } = strokeLine(pose, touched)
    for (const point of touched) {
      const there = fromLocal(pose, point)
      let nearest = Infinity
      for (let at = 0; at < points.length; at += 3) {
        nearest = Math.min(
          nearest,
          distance(there, [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0]),
        )
      }
      expect(nearest).toBeLessThan(1e-6)
    }
    expect([...points].every(Number.isFinite)).toBe(true)
  })

  it('a straight stroke stays straight, one point becomes a dot, none becomes nothing', () => {
    expect(
      rounded([
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
      ]).every(([, y, z]) => y === 0 && z === 0),
    ).toBe(true)
    expect(strokeLine(pose, [[0, 0, 0]]).points).toHaveLength(6)
    expect(strokeLine(pose, []).points).toHaveLength(0)
  })
})
