import { describe, expect, it } from 'vitest'
import type { SceneRequest } from '#ar/tracker/tracker.ts'
import { createValue } from '#domain/engine.ts'
import type { Mark } from '#domain/mark.ts'
import { emptyScene, foldScene, type SceneChange } from '#domain/scene.ts'
import type { UnreliableMessage } from '#domain/wire.ts'
import { pointOn } from '#guest/marking/point-on.ts'
import { createStillKit, type StillRoom } from '#guest/marking/still-kit.ts'
import { anna, ben, id, operation, still } from '../call/scene-fixtures.ts'
import { createManualTimers } from '../store/manual-timers.ts'

const stillId = id(0x57)

/** The technician (Ben) over a still without a place, or over one of the room that AR runs in. */
function setUp(room?: StillRoom) {
  const start = foldScene(
    [operation(1, 1, anna, { kind: 'still.put', still: still(stillId, anna) })],
    emptyScene,
  )
  const shared = createValue({ scene: start, canUndo: false, canRedo: false, dropped: 0 })
  const made: SceneChange[] = []
  let clock = 1
  const commit = (change: SceneChange) => {
    made.push(change)
    const done = operation(++clock, clock, ben, change)
    shared.set({ ...shared.snapshot(), scene: foldScene([done], shared.snapshot().scene) })
    return { operation: done, stored: Promise.resolve() }
  }
  const told: UnreliableMessage[] = []
  const timers = createManualTimers()
  let count = 0
  const kit = createStillKit({
    stillId,
    shared: { ...shared, commit },
    selfId: ben,
    now: () => 5,
    makeId: () => id(0x100 + ++count),
    timers,
    aspect: () => 4 / 3,
    room: () => room,
    tellPoint: (message) => told.push(message),
  })
  const stroke = (...points: readonly (readonly [number, number])[]): void => {
    const [first = [0, 0], ...more] = points
    kit.down({ u: first[0], v: first[1] })
    for (const [u, v] of more) kit.move({ u, v })
    kit.up()
  }
  const marks = (): readonly Mark[] => [...shared.snapshot().scene.marks.values()]
  return { kit, made, marks, told, timers, stroke, commit }
}

describe('[GK20] what the technician has in hand over a still', () => {
  it('is nothing until it is to be marked; then a line is shown as it is drawn, and kept once the finger lifts', () => {
    const { kit, made, marks, stroke } = setUp()
    stroke([0.1, 0.1], [0.2, 0.1])
    expect(made).toEqual([])
    kit.draw()
    kit.down({ u: 0.1, v: 0.1 })
    kit.move({ u: 0.2, v: 0.1 })
    expect(kit.snapshot().draft?.shape).toMatchObject({ tool: 'freehand' })
    expect(marks()).toEqual([])
    kit.up()
    expect(kit.snapshot().draft).toBeUndefined()
    expect(marks()).toMatchObject([
      { author: ben, on: 'still', stillId, colour: 'yellow', shape: { tool: 'freehand', points: [{}, {}] } },
    ])
  })

  it('makes nothing of a touch that turns out to be two fingers', () => {
    const { kit, made } = setUp()
    kit.draw()
    kit.down({ u: 0.1, v: 0.1 })
    kit.move({ u: 0.2, v: 0.1 })
    kit.cancel()
    kit.up()
    expect(made).toEqual([])
    expect(kit.snapshot().draft).toBeUndefined()
  })

  it('asks for words first, and counts steps on, each with what it shows', () => {
    const { kit, marks, stroke } = setUp()
    kit.pick('text')
    expect(kit.snapshot().isWording).toBe(true)
    stroke([0.5, 0.5])
    expect(marks()).toEqual([])
    kit.say(' Leaks ')
    stroke([0.5, 0.5])
    kit.pick('step')
    kit.say('Close it', { stillId })
    stroke([0.6, 0.5])
    expect(kit.snapshot()).toMatchObject({ step: 2, stepWords: '', stepShows: {} })
    expect(marks().map(({ shape }) => shape)).toMatchObject([
      { tool: 'text', text: 'Leaks' },
      { tool: 'step', number: 1, text: 'Close it', stillId, isDone: false },
    ])
  })

  it('picks a mark with a tap, drags it, and lets go of one that is gone', () => {
    const { kit, made, marks, stroke, commit } = setUp()
    kit.pick('circle')
    stroke([0.5, 0.5], [0.6, 0.5])
    const [circle] = marks()
    kit.pick('select')
    stroke([0.6, 0.5], [0.602, 0.5])
    expect(kit.snapshot().selectedId).toBe(circle?.id)
    expect(made).toHaveLength(1)
    stroke([0.6, 0.5], [0.7, 0.6])
    expect(marks()[0]).toMatchObject({ id: circle?.id, shape: { centre: { u: 0.6, v: 0.6 } } })
    expect(made.at(-1)).toMatchObject({ kind: 'mark.put', by: ben })
    commit({ kind: 'mark.remove', markId: circle?.id ?? '' })
    expect(kit.snapshot().selectedId).toBeUndefined()
  })

  it('points as long as the finger is down, also when it rests, and says when it is gone', () => {
    const { kit, told, timers } = setUp()
    kit.pick('pointer')
    kit.down({ u: 0.5, v: 0.5 })
    timers.pass()
    timers.pass()
    expect(told.length).toBeGreaterThan(2)
    expect(told[0]).toMatchObject({ type: 'pointer', stillId, point: { u: 0.5, v: 0.5 } })
    kit.up()
    expect(told.at(-1)).toEqual({ type: 'pointer.gone' })
    const { length } = told
    timers.pass()
    expect(told).toHaveLength(length)
  })

  it('marks the room where the still shows the one that AR runs in', () => {
    const asked: SceneRequest[] = []
    const { kit, made, stroke } = setUp({ frame: 7, handle: (request) => asked.push(request) })
    kit.pick('arrow')
    stroke([0.5, 0.5])
    expect(asked).toMatchObject([
      { type: 'mark.begin', tool: 'arrow', points: [{ frame: 7, u: 0.5, v: 0.5 }] },
      { type: 'mark.end' },
    ])
    expect(made).toEqual([])
  })
})

it.each([
  [180, 370, 0.5, 0.5],
  [0, 235, 0, 0],
  [360, 505, 1, 1],
  // Beside the picture: its nearest edge.
  [90, 0, 0.25, 0],
] as const)('[GK21] a touch at %d, %d lies at %d, %d of a picture that is shown whole', (x, y, u, v) => {
  const at = pointOn({ left: 0, top: 0, width: 360, height: 740 }, { width: 640, height: 480 }, x, y)
  expect(at.u).toBeCloseTo(u)
  expect(at.v).toBeCloseTo(v)
})
