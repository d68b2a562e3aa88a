import type { Schedule } from '../later.ts'

/** How long a touch waits for a frame whose place is known, in milliseconds: after that the hand has long gone elsewhere. */
const WAIT_LIMIT = 3000

/** Touches that wait for the next frame whose place in the space is known. */
export interface PlaceWaits {
  /** @param done called once, with false when no such frame came in time; @returns what takes the wait back */
  wait(done: (isPlaced: boolean) => void): () => void
  /** What is on the screen may have its place now. Called after each draw; allocates nothing while nobody waits. */
  settle(): void
  /** No frame comes any more: all that wait are told so. */
  clear(): void
}

export function createPlaceWaits(isPlaced: () => boolean, schedule: Schedule): PlaceWaits {
  const waiting = new Map<(isPlaced: boolean) => void, () => void>()

  function end(done: (isPlaced: boolean) => void): void {
    waiting.get(done)?.()
    waiting.delete(done)
  }

  return {
    wait(done) {
      const once = (found: boolean): void => {
        end(once)
        done(found)
      }
      waiting.set(
        once,
        schedule(WAIT_LIMIT, () => once(false)),
      )
      return () => end(once)
    },
    settle() {
      if (waiting.size === 0 || !isPlaced()) return
      for (const done of Array.from(waiting.keys())) done(true)
    },
    clear() {
      for (const done of Array.from(waiting.keys())) done(false)
    },
  }
}
