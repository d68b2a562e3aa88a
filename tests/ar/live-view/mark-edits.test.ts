import { describe, expect, it } from 'vitest'
import { canResize, canTurn, resized, reworded, shifted, turned } from '#ar/live-view/mark-edits.ts'
import { rotate } from '#domain/geometry.ts'
import { type Mark, Mark as MarkSchema, MOST_LEAN, type SpaceMark, type StillMark } from '#domain/mark.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const inRoom = (shape: SpaceMark['shape']): SpaceMark => ({
  id: id(1),
  author: id(2),
  colour: 'red',
  at: 1,
  on: 'space',
  spaceId: id(3),
  quality: 'depth',
  pose: { position: [1, 2, 3], orientation: [0, 0, 0, 1] },
  shape,
})
const onStill = (shape: StillMark['shape']): StillMark => ({
  id: id(1),
  author: id(2),
  colour: 'red',
  at: 1,
  on: 'still',
  stillId: id(3),
  shape,
})
const step = { number: 2, text: 'Open', isDone: true } as const
const every: readonly Mark[] = [
  inRoom({ tool: 'arrow', length: 0.2 }),
  inRoom({ tool: 'circle', radiusX: 0.2, radiusZ: 0.1 }),
  inRoom({
    tool: 'freehand',
    points: [
      [0, 0, 0],
      [0.1, 0, 0],
    ],
  }),
  inRoom({ tool: 'text', text: 'Here' }),
  inRoom({
    tool: 'measure',
    units: 'metric',
    points: [
      [0, 0, 0],
      [0.5, 0, 0],
    ],
  }),
  inRoom({ tool: 'step', ...step }),
  onStill({ tool: 'arrow', tip: { u: 0.5, v: 0.5 } }),
  onStill({ tool: 'circle', centre: { u: 0.5, v: 0.5 }, radiusU: 0.1, radiusV: 0.2 }),
  onStill({
    tool: 'freehand',
    points: [
      { u: 0.4, v: 0.5 },
      { u: 0.6, v: 0.5 },
    ],
  }),
  onStill({ tool: 'text', at: { u: 0.5, v: 0.5 }, text: 'Here' }),
  onStill({ tool: 'step', at: { u: 0.5, v: 0.5 }, ...step }),
]

describe('[EX5] a selected mark', () => {
  it.each(every.map((mark) => [`${mark.shape.tool} on a ${mark.on}`, mark] as const))(
    '%s stays what the format allows, however it is turned, resized and moved',
    (_, mark) => {
      for (const factor of [0.001, 0.8, 1.25, 10_000]) {
        const next = resized(turned(mark, 0.3, 16 / 9), factor)
        expect(MarkSchema.safeParse(next).success).toBe(true)
        expect(next.id).toBe(mark.id)
      }
      expect(turned(mark, 0.3, 1) === mark, 'what cannot be turned is the same object').toBe(!canTurn(mark))
      expect(resized(mark, 2) === mark).toBe(!canResize(mark))
    },
  )

  it('on a still does not leave what the wire takes, however far it is moved', () => {
    for (const mark of every.filter((one) => one.on === 'still'))
      expect(MarkSchema.safeParse(shifted(mark, 9, -9)).success).toBe(true)
  })

  it('turns about its own normal', () => {
    const arrow = turned(inRoom({ tool: 'arrow', length: 0.2 }), Math.PI / 2, 1)
    if (arrow.on !== 'space') throw new Error('It stands in the room')
    const [x, y, z] = rotate(arrow.pose.orientation, [1, 0, 0])
    expect([x, y, z].map((value) => Math.round(value * 1000) / 1000)).toEqual([0, 0, -1])
    expect(arrow.pose.position).toEqual([1, 2, 3])
  })

  it('an arrow leans with its first turn and comes from another side with the next, on a still as well', () => {
    const upright = inRoom({ tool: 'arrow', length: 0.2 })
    const once = turned(upright, 0.3, 1)
    const twice = turned(once, 0.3, 1)
    const lean = once.shape.tool === 'arrow' && 'length' in once.shape ? once.shape.lean : undefined
    expect(lean).toBeGreaterThan(0.7)
    expect(lean).toBeLessThanOrEqual(MOST_LEAN)
    expect(twice.shape).toEqual(once.shape)
    expect(twice).not.toEqual(once)

    const flat = onStill({ tool: 'arrow', tip: { u: 0.5, v: 0.5 } })
    const round = Array.from({ length: 9 }).reduce<Mark>((mark) => turned(mark, Math.PI / 4, 2), flat)
    expect(turned(flat, 0.3, 2).shape).toMatchObject({ turn: expect.closeTo(0.3), tip: { u: 0.5, v: 0.5 } })
    expect(round.shape).toMatchObject({ turn: expect.closeTo(Math.PI / 4) })
    expect(MarkSchema.safeParse(round).success).toBe(true)
  })

  it('turns on a still in pixels, not in shares of a picture that is wider than high', () => {
    const line = onStill({
      tool: 'freehand',
      points: [
        { u: 0.4, v: 0.5 },
        { u: 0.6, v: 0.5 },
      ],
    })
    const { shape } = turned(line, Math.PI / 2, 2)
    if (shape.tool !== 'freehand' || !('u' in (shape.points[0] ?? {}))) throw new Error('A stroke on a still')
    expect(turned(line, Math.PI / 2, 2).shape).toMatchObject({
      points: [
        { u: 0.5, v: expect.closeTo(0.7) },
        { u: 0.5, v: expect.closeTo(0.3) },
      ],
    })
  })

  it('keeps the flatness of an ellipse at its stops', () => {
    const { shape } = resized(inRoom({ tool: 'circle', radiusX: 4, radiusZ: 2 }), 100)
    expect(shape).toMatchObject({ radiusX: 10, radiusZ: 5 })
  })

  it('says other words, but a label never none', () => {
    expect(reworded(inRoom({ tool: 'text', text: 'Here' }), '  There ').shape).toMatchObject({
      text: 'There',
    })
    expect(reworded(inRoom({ tool: 'text', text: 'Here' }), '  ').shape).toMatchObject({ text: 'Here' })
    const silent = reworded(inRoom({ tool: 'step', ...step }), '').shape
    expect(silent).toEqual({ tool: 'step', number: 2, isDone: true, text: undefined })
  })
})
