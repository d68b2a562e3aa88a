import { describe, expect, it } from 'vitest'
import { fromLocal, project, rotate, type Vec3 } from '#domain/geometry.ts'
import type { StillMark } from '#domain/mark.ts'
import { shaftTurn } from '#ar/marks/arrow-shaft.ts'
import { asWallMark, createPictureMarks, onWall, pictureCamera } from '#ar/compositor/picture-marks.ts'

const ASPECT = 9 / 16
const still = '00000000-0000-4000-8000-000000000005'
const mark = (shape: StillMark['shape'], id = '00000000-0000-4000-8000-000000000001'): StillMark => ({
  id,
  author: id,
  colour: 'red',
  at: 0,
  on: 'still',
  stillId: still,
  shape,
})

const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]

describe('marks on a still as marks on a wall', () => {
  it('[STILL1] every image point is seen where it was touched', () => {
    for (const point of [
      { u: 0, v: 0 },
      { u: 1, v: 1 },
      { u: 0.25, v: 0.7 },
    ]) {
      const seen = project(onWall(point, ASPECT).position, pictureCamera(ASPECT))
      expect(seen?.u).toBeCloseTo(point.u, 9)
      expect(seen?.v).toBeCloseTo(point.v, 9)
    }
  })

  it('[STILL2] a circle and a stroke keep their places and shapes', () => {
    const circle = asWallMark(
      mark({ tool: 'circle', centre: { u: 0.5, v: 0.5 }, radiusU: 0.2, radiusV: 0.1 }),
      ASPECT,
    )
    const rim = circle.shape.tool === 'circle' ? circle.shape : undefined
    const right = project(fromLocal(circle.pose, [rim?.radiusX ?? 0, 0, 0]), pictureCamera(ASPECT))
    const below = project(fromLocal(circle.pose, [0, 0, rim?.radiusZ ?? 0]), pictureCamera(ASPECT))
    expect(right?.u).toBeCloseTo(0.7, 9)
    expect(below?.v).toBeCloseTo(0.6, 9)

    const points = [
      { u: 0.1, v: 0.2 },
      { u: 0.9, v: 0.4 },
    ]
    const stroke = asWallMark(mark({ tool: 'freehand', points }), ASPECT)
    const seen = stroke.shape.tool === 'freehand' ? stroke.shape.points : []
    expect(seen.map((p) => project(fromLocal(stroke.pose, p), pictureCamera(ASPECT))?.u)).toEqual([
      expect.closeTo(0.1, 9),
      expect.closeTo(0.9, 9),
    ])
  })

  it('[STILL8] an arrow that was turned lies on the picture in that direction, at its edges too', () => {
    for (const tip of [
      { u: 0.5, v: 0.5 },
      { u: 0.95, v: 0.1 },
    ])
      for (const turn of [0.5, Math.PI / 2, -2]) {
        const { pose, shape } = asWallMark(mark({ tool: 'arrow', tip, turn }), ASPECT)
        if (shape.tool !== 'arrow') throw new Error('an arrow')
        const tail = add(pose.position, rotate(shaftTurn(pose, shape.lean), [0, shape.length, 0]))
        const [from, to] = [pose.position, tail].map((at) => project(at, pictureCamera(ASPECT)))
        const x = ((to?.u ?? 0) - (from?.u ?? 0)) * ASPECT
        const y = (from?.v ?? 0) - (to?.v ?? 0)
        // Straight up and a bit to the right without a turn, as the flat drawing has it.
        const apart = Math.atan2(y, x) - (Math.PI / 2 - Math.atan(0.35) + turn)
        expect(Math.abs(Math.atan2(Math.sin(apart), Math.cos(apart)))).toBeLessThan(0.2)
        expect(Math.hypot(x, y)).toBeGreaterThan(0.08)
      }
  })

  it('gives the same object for the same mark, and only those of the still that is shown', () => {
    const one = mark({ tool: 'arrow', tip: { u: 0.5, v: 0.5 } })
    const other = {
      ...mark({ tool: 'arrow', tip: { u: 0.1, v: 0.1 } }, '00000000-0000-4000-8000-000000000002'),
      stillId: one.id,
    }
    const marks = new Map([one, other].map((m) => [m.id, m]))
    const pictures = createPictureMarks()
    const first = pictures.of(marks, still, ASPECT)
    expect([...first.keys()]).toEqual([one.id])
    expect(pictures.of(new Map(marks), still, ASPECT).get(one.id)).toBe(first.get(one.id))
    expect(pictures.of(marks, still, 1).get(one.id)).not.toBe(first.get(one.id))
  })
})
