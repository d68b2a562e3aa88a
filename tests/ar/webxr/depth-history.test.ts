import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDepthHistory, type DepthSource } from '#ar/webxr/depth-history.ts'
import { cameraAt } from '../resolve/flat-world.ts'

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
/** A quarter turn of the sensor against the screen: buffer x = view v, buffer y = 1 - view u. */
const quarter = [0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1]

function source(
  format: 'float32' | 'luminance-alpha',
  width: number,
  height: number,
  metres: (x: number, y: number) => number,
  matrix = identity,
): DepthSource {
  const scale = format === 'float32' ? 1 : 0.001
  const values = format === 'float32' ? new Float32Array(width * height) : new Uint16Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++)
      values[row * width + column] = metres((column + 0.5) / width, (row + 0.5) / height) / scale
  }
  const normDepthBufferFromNormView: XRRigidTransform = Object.assign(Object.create(null), {
    matrix: new Float32Array(matrix),
  })
  return { data: values.buffer, width, height, rawValueToMeters: scale, normDepthBufferFromNormView }
}

const camera = cameraAt([0, 0, 0])
/** Depth of a plane is linear in 1/depth over the picture. */
const slope = (x: number, y: number): number => 1 / (0.5 + 0.3 * x - 0.1 * y)

describe('depth pictures', () => {
  it.each(['float32', 'luminance-alpha'] as const)(
    '[DH1] a slanted plane in %s is exact between the pixels',
    (format) => {
      const history = createDepthHistory(format)
      history.keep(source(format, 40, 60, slope), camera, 0)
      fc.assert(
        fc.property(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (u, v) => {
            const metres = history.newest()?.metresAt({ u, v }) ?? Number.NaN
            expect(Math.abs(metres - slope(u, v))).toBeLessThan(format === 'float32' ? 1e-5 : 0.0015)
          },
        ),
      )
    },
  )

  it('[DH2] a sensor that is turned against the screen is read through its transform', () => {
    const history = createDepthHistory('float32')
    history.keep(source('float32', 60, 40, slope, quarter), camera, 0)
    expect(history.newest()?.metresAt({ u: 0.25, v: 0.6 })).toBeCloseTo(slope(0.6, 0.75), 5)
  })

  it('[DH3] across an edge no depth is made up in between', () => {
    const history = createDepthHistory('float32')
    history.keep(
      source('float32', 10, 10, (x) => (x < 0.5 ? 1 : 3)),
      camera,
      0,
    )
    for (const u of [0.46, 0.49, 0.499, 0.501, 0.51, 0.54]) {
      expect(history.newest()?.metresAt({ u, v: 0.5 })).toBe(u < 0.5 ? 1 : 3)
    }
  })

  it('[DH4] where the sensor has nothing, nothing is known', () => {
    const history = createDepthHistory('luminance-alpha')
    history.keep(
      source('luminance-alpha', 10, 10, (x) => (x < 0.5 ? 0 : 2)),
      camera,
      0,
    )
    expect(history.newest()?.metresAt({ u: 0.2, v: 0.5 })).toBeUndefined()
    expect(history.newest()?.metresAt({ u: 0.8, v: 0.5 })).toBe(2)
    expect(history.newest()?.metresAt({ u: 1.2, v: 0.5 })).toBeUndefined()
  })

  it('[DH5] five copies a second, the nearest in time answers, and only when it is near', () => {
    const history = createDepthHistory('float32')
    expect(history.newest()).toBeUndefined()
    for (let time = 0; time <= 2000; time += 20) {
      if (history.isDue(time))
        history.keep(
          source('float32', 4, 4, () => 1 + time / 1000),
          camera,
          time,
        )
    }
    expect(history.near(1090)?.metresAt({ u: 0.5, v: 0.5 })).toBeCloseTo(2)
    expect(history.near(1110)?.metresAt({ u: 0.5, v: 0.5 })).toBeCloseTo(2.2)
    expect(history.near(2290)?.metresAt({ u: 0.5, v: 0.5 })).toBeCloseTo(3)
    expect(history.near(2310)).toBeUndefined()
    history.clear()
    expect(history.near(1000)).toBeUndefined()
    expect(history.newest()).toBeUndefined()
  })

  it('[DH6] an earlier picture stays what it was while later ones come in', () => {
    const history = createDepthHistory('float32')
    history.keep(
      source('float32', 4, 4, () => 1),
      camera,
      0,
    )
    const first = history.near(0)
    for (let i = 1; i <= 15; i++)
      history.keep(
        source('float32', 4, 4, () => 9),
        camera,
        i * 200,
      )
    expect(first?.metresAt({ u: 0.5, v: 0.5 })).toBe(1)
  })
})
