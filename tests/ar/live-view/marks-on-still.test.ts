import { describe, expect, it } from 'vitest'
import { marksOnStill, pickOnStill } from '#ar/live-view/marks-on-still.ts'
import type { SpaceMark, StillMark } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const [room, otherRoom, inRoom, ofCamera] = [id(1), id(2), id(3), id(4)]
/** At the origin, looking along -Z; a quarter turn of view upwards, twice as wide. */
const camera: NonNullable<Still['camera']> = {
  spaceId: room,
  frame: 7,
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  projection: [0.5, 1, 0, 0],
}
const still: Still = { id: inRoom, author: id(9), at: 1, width: 640, height: 320, camera }

function standing(
  n: number,
  shape: SpaceMark['shape'],
  position: SpaceMark['pose']['position'] = [0, 0, -2],
  spaceId = room,
): SpaceMark {
  const pose = { position, orientation: [0, 0, 0, 1] } as const
  return {
    id: id(n),
    author: id(9),
    colour: 'red',
    at: n,
    on: 'space',
    spaceId,
    quality: 'depth',
    pose,
    shape,
  }
}

function sceneOf(...marks: readonly (SpaceMark | StillMark)[]): SceneState {
  const { camera: _, ...plain } = still
  const stills = new Map([
    [inRoom, still],
    [ofCamera, { ...plain, id: ofCamera }],
  ])
  return { ...emptyScene, stills, marks: new Map(marks.map((mark) => [mark.id, mark])) }
}

const drawn: StillMark = {
  id: id(8),
  author: id(9),
  colour: 'blue',
  at: 8,
  on: 'still',
  stillId: ofCamera,
  shape: { tool: 'text', at: { u: 0.2, v: 0.2 }, text: 'Here' },
}

describe('[ST1] what is seen on a still', () => {
  it('is what was drawn on it, and of the room only what its camera saw', () => {
    const scene = sceneOf(drawn, standing(5, { tool: 'arrow', length: 0.5 }))
    expect([...marksOnStill(scene, ofCamera, 'metric').keys()]).toEqual([id(8)])
    expect([...marksOnStill(scene, inRoom, 'metric').keys()]).toEqual([id(5)])
  })

  it('stands where the camera saw it: an arrow from tail to tip', () => {
    const scene = sceneOf(standing(5, { tool: 'arrow', length: 0.5 }, [1, 0, -2]))
    const [part] = marksOnStill(scene, inRoom, 'metric').get(id(5)) ?? []
    if (part?.shape.tool !== 'arrow') throw new Error('An arrow')
    expect(part.shape.tip.u).toBeCloseTo(0.625)
    expect(part.shape.tip.v).toBeCloseTo(0.5)
    expect(part.shape.tail?.v).toBeCloseTo(0.375)
  })

  it('leaves out other rooms, what is behind the camera, and words beside the picture', () => {
    const words = { tool: 'text', text: 'Leaks' } as const
    const scene = sceneOf(
      standing(5, words, [0, 0, 2]),
      standing(6, words, [9, 0, -2]),
      standing(7, words, [0, 0, -2], otherRoom),
    )
    expect(marksOnStill(scene, inRoom, 'metric').size).toBe(0)
  })

  it('says what was measured in the units of who looks', () => {
    const points: [number, number, number][] = [
      [0, 0, 0],
      [0.5, 0, 0],
    ]
    const scene = sceneOf(standing(5, { tool: 'measure', points, units: 'imperial' }))
    const parts = marksOnStill(scene, inRoom, 'metric').get(id(5)) ?? []
    expect(parts.map(({ shape }) => shape.tool)).toEqual(['freehand', 'length'])
    expect(parts[1]?.shape).toMatchObject({ text: '50.0 cm', isTotal: false })
  })

  it('closes circles, and ends lines where they go behind the camera', () => {
    const round = standing(5, { tool: 'circle', radiusX: 0.2, radiusZ: 0.2 })
    const through = standing(6, {
      tool: 'freehand',
      points: [
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 3],
        [0, 0, 0.5],
      ],
    })
    const seen = marksOnStill(sceneOf(round, through), inRoom, 'metric')
    const [circle] = seen.get(id(5)) ?? []
    if (circle?.shape.tool !== 'freehand') throw new Error('A line')
    const [first, last] = [circle.shape.points[0], circle.shape.points.at(-1)]
    expect(last?.u).toBeCloseTo(first?.u ?? 0)
    expect(last?.v).toBeCloseTo(first?.v ?? 0)
    const lengths = (seen.get(id(6)) ?? []).map(({ shape }) =>
      shape.tool === 'freehand' ? shape.points.length : 0,
    )
    expect(lengths).toEqual([2, 1])
  })
})

it('[ST2] a touch means what was drawn on the still, else what of the room is seen there', () => {
  const scene = sceneOf(drawn, standing(5, { tool: 'arrow', length: 0.5 }))
  expect(pickOnStill({ u: 0.5, v: 0.45 }, scene, inRoom, 2)).toBe(id(5))
  expect(pickOnStill({ u: 0.5, v: 0.45 }, scene, ofCamera, 2)).toBeUndefined()
  expect(pickOnStill({ u: 0.2, v: 0.17 }, scene, ofCamera, 2)).toBe(id(8))
})
