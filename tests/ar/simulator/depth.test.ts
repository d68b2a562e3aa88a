import { describe, expect, it } from 'vitest'
import { PhoneDepth } from '#ar/simulator/depth.ts'
import { lensFor } from '#ar/simulator/lens.ts'
import { START_POSE } from '#ar/simulator/room/layout.ts'
import { targets } from '#ar/simulator/room/targets.ts'
import { conjugate, project, rotate, subtract } from '#domain/geometry.ts'

const aspect = 412 / 915
const view = { pose: START_POSE, projection: lensFor(aspect), aspect }

describe('depth of a frame', () => {
  it.each(['luminance-alpha', 'float32'] as const)(
    '[DP1] %s: the buffer, cast in tiles, says what single pixels say',
    (format) => {
      const depth = new PhoneDepth(view, format, () => true)
      const raw = format === 'float32' ? new Float32Array(depth.data) : new Uint16Array(depth.data)
      expect(raw).toHaveLength(depth.width * depth.height)
      for (let row = 0; row < depth.height; row += 7)
        for (let column = 0; column < depth.width; column += 5) {
          const single = depth.getDepthInMeters((column + 0.5) / depth.width, (row + 0.5) / depth.height)
          expect((raw[row * depth.width + column] ?? 0) * depth.rawValueToMeters).toBeCloseTo(single, 4)
        }
    },
  )

  it('[DP2] is measured along the axis, not along the ray', () => {
    const blue = targets.find(({ name }) => name === 'blue')
    const at = blue && project(blue.position, view)
    if (!blue || !at) throw new Error('not in view')
    const inView = rotate(conjugate(START_POSE.orientation), subtract(blue.position, START_POSE.position))
    expect(new PhoneDepth(view, 'float32', () => true).getDepthInMeters(at.u, at.v)).toBeCloseTo(
      -inView[2],
      2,
    )
  })

  it('[DP3] is gone with its frame, and knows no place outside the picture', () => {
    let active = true
    const depth = new PhoneDepth(view, 'float32', () => active)
    expect(() => depth.getDepthInMeters(1.2, 0.5)).toThrow(RangeError)
    active = false
    expect(() => depth.getDepthInMeters(0.5, 0.5)).toThrow(/over/)
    expect(() => depth.data).toThrow(/over/)
  })
})
