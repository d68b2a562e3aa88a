import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Camera, project, type Vec3 } from '#domain/geometry.ts'
import { createEdgeCue, edgeCue } from '#ar/marks/edge-cue.ts'

/** Portrait like a phone: 60 degrees high, half as wide as high. */
const straight: Camera = {
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  projection: [2 * 1.732, 1.732, 0, 0],
}

function cueOf(point: Vec3, camera = straight) {
  const cue = createEdgeCue()
  edgeCue(point, camera, cue)
  return cue
}

describe('cues at the edge of the picture', () => {
  it.each([
    [[3, 0, -1], 'right', 0],
    [[-3, 0, -1], 'left', Math.PI],
    [[0, 3, -1], 'above', -Math.PI / 2],
    [[0, -3, -1], 'below', Math.PI / 2],
    [[2, 0, 0.1], 'right', 0],
    [[-2, 0, 0.1], 'left', Math.PI],
    [[-2, 0, 3], 'behind', Math.PI],
    [[0, 0, 2], 'behind', 0],
  ] as const)('[CUE1] %j lies %s', (point, side, angle) => {
    const cue = cueOf(point)
    expect(cue.isOffScreen).toBe(true)
    expect(cue.side).toBe(side)
    // A half turn is the same in both directions.
    expect(Math.cos(cue.angle)).toBeCloseTo(Math.cos(angle), 6)
    expect(Math.sin(cue.angle)).toBeCloseTo(Math.sin(angle), 6)
    expect(cue.metres).toBeCloseTo(Math.hypot(...point), 9)
  })

  it('[CUE2] says where a mark is seen as `project` does, and points to where it left the picture', () => {
    const camera: Camera = {
      pose: { position: [0.2, 1.4, 0.3], orientation: [-0.08, 0.12, 0.05, 0.988] },
      projection: [1.3, 2.2, 0.1, -0.05],
    }
    fc.assert(
      fc.property(
        fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -4, max: 4, noNaN: true }))),
        ([x = 0, y = 0, z = 0]) => {
          const cue = cueOf([x, y, z], camera)
          const seen = project([x, y, z], camera)
          const isInside = seen !== undefined && seen.u >= 0 && seen.u <= 1 && seen.v >= 0 && seen.v <= 1
          expect(cue.isOffScreen).toBe(!isInside)
          expect(Number.isFinite(cue.angle)).toBe(true)
          const aspect = camera.projection[1] / camera.projection[0]
          const angle = Math.atan2(cue.v - 0.5, (cue.u - 0.5) * aspect)
          // At the edge, wholly inside of it, on the way from the middle to the mark.
          const least = Math.min(cue.u, cue.v, 1 - cue.u, 1 - cue.v)
          const isRight = isInside
            ? Math.hypot(cue.u - seen.u, cue.v - seen.v) < 1e-6
            : least > 0.04 && Math.abs(angle - cue.angle) < 1e-6
          expect(isRight).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('[CUE3] does not jump while a mark passes beside the camera', () => {
    let last = cueOf([1, 0.3, -0.5])
    for (let z = -0.5; z < 0.5; z += 0.01) {
      const next = cueOf([1, 0.3, z])
      expect(Math.hypot(next.u - last.u, next.v - last.v)).toBeLessThan(0.03)
      last = next
    }
  })
})
