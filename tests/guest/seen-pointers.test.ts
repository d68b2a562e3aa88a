import { describe, expect, it } from 'vitest'
import { createSeenPointers, type SeenPointer } from '#guest/seen-pointers.ts'
import { createManualTimers } from '../store/manual-timers.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const [eva, fred, still] = [id(1), id(2), id(3)]

function setUp() {
  const timers = createManualTimers()
  let shown: readonly SeenPointer[] = []
  const pointers = createSeenPointers(timers, (all) => (shown = all))
  const point = (author: string, u = 0.5, stillId?: string): void =>
    pointers.point(
      {
        type: 'pointer',
        point: { u, v: 0.5, frame: 0 },
        colour: 'blue',
        ...(stillId !== undefined && { stillId }),
      },
      author,
    )
  return {
    timers,
    pointers,
    point,
    shown: () => shown.map(({ author, isFading }) => [author, isFading]),
    all: () => shown,
  }
}

describe('laser pointers without AR', () => {
  it('[GP1] one of which nothing is heard fades and is gone, though its last message was lost', () => {
    const s = setUp()
    s.point(eva)
    s.point(eva, 0.6)
    expect(s.timers.pauses()).toEqual([1500])
    expect(s.all()).toEqual([
      { author: eva, u: 0.6, v: 0.5, colour: 'blue', stillId: undefined, isFading: false },
    ])
    s.timers.pass()
    expect(s.shown()).toEqual([[eva, true]])
    s.timers.pass()
    expect(s.shown()).toEqual([])
    expect(s.timers.pauses()).toEqual([])
  })

  it('[GP2] who leaves takes only the own pointer along; one that speaks again is there again', () => {
    const s = setUp()
    s.point(eva)
    s.point(fred)
    s.pointers.keep(new Set([fred]))
    expect(s.shown()).toEqual([
      [eva, true],
      [fred, false],
    ])
    s.point(eva)
    expect(s.shown()).toEqual([
      [eva, false],
      [fred, false],
    ])
    s.pointers.gone(fred)
    s.pointers.gone(fred)
    expect(s.shown()[1]).toEqual([fred, true])
    s.pointers.close()
    expect(s.timers.pauses()).toEqual([])
  })

  it('[GP3] says which still it points into', () => {
    const s = setUp()
    s.point(eva, 0.5, still)
    expect(s.all()[0]?.stillId).toBe(still)
    s.point(eva)
    expect(s.all()[0]?.stillId).toBeUndefined()
  })
})
