import { describe, expect, it } from 'vitest'
import { markPlace, placesByStill } from '#ar/camera-tracker/mark-place.ts'
import { throughHomography } from '#ar/camera-tracker/through-homography.ts'
import type { StillMark } from '#domain/mark.ts'

const id = '00000000-0000-4000-8000-000000000001'
const still = '00000000-0000-4000-8000-000000000005'
const mark = (shape: StillMark['shape']): StillMark => ({
  id,
  author: id,
  colour: 'red',
  at: 0,
  on: 'still',
  stillId: still,
  shape,
})

describe('a mark of a still in the live picture', () => {
  const doubled = [2, 0, -0.5, 0, 2, -0.5, 0, 0, 1]

  it('[TH1] its place goes along, and what is written on it stays', () => {
    const text = throughHomography(mark({ tool: 'text', at: { u: 0.6, v: 0.5 }, text: 'Valve' }), doubled)
    expect(text?.shape).toEqual({ tool: 'text', at: { u: 0.7, v: 0.5 }, text: 'Valve' })
    const line = [
      { u: 0.5, v: 0.5 },
      { u: 0.75, v: 0.25 },
    ]
    expect(throughHomography(mark({ tool: 'freehand', points: line }), doubled)?.shape).toEqual({
      tool: 'freehand',
      points: [
        { u: 0.5, v: 0.5 },
        { u: 1, v: 0 },
      ],
    })
  })

  it('[TH2] a circle is the oval that it is seen as', () => {
    const circle = mark({ tool: 'circle', centre: { u: 0.5, v: 0.5 }, radiusU: 0.1, radiusV: 0.2 })
    const shape = throughHomography(circle, [0.5, 0, 0.25, 0, 1, 0, 0, 0, 1])?.shape
    const points = shape?.tool === 'freehand' ? shape.points : []
    expect(points[0]).toEqual(points.at(-1))
    for (const { u, v } of points) expect(((u - 0.5) / 0.05) ** 2 + ((v - 0.5) / 0.2) ** 2).toBeCloseTo(1, 9)
  })

  it('[TH3] what is behind the camera is not shown', () => {
    const behind = [1, 0, 0, 0, 1, 0, -2, 0, 1]
    expect(throughHomography(mark({ tool: 'arrow', tip: { u: 0.6, v: 0.5 } }), behind)).toBeUndefined()
    expect(throughHomography(mark({ tool: 'arrow', tip: { u: 0.3, v: 0.5 } }), behind)).toBeDefined()
  })
})

it('[TH4] the place of a mark is what it covers of its still; marks of AR have none', () => {
  const circle = mark({ tool: 'circle', centre: { u: 0.5, v: 0.5 }, radiusU: 0.1, radiusV: 0.2 })
  expect(markPlace(circle)).toEqual({ markId: id, left: 0.4, right: 0.6, top: 0.3, bottom: 0.7 })
  const { left, right } = markPlace(mark({ tool: 'arrow', tip: { u: 0.5, v: 0.5 } }))
  expect(left).toBeLessThan(0.5)
  expect(right).toBeGreaterThan(0.5)
  expect([...placesByStill(new Map([[id, circle]])).keys()]).toEqual([still])
})
