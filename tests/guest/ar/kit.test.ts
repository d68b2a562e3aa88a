import { describe, expect, it } from 'vitest'
import type { OwnHand, TrackerState } from '#ar/tracker/tracker.ts'
import { createValue } from '#domain/engine.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { emptyScene, foldScene } from '#domain/scene.ts'
import { createKit, type Kit } from '#guest/ar/kit.ts'
import { createPreferences } from '#guest/preferences.ts'
import { anna, arrow, ben, id, model, operation } from '../../call/scene-fixtures.ts'

const OFF: TrackerState = {
  status: 'running',
  ladder: 'world',
  tracking: 'good',
  trackingReason: undefined,
  saving: undefined,
  spaceId: id(0x59ace),
  needsJoin: false,
  features: [],
  picture: { width: 0, height: 0, stripRows: 0 },
  selectedId: undefined,
  modelFailures: new Map(),
  hint: undefined,
}
const pump = {
  id: 'pump',
  name: 'Pump',
  size: [1, 1, 1] as [number, number, number],
  bytes: 1,
  licence: 'CC0',
}

/** The technician (Ben) with a tracker that remembers what it was given, and a scene that others write too. */
function setUp(): {
  readonly kit: Kit
  readonly hands: (OwnHand | undefined)[]
  readonly make: (author: string, change: SceneChange) => void
  readonly run: (change: Partial<TrackerState>) => void
  readonly selected: () => string | undefined
  readonly elsewhere: (...spaces: readonly string[]) => void
} {
  const scene = createValue<{ scene: SceneState; canUndo: boolean; canRedo: boolean; dropped: number }>({
    scene: emptyScene,
    canUndo: false,
    canRedo: false,
    dropped: 0,
  })
  const state = createValue(OFF)
  const hands: (OwnHand | undefined)[] = []
  const elsewhere = createValue<ReadonlySet<string>>(new Set())
  let clock = 0
  const kit = createKit({
    tracker: {
      snapshot: state.snapshot,
      subscribe: state.subscribe,
      take: (hand) => void hands.push(hand),
      select: (selectedId) => state.set({ ...state.snapshot(), selectedId }),
      setUnits: () => undefined,
    },
    shared: scene,
    preferences: createPreferences(() => ({ getItem: () => 'metric', setItem: () => undefined }), 'en-GB'),
    elsewhere,
    selfId: ben,
  })
  return {
    kit,
    hands,
    make(author, change) {
      clock++
      const next = foldScene([operation(clock, clock, author, change)], scene.snapshot().scene)
      scene.set({ ...scene.snapshot(), scene: next })
    },
    run: (change) => state.set({ ...state.snapshot(), ...change }),
    selected: () => state.snapshot().selectedId,
    elsewhere: (...spaces) => elsewhere.set(new Set(spaces)),
  }
}

const stepMark = (number: number, author: string, markId = id(0x500 + number)) => ({
  ...arrow(markId, author),
  shape: { tool: 'step' as const, number, isDone: false },
})

describe('what the technician has in hand', () => {
  it('[GK1] is nothing at rest, the last tool while drawing, and nothing again when done', () => {
    const { kit, hands } = setUp()
    kit.draw()
    kit.pick('arrow')
    kit.paint('blue')
    kit.rest()
    expect(hands).toEqual([
      { kind: 'draw', tool: 'freehand', colour: 'yellow' },
      { kind: 'draw', tool: 'arrow', colour: 'yellow' },
      { kind: 'draw', tool: 'arrow', colour: 'blue' },
      undefined,
    ])
  })

  it('[GK2] places no label before it has words, and keeps them for the next one', () => {
    const { kit, hands } = setUp()
    kit.pick('text')
    expect(kit.snapshot().isWording).toBe(true)
    expect(hands).toEqual([])
    kit.say('  Leaks ')
    expect(hands).toEqual([{ kind: 'draw', tool: 'text', colour: 'yellow', text: 'Leaks' }])
    kit.pick('arrow')
    kit.pick('text')
    expect(kit.snapshot().isWording).toBe(false)
  })

  it('[GK3] counts steps on from the highest number, whoever made it, and asks new words for each', () => {
    const { kit, hands, make } = setUp()
    make(anna, { kind: 'mark.put', mark: stepMark(4, anna) })
    kit.pick('step')
    kit.say('Open it')
    expect(hands.at(-1)).toEqual({
      kind: 'draw',
      tool: 'step',
      colour: 'yellow',
      step: { number: 5, isDone: false, text: 'Open it' },
    })
    make(ben, { kind: 'mark.put', mark: stepMark(5, ben) })
    expect(hands.at(-1)).toEqual({
      kind: 'draw',
      tool: 'step',
      colour: 'yellow',
      step: { number: 6, isDone: false },
    })
  })

  it('[GK10] a step shows what was chosen with its words, and the next one nothing', () => {
    const { kit, hands, make } = setUp()
    kit.pick('step')
    kit.say('Open it', { modelId: 'pump' })
    expect(hands.at(-1)).toMatchObject({
      tool: 'step',
      step: { number: 1, text: 'Open it', modelId: 'pump' },
    })
    make(ben, { kind: 'mark.put', mark: stepMark(1, ben) })
    expect(hands.at(-1)).toMatchObject({ tool: 'step', step: { number: 2, isDone: false } })
    expect(kit.snapshot().stepShows).toEqual({})
  })

  it('[GK11] other words for a mark are asked for without taking the hand away, until something else is wanted', () => {
    const { kit, hands, make } = setUp()
    kit.pick('select')
    const { length } = hands
    kit.reword(id(0x501))
    make(anna, { kind: 'mark.put', mark: stepMark(1, anna) })
    expect(kit.snapshot().rewording).toBe(id(0x501))
    expect(hands).toHaveLength(length)
    kit.rest()
    expect(kit.snapshot().rewording).toBeUndefined()
  })

  it('[GK4] is taken once: what others draw meanwhile never interrupts the own stroke', () => {
    const { kit, hands, make } = setUp()
    kit.draw()
    make(anna, { kind: 'mark.put', mark: arrow(id(1), anna) })
    make(anna, { kind: 'mark.put', mark: stepMark(1, anna) })
    expect(hands).toHaveLength(1)
  })

  it('[GK5] after placing, the placed model is picked; a model of somebody else is not taken for it', () => {
    const { kit, hands, make, selected } = setUp()
    kit.place(pump)
    expect(hands.at(-1)).toEqual({ kind: 'place', modelId: 'pump' })
    make(anna, { kind: 'placement.put', placement: model(id(7), anna) })
    expect(kit.snapshot().mode).toBe('place')
    make(ben, { kind: 'placement.put', placement: model(id(8), ben) })
    expect(hands.at(-1)).toEqual({ kind: 'select' })
    expect(selected()).toBe(id(8))
  })

  it('[GK6] marks of an earlier run are asked for by themselves, the named one first, until they have their place', () => {
    const { kit, hands, make, run } = setUp()
    make(anna, { kind: 'mark.put', mark: { ...arrow(id(1), anna), at: 1, spaceId: id(0x01d) } })
    make(anna, { kind: 'mark.put', mark: { ...arrow(id(2), anna), at: 2, spaceId: id(0x01d) } })
    run({ needsJoin: true })
    expect(hands.at(-1)).toEqual({ kind: 'join', markId: id(2) })
    kit.join(id(1))
    expect(hands.at(-1)).toEqual({ kind: 'join', markId: id(1) })
    // It was taken away meanwhile: the other one leads as well.
    make(anna, { kind: 'mark.remove', markId: id(1) })
    expect(hands.at(-1)).toEqual({ kind: 'join', markId: id(2) })
    run({ needsJoin: false })
    expect(kit.snapshot().mode).toBe('rest')
    expect(hands.at(-1)).toBeUndefined()
  })

  it('[GK7] put off, the question does not come back by itself', () => {
    const { kit, make, run } = setUp()
    make(anna, { kind: 'mark.put', mark: { ...arrow(id(1), anna), spaceId: id(0x01d) } })
    run({ needsJoin: true })
    kit.rest()
    run({ tracking: 'limited' })
    expect(kit.snapshot().mode).toBe('rest')
    kit.join(id(1))
    expect(kit.snapshot().mode).toBe('join')
  })

  it('[GK9] what turns out to stand on another phone is no longer looked for', () => {
    const { kit, hands, make, run, elsewhere } = setUp()
    make(anna, { kind: 'mark.put', mark: { ...arrow(id(1), anna), at: 1, spaceId: id(0x01d) } })
    make(anna, { kind: 'mark.put', mark: { ...arrow(id(2), anna), at: 2, spaceId: id(0xe15e) } })
    run({ needsJoin: true })
    expect(hands.at(-1)).toEqual({ kind: 'join', markId: id(2) })
    elsewhere(id(0xe15e))
    expect(hands.at(-1)).toEqual({ kind: 'join', markId: id(1) })
    elsewhere(id(0xe15e), id(0x01d))
    expect(kit.snapshot().mode).toBe('rest')
  })

  it('[GK8] leaving AR puts everything away', () => {
    const { kit, run } = setUp()
    kit.place(pump)
    run({ status: 'off' })
    expect(kit.snapshot().mode).toBe('rest')
  })
})
