import { describe, expect, it } from 'vitest'
import { createPlaceWaits } from '#ar/live-view/place-waits.ts'
import { createWaitingTouches } from '#expert/waiting-touches.ts'
import type { LiveView } from '#ar/live-view/live-view.ts'

/** A hand over a picture whose frames get their place when the test says so. */
function stage() {
  const picture = { isPlaced: false }
  const timers = new Set<() => void>()
  const waits = createPlaceWaits(
    () => picture.isPlaced,
    (_, task) => {
      timers.add(task)
      return () => timers.delete(task)
    },
  )
  const whenPlaced: LiveView['whenPlaced'] = (_x, _y, done) =>
    picture.isPlaced ? undefined : waits.wait(done)
  const did: unknown[] = []
  let tool = 'step'
  const touches = createWaitingTouches(
    {
      down: (x, y) => void did.push(['down', x, y]),
      move: (x, y) => void did.push(['move', x, y]),
      up: () => void did.push('up'),
    },
    () => tool,
    () => void did.push('told'),
  )
  return {
    touches,
    did,
    waits,
    timers,
    press: (x: number, y: number) => touches.down({ whenPlaced }, x, y, {}),
    take: (next: string) => (tool = next),
    frame(isPlaced: boolean) {
      picture.isPlaced = isPlaced
      waits.settle()
    },
  }
}

describe('[EX13] a touch on a frame whose place is not known', () => {
  it('waits for the next frame that has one, and is done then as the hand did it', () => {
    const s = stage()
    expect(s.press(10, 20)).toBe(true)
    expect(s.touches.move(11, 20, {})).toBe(true)
    expect(s.touches.up()).toBe(true)
    expect(s.touches.isPressed).toBe(false)
    s.frame(false)
    expect(s.did).toEqual([])
    s.frame(true)
    expect(s.did).toEqual([['down', 10, 20], ['move', 11, 20], 'up'])
    expect(s.timers.size).toBe(0)
    // From now on there is nothing to wait for.
    expect(s.press(30, 40)).toBe(false)
    expect(s.touches.move(31, 40, {})).toBe(false)
    expect(s.touches.up()).toBe(false)
  })

  it('is kept with those after it, and a hand that is still down goes on by itself', () => {
    const s = stage()
    s.press(1, 1)
    s.touches.up()
    s.press(2, 2)
    s.frame(true)
    expect(s.did).toEqual([['down', 1, 1], 'up', ['down', 2, 2]])
    expect(s.touches.up()).toBe(false)
  })

  it('is never dropped without a word: when no such frame comes, when the picture goes, when another tool is taken', () => {
    const late = stage()
    late.press(1, 1)
    for (const ring of late.timers) ring()
    late.frame(true)
    expect(late.did).toEqual(['told'])

    const gone = stage()
    gone.press(1, 1)
    gone.waits.clear()
    expect(gone.did).toEqual(['told'])
    expect(gone.press(2, 2)).toBe(true)

    const other = stage()
    other.press(1, 1)
    other.touches.up()
    other.take('arrow')
    other.frame(true)
    expect(other.did).toEqual(['told'])
  })
})
