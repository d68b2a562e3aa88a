import { Box3, Matrix4, Plane, Vector3 } from 'three'
import { describe, expect, it } from 'vitest'
import { clipTime } from '#ar/models/clip-time.ts'
import { setCutPlane } from '#ar/models/cut-plane.ts'
import { loadWords } from '#ar/models/load-words.ts'
import { standingSizeWords } from '#ar/models/size-words.ts'

describe('what is said beside a model', () => {
  it.each([
    [{ loaded: 0, total: 57_000 }, '0 of 57 kB'],
    [{ loaded: 400_000, total: 1_234_000 }, '0.4 of 1.2 MB'],
    [{ loaded: 2_500_000, total: undefined }, '2.5 MB'],
    [{ loaded: 3_500_000, total: 3_400_000 }, '3.4 of 3.4 MB'],
    [{ loaded: 900, total: undefined }, '1 kB'],
  ])('[MS1] how far a load has come: %o', (progress, words) => {
    expect(loadWords(progress)).toBe(words)
  })

  it.each([
    [1, 'metric', '42 × 150 × 8 cm'],
    [0.5, 'metric', '21 × 75 × 4 cm · 50 %'],
    [1, 'imperial', '17 × 59 × 3.1 in'],
  ] as const)('[MS2] its size at scale %f, %s', (scale, units, words) => {
    expect(standingSizeWords([0.42, 1.5, 0.08], scale, units)).toBe(words)
  })
})

describe('where a clip stands', () => {
  it.each([
    ['stopped', { isPlaying: false, second: 1.5, at: 0 }, 99_000, 1.5],
    ['stopped at its end', { isPlaying: false, second: 2, at: 0 }, 0, 2],
    ['playing on', { isPlaying: true, second: 0.5, at: 10_000 }, 11_000, 1.5],
    ['round and round', { isPlaying: true, second: 0.5, at: 10_000 }, 14_000, 0.5],
    ['by a clock that is behind', { isPlaying: true, second: 0.5, at: 10_000 }, 4_000, 0.5],
  ])('[MS3] %s', (_, state, now, expected) => {
    expect(clipTime({ clip: 'Lift', ...state }, now, 2)).toBeCloseTo(expected, 9)
  })
  it('[MS3] a clip without length stands at its start', () => {
    expect(clipTime({ clip: 'Lift', isPlaying: true, second: 5, at: 0 }, 9, 0)).toBe(0)
  })
})

describe('a cut', () => {
  const box = new Box3(new Vector3(-1, 0, -2), new Vector3(1, 4, 2))
  it.each([
    ['y', 0.25, [0, 2.9, 0], [0, 3.1, 0]],
    ['x', 0.5, [-0.1, 1, 0], [0.1, 1, 0]],
    ['z', 0, [0, 1, 1.99], [0, 1, 2.01]],
    ['z', 1, [0, 1, -2.01], [0, 1, -1.99]],
  ] as const)('[MS4] along %s by %f keeps one side and takes the other', (axis, share, kept, gone) => {
    const plane = new Plane()
    setCutPlane(plane, { axis, share }, box, new Matrix4())
    expect(plane.distanceToPoint(new Vector3(...kept))).toBeGreaterThan(0)
    expect(plane.distanceToPoint(new Vector3(...gone))).toBeLessThan(0)
    // The same where the model stands turned, moved and half as large.
    const stands = new Matrix4()
      .makeRotationY(1)
      .scale(new Vector3(0.5, 0.5, 0.5))
      .setPosition(3, 1, -2)
    setCutPlane(plane, { axis, share }, box, stands)
    expect(plane.distanceToPoint(new Vector3(...kept).applyMatrix4(stands))).toBeGreaterThan(0)
    expect(plane.distanceToPoint(new Vector3(...gone).applyMatrix4(stands))).toBeLessThan(0)
  })
})
