import type { Notice, Notices } from './notices.ts'

/**
 * Notices inside one process, heard before `publish` returns: an ended session is ended at once.
 * `onFault` is told what a subscriber threw; the others hear the notice all the same.
 */
export function createLocalNotices(onFault: (fault: unknown) => void = () => undefined): Notices {
  const subscribers = new Set<(notice: Notice) => void>()
  const waiting: Notice[] = []
  let delivering = false

  const deliver = (notice: Notice): void => {
    const ofThisMoment = Array.from(subscribers)
    for (const subscriber of ofThisMoment) {
      if (!subscribers.has(subscriber)) continue
      try {
        subscriber(notice)
      } catch (fault) {
        onFault(fault)
      }
    }
  }

  return {
    publish(notice) {
      waiting.push(notice)
      // A subscriber that publishes while it is told something would otherwise make others hear the second notice first.
      if (delivering) return
      delivering = true
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) deliver(next)
      delivering = false
    },
    subscribe(callback) {
      // Wrapped, so that the same function subscribed twice is two subscribers with an off-function each.
      const subscriber = (notice: Notice): void => callback(notice)
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },
    close() {
      subscribers.clear()
      return Promise.resolve()
    },
  }
}
