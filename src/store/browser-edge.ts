import type { Readable } from '#domain/engine.ts'
import type { Exclusive } from './sync.ts'
import type { Timers } from './timers.ts'

/** Longest wait for another tab's round, in milliseconds. A phone may put that tab to sleep in the middle of it. */
const LOCK_PATIENCE_MS = 30_000

function readEvents(target: EventTarget, events: readonly string[], read: () => boolean): Readable<boolean> {
  return {
    snapshot: read,
    subscribe(onChange) {
      for (const event of events) target.addEventListener(event, onChange)
      return () => {
        for (const event of events) target.removeEventListener(event, onChange)
      }
    },
  }
}

/** Whether the browser believes that it has a network. True proves nothing; a change to true is worth a try. */
export function browserOnline(page: Window): Readable<boolean> {
  return readEvents(page, ['online', 'offline'], () => page.navigator.onLine)
}

/** Whether the page can be seen. */
export function browserVisible(page: Document): Readable<boolean> {
  return readEvents(page, ['visibilitychange'], () => page.visibilityState === 'visible')
}

/**
 * One round of one tab at a time, by the Web Lock of that name. Rounds are harmless side by side, so without locks, or when
 * another tab does not let go, the work is done all the same.
 */
export function oneTabAtATime(name: string, locks: LockManager | undefined, timers: Timers): Exclusive {
  if (locks === undefined) return (work) => work()
  return async (work) => {
    const patience = new AbortController()
    const off = timers.after(LOCK_PATIENCE_MS, () => patience.abort())
    let hasBegun = false
    try {
      return await locks.request(name, { signal: patience.signal }, () => {
        off()
        hasBegun = true
        return work()
      })
    } catch (error) {
      if (hasBegun) throw error
      return work()
    } finally {
      off()
    }
  }
}
