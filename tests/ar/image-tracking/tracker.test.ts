import fc from 'fast-check'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createImageTracker } from '#ar/image-tracking/create-image-tracker.ts'
import { createGrey, type GreyImage } from '#ar/image-tracking/grey-image.ts'
import type { ImageTracker } from '#ar/image-tracking/image-tracker.ts'
import { identity3, invert3, type Matrix3, multiply3 } from '#ar/image-tracking/matrix3.ts'
import { apart, HEIGHT, look, see, texture, WIDTH } from './pictures.ts'

const surface = texture(11)

function startOn(picture: GreyImage, id = 'first'): ImageTracker {
  const tracker = createImageTracker({ width: WIDTH, height: HEIGHT })
  expect(tracker.setKeyframe(id, picture)).toBe(true)
  return tracker
}

/** Keyframe (seen by `look()`) to the picture seen by `h`. */
function truthOf(h: Matrix3): Matrix3 {
  const truth = identity3()
  invert3(truth, look())
  multiply3(truth, h, truth)
  return truth
}

/** Bars all alike; `own` adds things that are there only once. */
function grille(own: boolean): GreyImage {
  const picture = createGrey(480, 360)
  for (let y = 0; y < 360; y++) {
    for (let x = 0; x < 480; x++) picture.data[y * 480 + x] = x % 24 > 10 && y % 24 > 10 ? 40 : 190
  }
  if (own) {
    const things = texture(5, 90, 60)
    for (let y = 0; y < 60; y++)
      picture.data.set(things.data.subarray(y * 90, y * 90 + 90), (150 + y) * 480 + 195)
  }
  return picture
}

describe('following a keyframe', () => {
  it('[CT1] finds pan, turn, zoom and tilt to a pixel, one small step after the other', () => {
    const tracker = startOn(see(surface, look(), 3, 1))
    for (let step = 1; step <= 20; step++) {
      const h = look(2 * step, -step, 0.02 * step, 1 + 0.015 * step, 0.00003 * step, -0.00002 * step)
      const result = tracker.track(see(surface, h, 3, step + 1), step * 66)
      expect(result.status).toBe(step === 1 ? 'reacquired' : 'tracked')
      expect(result.keyframeId).toBe('first')
      expect(result.time).toBe(step * 66)
      expect(apart(result.homography, truthOf(h))).toBeLessThan(1)
    }
  })

  it('[CT2] does not drift: a hundred steps there and back end where they began', () => {
    const tracker = startOn(see(surface, look(), 3, 1))
    let worst = 0
    for (let step = 1; step <= 100; step++) {
      const h = look(30 * Math.sin(step / 8), 20 * Math.sin(step / 5), 0.2 * Math.sin(step / 9))
      worst = Math.max(
        worst,
        apart(tracker.track(see(surface, h, 6, step), step * 66).homography, truthOf(h)),
      )
    }
    expect(worst).toBeLessThan(1)
  })

  it('[CT3] refuses a keyframe with too little to see', () => {
    const tracker = createImageTracker({ width: WIDTH, height: HEIGHT })
    const bare = createGrey(WIDTH, HEIGHT)
    bare.data.fill(128)
    expect(tracker.setKeyframe('bare', bare)).toBe(false)
    expect(tracker.track(bare, 0).status).toBe('lost')
  })

  it('[CT4] makes no pictures or lists while it follows', () => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    const tracker = startOn(see(surface, look()))
    const pictures = [see(surface, look(1, 1)), see(surface, look(2, 1))]
    const follow = (times: number): void => {
      for (let n = 0; n < times; n++) for (const picture of pictures) tracker.track(picture, n)
    }
    follow(100)
    if (typeof collect === 'function') collect()
    const before = process.memoryUsage()
    follow(20)
    const after = process.memoryUsage()
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThanOrEqual(0)
    // What the engine boxes of single numbers; one list of the points a picture would be beyond it.
    expect((after.heapUsed - before.heapUsed) / 40).toBeLessThan(128 * 1024)
  })
})

describe('never a mark in a wrong place', () => {
  it('[CT5] a different scene is not taken for the keyframe', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1_000_000 }), fc.nat(), (scene, other) => {
        fc.pre(scene !== other)
        const tracker = startOn(see(texture(scene), look()))
        for (let n = 0; n < 3; n++) {
          expect(tracker.track(see(texture(other), look(3 * n, 0), 3, n + 1), n).status).toBe('lost')
        }
      }),
      { numRuns: 40 },
    )
  })

  it('[CT6] after leaving it is found again, near its place, from another side', () => {
    const tracker = startOn(see(surface, look(), 2, 1))
    tracker.track(see(surface, look(4, 0), 2, 2), 66)
    const elsewhere = texture(77)
    for (let n = 0; n < 20; n++) {
      expect(tracker.track(see(elsewhere, look(5 * n, 0), 2, n + 3), 100 + n).status).toBe('lost')
    }
    const back = look(-30, 20, 0.5, 1.25, 0.0004, 0)
    const statuses = [0, 1, 2, 3].map((n) => tracker.track(see(surface, back, 2, 50 + n), 900 + n).status)
    expect(statuses).toContain('reacquired')
    expect(statuses.at(-1)).toBe('tracked')
    expect(apart(tracker.track(see(surface, back, 2, 60), 999).homography, truthOf(back))).toBeLessThan(1)
  })

  it('[CT7] bars that are all alike are never said to be found', () => {
    const bars = grille(false)
    const tracker = startOn(see(bars, look(), 2, 1))
    for (let n = 1; n <= 15; n++)
      expect(tracker.track(see(bars, look(7 * n, 0), 2, n + 1), n).status).toBe('lost')
  })

  it('[CT8] bars with one thing of its own among them: in its place, or lost', () => {
    const bars = grille(true)
    const tracker = startOn(see(bars, look(), 2, 1))
    let shown = 0
    for (let n = 1; n <= 40; n++) {
      // Jumps of half a bar and more, that look like smaller ones the other way.
      const h = look(45 * Math.sin(n * 0.9), 25 * Math.sin(n * 0.7), 0.1 * Math.sin(n))
      const { status, homography } = tracker.track(see(bars, h, 2, n + 1), n * 66)
      if (status === 'lost') continue
      shown++
      expect(apart(homography, truthOf(h))).toBeLessThan(3)
    }
    expect(shown).toBeGreaterThan(20)
  })

  it('[CT9] of several keyframes the one in the picture is chosen', () => {
    const surfaces = [21, 22, 23, 24].map((seed) => texture(seed))
    const tracker = createImageTracker({ width: WIDTH, height: HEIGHT })
    for (const [n, one] of surfaces.entries())
      expect(tracker.setKeyframe(`k${n}`, see(one, look()))).toBe(true)
    for (const n of [2, 0, 3, 1]) {
      const one = surfaces[n]
      if (one === undefined) throw new Error('no such surface')
      const ids = Array.from(
        { length: 6 },
        (_, k) => tracker.track(see(one, look(10, 5, 0.2), 2, k + 1), k).keyframeId,
      )
      expect(ids.at(-1)).toBe(`k${n}`)
      expect(ids.filter((id) => id !== undefined && id !== `k${n}`)).toEqual([])
    }
    tracker.removeKeyframe('k1')
    const gone = surfaces[1] ?? surface
    expect(tracker.track(see(gone, look(10, 5, 0.2)), 0).status).toBe('lost')
  })
})
