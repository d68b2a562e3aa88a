import { describe, expect, it } from 'vitest'
import { type Camera, multiply, project, type Quat, type Vec3 } from '#domain/geometry.ts'
import type { Mark, SpaceMark, StillMark } from '#domain/mark.ts'
import { pickMark, pickStillMark } from '#ar/marks/pick-mark.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const space = id(90)
const ASPECT = 16 / 9
const camera: Camera = {
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  projection: [2 / ASPECT, 2, 0, 0],
}
/** +Y of the local frame towards the camera. */
const WALL: Quat = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]

function mark(n: number, position: Vec3, shape: SpaceMark['shape'], spaceId = space): SpaceMark {
  const pose = { position, orientation: WALL }
  return {
    id: id(n),
    author: id(91),
    colour: 'red',
    at: 0,
    on: 'space',
    spaceId,
    quality: 'depth',
    pose,
    shape,
  }
}

function pick(marks: readonly Mark[], at: Vec3, pixelsAside = 0): string | undefined {
  const seen = project(at, camera)
  if (seen === undefined) throw new Error('behind')
  const point = { u: seen.u + pixelsAside / 720 / ASPECT, v: seen.v }
  return pickMark(point, camera, { marks: new Map(marks.map((one) => [one.id, one])) }, space, ASPECT)
}

const circle = { tool: 'circle', radiusX: 0.2, radiusZ: 0.1 } as const
const stroke = {
  tool: 'freehand',
  points: [
    [0, 0, 0],
    [0.5, 0, 0],
  ] as Vec3[],
} as const
const step = { tool: 'step', number: 3, text: 'Loosen the four screws', isDone: false } as const

describe('the mark under a finger', () => {
  it('[PICK1] is found where it is drawn, within a finger and not beyond', () => {
    expect(pick([mark(1, [0, 0, -1], circle)], [0.2, 0, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], circle)], [0, 0.1, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], circle)], [0.2, 0, -1], 22)).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], circle)], [0.2, 0, -1], 60)).toBeUndefined()
    // Inside of a circle lies what it shows, not the circle.
    expect(pick([mark(1, [0, 0, -1], { ...circle, radiusZ: 0.2 })], [0, 0, -1])).toBeUndefined()
    expect(pick([mark(1, [0, 0, -1], stroke as SpaceMark['shape'])], [0.25, 0, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], stroke as SpaceMark['shape'])], [0.6, 0, -1])).toBeUndefined()
  })

  it('[PICK2] goes by how large an arrow is drawn, also when it leans aside and when it is far', () => {
    const arrow = { tool: 'arrow', length: 0.2 } as const
    // Seen along its shaft it leans to the upper right.
    expect(pick([mark(1, [0, 0, -1], arrow)], [0.04, 0.12, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], arrow)], [-0.04, -0.12, -1])).toBeUndefined()
    // Turned, it comes from another side: from below.
    const pose = { position: [0, 0, -1] as const, orientation: multiply(WALL, [0, 1, 0, 0]) }
    const turned = { ...mark(1, [0, 0, -1], { ...arrow, lean: 1 }), pose }
    expect(pick([turned], [0, -0.14, -1])).toBe(id(1))
    expect(pick([turned], [0.04, 0.12, -1])).toBeUndefined()
    // 20 m away its own 20 cm would be 7 px long; it is drawn with 46.
    expect(pick([mark(1, [0, 0, -20], arrow)], [0.2, 0.8, -20])).toBe(id(1))
  })

  it('[PICK3] words belong to their mark: the plate of a text, the disc and the words of a step', () => {
    expect(pick([mark(1, [0, 0, -1], { tool: 'text', text: 'Turn this' })], [0, 0.05, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], step)], [0, 0.06, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], step)], [0.25, 0.06, -1])).toBe(id(1))
    expect(pick([mark(1, [0, 0, -1], step)], [-0.2, 0.06, -1])).toBeUndefined()
    // At the picture's right edge its words stand to the left.
    expect(pick([mark(1, [0.87, 0, -1], step)], [0.6, 0.06, -1])).toBe(id(1))
  })

  it('[PICK4] of two under the finger the nearer to it wins, of two equally near the one in front', () => {
    const near = mark(1, [0, 0, -1], circle)
    const far = mark(2, [0, 0, -2], { tool: 'circle', radiusX: 0.4, radiusZ: 0.2 })
    expect(pick([near, far], [0.2, 0, -1])).toBe(id(1))
    expect(pick([far, near], [0.2, 0, -1])).toBe(id(1))
    const beside = mark(3, [0.03, 0, -2], { tool: 'circle', radiusX: 0.4, radiusZ: 0.2 })
    expect(pick([near, beside], [0.43, 0, -2])).toBe(id(3))
  })

  it('[PICK5] neither what stands in another space nor what is behind the camera', () => {
    expect(pick([mark(1, [0, 0, -1], circle, id(99))], [0.2, 0, -1])).toBeUndefined()
    expect(pick([mark(1, [0, 0, 1], circle)], [0.2, 0, -1])).toBeUndefined()
    const measured = {
      tool: 'measure',
      points: [[0, 0, 0] as Vec3, [0, 2, 0] as Vec3],
      units: 'metric',
    } as const
    // One end lies behind the camera: what is seen of it is found.
    expect(pick([mark(1, [0.1, 0, -1], { ...measured, points: [...measured.points] })], [0.1, 0, -1])).toBe(
      id(1),
    )
  })

  it('[PICK6] marks on a still are found on that still alone', () => {
    const on = (stillId: string): ReadonlyMap<string, Mark> => {
      const shape: StillMark['shape'] = { tool: 'step', at: { u: 0.7, v: 0.4 }, number: 1, isDone: true }
      const one: StillMark = { id: id(1), author: id(91), colour: 'red', at: 0, on: 'still', stillId, shape }
      return new Map([[one.id, one]])
    }
    expect(pickStillMark({ u: 0.7, v: 0.36 }, on(id(5)), id(5), ASPECT)).toBe(id(1))
    expect(pickStillMark({ u: 0.7, v: 0.36 }, on(id(5)), id(6), ASPECT)).toBeUndefined()
    expect(pickStillMark({ u: 0.2, v: 0.36 }, on(id(5)), id(5), ASPECT)).toBeUndefined()
  })
})
