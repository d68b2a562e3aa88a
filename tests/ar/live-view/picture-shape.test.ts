import { describe, expect, it } from 'vitest'
import type { Capability } from '#domain/capability.ts'
import { canvasSize, cropOf, imagePointAt, pictureSize, stripOf } from '#ar/live-view/picture-shape.ts'

const capability = (ladder: Capability['ladder'], stripRows: number): Capability => ({
  ladder,
  arAvailable: true,
  features: [],
  tracking: 'good',
  picture: { width: 720, height: 1280, stripRows },
})

describe('shape of the picture', () => {
  it('[LIVE1] leaves the strip out in the world ladder, and nothing in the others', () => {
    const frame = { width: 360, height: 652 }
    expect(cropOf(frame, capability('world', 24)).bottom).toBeCloseTo(1280 / 1304, 9)
    expect(cropOf(frame, capability('camera', 0)).bottom).toBe(1)
    expect(cropOf(frame, undefined).bottom).toBe(1)
  })

  it('[LIVE11] goes by the frame’s own shape while the sender’s word is of another one, or has not come yet', () => {
    const turned = { width: 1280, height: 744 }
    expect(cropOf(turned, capability('world', 24)).bottom).toBeCloseTo(720 / 744, 9)
    expect(pictureSize(turned, capability('world', 24))).toEqual({ width: 1280, height: 720 })
    expect(stripOf({ width: 360, height: 652 }, capability('world', 0)).stripRows).toBeCloseTo(12, 9)
  })

  it('[LIVE2] takes the sender’s measure with a strip, else the received frame’s', () => {
    const frame = { width: 360, height: 652 }
    expect(pictureSize(frame, capability('world', 24))).toEqual({ width: 720, height: 1280 })
    expect(pictureSize(frame, capability('camera', 0))).toEqual(frame)
  })

  it('draws on a canvas of the picture’s shape that is never coarse', () => {
    expect(canvasSize({ width: 180, height: 320 })).toEqual({ width: 720, height: 1280 })
    expect(canvasSize({ width: 1920, height: 1080 })).toEqual({ width: 1920, height: 1080 })
  })

  it('[LIVE3] finds the touched point, with and without bars beside the picture', () => {
    const box = { left: 100, top: 50, width: 400, height: 400 }
    const picture = { width: 720, height: 1280 }
    expect(imagePointAt(box, picture, false, 300, 150)).toEqual({ u: 0.5, v: 0.25 })
    const left = 100 + (400 - 225) / 2
    expect(imagePointAt(box, picture, true, left, 50)).toEqual({ u: expect.closeTo(0, 9), v: 0 })
    expect(imagePointAt(box, picture, true, left + 225, 450)).toEqual({ u: expect.closeTo(1, 9), v: 1 })
    expect(imagePointAt(box, picture, true, 110, 60)?.u).toBeLessThan(0)
    expect(imagePointAt({ ...box, width: 0 }, picture, false, 0, 0)).toBeUndefined()
  })
})
