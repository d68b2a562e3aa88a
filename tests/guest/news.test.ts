import { describe, expect, it } from 'vitest'
import { createValue } from '#domain/engine.ts'
import { emptyScene, foldScene, type SceneChange } from '#domain/scene.ts'
import { createNews, newsSentence } from '#guest/news.ts'
import { createWire } from '../call/linked-calls.ts'
import { anna, arrow, ben, id, model, operation, stroke } from '../call/scene-fixtures.ts'

/** Ben's news, with Anna on the line; time passes when told. */
async function setUp() {
  const wire = createWire()
  wire.plug({ id: anna, name: 'Anna', seat: 'expert' })
  const call = wire.plug({ id: ben, name: 'Ben', seat: 'technician' })
  // The wire introduces people to each other in the next turn.
  await Promise.resolve()
  const shared = createValue({ scene: emptyScene, canUndo: false, canRedo: false, dropped: 0 })
  const due: (() => void)[] = []
  const news = createNews({
    call,
    shared,
    timers: {
      after(_, callback) {
        due.push(callback)
        return () => void due.splice(due.indexOf(callback), 1)
      },
    },
    whereabouts: (markId) => (markId === id(1) ? 'left' : undefined),
  })
  let clock = 0
  return {
    news,
    due,
    make(author: string, change: SceneChange) {
      clock++
      const scene = foldScene([operation(clock, clock, author, change)], shared.snapshot().scene)
      shared.set({ ...shared.snapshot(), scene })
    },
    pass() {
      for (const callback of due.splice(0)) callback()
    },
  }
}

describe('what others have made', () => {
  it('[GN1] is one sentence with its side, said after a moment', async () => {
    const { news, make, pass } = await setUp()
    make(anna, { kind: 'mark.put', mark: arrow(id(1), anna) })
    expect(news.snapshot()).toBeUndefined()
    pass()
    expect(news.snapshot()).toEqual({ id: id(1), text: 'New arrow from Anna, to your left' })
  })

  it('[GN2] is one sentence also for several at once', async () => {
    const { news, make, pass } = await setUp()
    make(anna, { kind: 'placement.put', placement: model(id(3), anna) })
    make(anna, { kind: 'mark.put', mark: stroke(id(2), anna, 3) })
    make(anna, { kind: 'mark.put', mark: arrow(id(1), anna) })
    pass()
    expect(news.snapshot()?.text).toBe('3 new marks from Anna, the newest to your left')
  })

  it('[GN3] is never what one made oneself, what grows, or what a person made who is not here', async () => {
    const { news, make, pass, due } = await setUp()
    make(ben, { kind: 'mark.put', mark: arrow(id(5), ben) })
    make(id(0xc), { kind: 'mark.put', mark: arrow(id(6), id(0xc)) })
    expect(due).toEqual([])
    make(anna, { kind: 'mark.put', mark: stroke(id(2), anna, 1) })
    pass()
    const told = news.snapshot()
    make(anna, { kind: 'mark.put', mark: stroke(id(2), anna, 2) })
    expect(due).toEqual([])
    expect(news.snapshot()).toBe(told)
  })

  it('[GN4] is not said after the call was closed', async () => {
    const { news, make, pass } = await setUp()
    make(anna, { kind: 'mark.put', mark: arrow(id(1), anna) })
    news.close()
    pass()
    expect(news.snapshot()).toBeUndefined()
  })

  it('[GN5] names everybody who made it', () => {
    const made = [
      { id: id(8), noun: 'arrow', by: 'Anna' },
      { id: id(9), noun: 'step 2', by: 'Eve' },
    ]
    expect(newsSentence(made, () => undefined)).toBe('2 new marks from Anna and Eve')
    expect(newsSentence(made.slice(1), () => 'behind')).toBe('New step 2 from Eve, behind you')
    expect(newsSentence([], () => 'left')).toBeUndefined()
  })
})
