import { describe, expect, it } from 'vitest'
import { createGrey, type GreyImage, resample } from '#ar/image-tracking/grey-image.ts'
import { greyOf, greySize } from '#ar/image-tracking/grey-reader.ts'
import { createTrackingService } from '#ar/image-tracking/tracking-service.ts'
import { HEIGHT, look, see, texture, WIDTH } from './pictures.ts'

const surface = texture(31)

function scaled(picture: GreyImage, factor: number): GreyImage {
  const to = createGrey(picture.width * factor, picture.height * factor)
  resample(picture, to)
  return to
}

/** The middle columns of a picture, as a phone held upright sees it. */
function upright(picture: GreyImage): GreyImage {
  const width = 180
  const to = createGrey(width, picture.height)
  for (let y = 0; y < picture.height; y++) {
    const from = y * picture.width + (picture.width - width) / 2
    to.data.set(picture.data.subarray(from, from + width), y * width)
  }
  return to
}

const MARK = { markId: 'mark', left: 0.45, top: 0.45, right: 0.55, bottom: 0.55 }

const at = (h: readonly number[] | undefined, u: number, v: number): readonly [number, number] => {
  if (h === undefined) throw new Error('lost')
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, k = 0, w = 1] = h
  const depth = g * u + k * v + w
  return [(a * u + b * v + c) / depth, (d * u + e * v + f) / depth]
}

describe('the worker side', () => {
  it('speaks image coordinates, whatever the sizes of keyframe and picture', () => {
    const service = createTrackingService(() => 5)
    expect(service.learn('still', scaled(see(surface, look()), 1.5), [MARK])).toBe(true)
    const report = service.track(see(surface, look(16, -12)), 1000, 2)
    expect(report).toMatchObject({ seen: [{ stillId: 'still', markIds: ['mark'] }], time: 1000, cost: 3 })
    const [u, v] = at(report.seen[0]?.homography, 0.5, 0.5)
    expect(u).toBeCloseTo(0.5 + 16 / WIDTH, 2)
    expect(v).toBeCloseTo(0.5 - 12 / HEIGHT, 2)
  })

  it('finds its keyframes again after the phone was turned upright', () => {
    const service = createTrackingService(() => 0)
    service.learn('still', see(surface, look()), [MARK])
    expect(service.track(see(surface, look(4, 0)), 0, 0).seen).toHaveLength(1)
    const { seen } = service.track(upright(see(surface, look(4, 0))), 66, 0)
    expect(seen).toHaveLength(1)
    const [u] = at(seen[0]?.homography, 0.5, 0.5)
    expect(u).toBeCloseTo(0.5 + 4 / 180, 2)
  })

  it('says nothing of a still that was forgotten, has no marks, or is too bare', () => {
    const service = createTrackingService(() => 0)
    const bare = createGrey(WIDTH, HEIGHT)
    expect(service.learn('bare', bare, [MARK])).toBe(false)
    service.learn('still', see(surface, look()), [MARK])
    expect(service.track(see(surface, look()), 0, 0).seen).toHaveLength(1)
    service.setPlaces('still', [])
    expect(service.track(see(surface, look()), 66, 0).seen).toEqual([])
    service.setPlaces('still', [MARK])
    expect(service.track(see(surface, look()), 133, 0).seen).toHaveLength(1)
    service.forget('still')
    expect(service.track(see(surface, look()), 200, 0).seen).toEqual([])
  })

  it('a new mark beside the first one is shown at once, without finding the still anew', () => {
    const service = createTrackingService(() => 0)
    service.learn('still', see(surface, look()), [MARK])
    for (let n = 0; n < 3; n++) service.track(see(surface, look(2 * n, 0), 2, n + 1), 66 * n, 0)
    service.setPlaces('still', [MARK, { ...MARK, markId: 'second', left: 0.5, right: 0.6 }])
    const { seen } = service.track(see(surface, look(6, 0), 2, 9), 200, 0)
    expect(seen.map(({ markIds }) => markIds)).toEqual([['mark', 'second']])
  })
})

describe('small grey pictures', () => {
  it.each([
    [1280, 720, 480, 270],
    [720, 1280, 270, 480],
    [640, 480, 480, 360],
    [320, 240, 320, 240],
  ])('%d x %d is looked at as %d x %d', (width, height, smallWidth, smallHeight) => {
    expect(greySize(width, height)).toEqual({ width: smallWidth, height: smallHeight })
  })

  it('keep black black and white white', () => {
    const to = createGrey(3, 1)
    greyOf(Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255, 0, 255, 0, 255), to)
    expect(Array.from(to.data)).toEqual([0, 255, 149])
  })
})
