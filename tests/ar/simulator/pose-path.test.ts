import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poseAt } from '#ar/simulator/pose-path.ts'
import type { PathPoint } from '#ar/simulator/phone-simulator.ts'
import { slerp, turn } from '#ar/simulator/maths.ts'
import type { Quat } from '#domain/geometry.ts'

const level: Quat = [0, 0, 0, 1]
const left = turn([0, 1, 0], Math.PI / 2)
const path: readonly PathPoint[] = [
  { t: 100, position: [0, 1, 0], orientation: level },
  { t: 300, position: [2, 1, 0], orientation: left },
  { t: 400, position: [2, 2, 0], orientation: left },
]

describe('a path of the simulated phone', () => {
  it.each([
    { t: 0, x: 0, y: 1, degrees: 0 },
    { t: 100, x: 0, y: 1, degrees: 0 },
    { t: 150, x: 0.5, y: 1, degrees: 22.5 },
    { t: 200, x: 1, y: 1, degrees: 45 },
    { t: 300, x: 2, y: 1, degrees: 90 },
    { t: 350, x: 2, y: 1.5, degrees: 90 },
    { t: 9000, x: 2, y: 2, degrees: 90 },
  ])('[PP1] is straight and turns evenly: $t ms', ({ t, x, y, degrees }) => {
    const pose = poseAt(path, t)
    expect(pose?.position[0]).toBeCloseTo(x, 6)
    expect(pose?.position[1]).toBeCloseTo(y, 6)
    expect((2 * Math.asin(pose?.orientation[1] ?? 0) * 180) / Math.PI).toBeCloseTo(degrees, 4)
  })

  it('[PP2] has no pose when it has no points', () => {
    expect(poseAt([], 5)).toBeUndefined()
  })

  it('[PP3] a turn has length one and takes the shorter way, whichever sign its ends have', () => {
    const angle = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(angle, angle, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (a, b, k, flip) => {
        const from = turn([0, 1, 0], a)
        const to = turn([0, 1, 0], b)
        const end: Quat = flip ? [-to[0], -to[1], -to[2], -to[3]] : to
        const q = slerp(from, end, k)
        expect(Math.hypot(...q)).toBeCloseTo(1, 9)
        const between = (p: Quat, r: Quat): number =>
          2 * Math.acos(Math.min(1, Math.abs(p[0] * r[0] + p[1] * r[1] + p[2] * r[2] + p[3] * r[3])))
        expect(between(from, q)).toBeLessThanOrEqual(between(from, to) + 1e-6)
        expect(between(from, q)).toBeCloseTo(between(from, to) * k, 5)
      }),
    )
  })
})
