import { expect, it, onTestFinished } from 'vitest'
import { createStage, look, until } from './stage.ts'

/** Counts what is on at one of the browser's event targets. */
function countListeners(target: EventTarget): () => number {
  const on = new Set<string>()
  const numbers = new WeakMap<object, number>()
  let next = 0
  const keyOf = (type: string, listener: unknown): string => {
    const of =
      typeof listener === 'function' || (typeof listener === 'object' && listener !== null) ? listener : {}
    const number = numbers.get(of) ?? next++
    numbers.set(of, number)
    return `${type} ${number}`
  }
  const { addEventListener: add, removeEventListener: remove } = target
  target.addEventListener = function (this: EventTarget, ...args: Parameters<typeof add>) {
    on.add(keyOf(args[0], args[1]))
    add.apply(target, args)
  }
  target.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof remove>) {
    on.delete(keyOf(args[0], args[1]))
    remove.apply(target, args)
  }
  onTestFinished(() => {
    target.addEventListener = add
    target.removeEventListener = remove
  })
  return () => on.size
}

it('[AS12] entered and left twenty times in a row AR leaves nothing behind, and stops within a second', async () => {
  const contexts: WebGL2RenderingContext[] = []
  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: never) {
    const context: unknown = Reflect.apply(getContext, this, args)
    if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
    return context
  } as typeof getContext
  onTestFinished(() => {
    HTMLCanvasElement.prototype.getContext = getContext
  })
  const stage = await createStage()
  const listeners = [globalThis, document].map((target) => countListeners(target))
  stage.phone.setPose({ position: [0, 1.5, 0.6], orientation: look(0, -25) })
  const tracks: MediaStreamTrack[] = []
  const sessions = new Set<unknown>()
  const stops: number[] = []
  const alive: number[] = []
  let heard = 0
  for (let round = 0; round < 20; round++) {
    expect(await stage.tracker.start()).toEqual({ ok: true, value: undefined })
    sessions.add(stage.tracker.snapshot().spaceId)
    const { track } = stage.tracker
    if (track) tracks.push(track)
    const began = performance.now()
    await stage.tracker.stop()
    stops.push(performance.now() - began)
    expect(stage.tracker.snapshot().status).toBe('off')
    // The renderer's own root is torn down half a second after it was told.
    await until('contexts are given back', () => contexts.filter((one) => !one.isContextLost()).length <= 3)
    alive.push(contexts.filter((one) => !one.isContextLost()).length)
    if (round === 1) heard = listeners.reduce((sum, count) => sum + count(), 0)
  }
  expect(sessions.size).toBe(20)
  expect(tracks).toHaveLength(20)
  expect(tracks.filter(({ readyState }) => readyState !== 'ended')).toEqual([])
  expect(document.querySelectorAll('canvas')).toHaveLength(0)
  expect(localStorage.length).toBe(0)
  expect(alive.at(-1)).toBeLessThanOrEqual(alive[1] ?? 0)
  expect(listeners.reduce((sum, count) => sum + count(), 0)).toBeLessThanOrEqual(heard)
  // The machine may stall once; AR itself must not be what makes leaving slow.
  expect(stops.sort((a, b) => a - b)[15]).toBeLessThan(1000)
}, 300_000)
