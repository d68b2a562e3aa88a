import { describe, expect, it } from 'vitest'
import { pickSeenMark, whereSeen } from '#ar/camera-tracker/pick-seen.ts'
import { backThroughHomography, mapPoint } from '#ar/camera-tracker/through-homography.ts'
import type { SeenMarks } from '#ar/image-tracking/tracking-messages.ts'
import type { StillMark } from '#domain/mark.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const circle = (n: number, u: number, v: number): StillMark => ({
  id: id(n),
  author: id(9),
  colour: 'red',
  at: 0,
  on: 'still',
  stillId: id(5),
  shape: { tool: 'circle', centre: { u, v }, radiusU: 0.04, radiusV: 0.04 },
})
const scene = {
  marks: new Map([circle(1, 0.3, 0.3), circle(2, 0.7, 0.6)].map((mark) => [mark.id, mark])),
  stills: new Map([[id(5), { id: id(5), author: id(9), at: 0, width: 480, height: 480 }]]),
}
/** Nearer, turned a little, seen from aside. */
const homography = [1.2, -0.2, 0.1, 0.15, 1.3, -0.2, 0.2, 0.1, 1]
const seen = (...markIds: string[]): readonly SeenMarks[] => [
  { stillId: id(5), homography, confidence: 0.9, markIds },
]

describe('picking in the live picture what stands on a surface', () => {
  it('[PS1] a point goes there and back; what is behind the camera has no place', () => {
    for (const point of [
      { u: 0.1, v: 0.8 },
      { u: 0.5, v: 0.5 },
    ]) {
      const there = mapPoint(homography, point)
      const back = there && backThroughHomography(homography, there)
      expect(back?.u).toBeCloseTo(point.u, 9)
      expect(back?.v).toBeCloseTo(point.v, 9)
    }
    // The plane turns away at u = 1: what lies beyond it in the picture is sky.
    expect(backThroughHomography([1, 0, 0, 0, 1, 0, 1, 0, 1], { u: 1.5, v: 0 })).toBeUndefined()
  })

  it('[PS2] the mark under the touch is found, and only one that is shown', () => {
    const onRing = mapPoint(homography, { u: 0.34, v: 0.3 }) ?? { u: 0, v: 0 }
    expect(pickSeenMark(onRing, seen(id(1), id(2)), scene)).toBe(id(1))
    expect(pickSeenMark({ u: 0.9, v: 0.1 }, seen(id(1), id(2)), scene)).toBeUndefined()
    expect(pickSeenMark(onRing, seen(id(2)), scene)).toBeUndefined()
    expect(pickSeenMark(onRing, [], scene)).toBeUndefined()
    expect(whereSeen(seen(id(2)), id(2))).toBe(homography)
    expect(whereSeen(seen(id(2)), id(1))).toBeUndefined()
  })
})
