/** The passing of time, as an argument. */
export interface Timers {
  /** Calls back once after `ms` milliseconds; returns its own off-function. */
  after(ms: number, callback: () => void): () => void
}

export const realTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * The pause before try number `failures` (from 1), in milliseconds: doubles from `first` to `longest`, and random within its
 * upper half, so that a thousand devices do not come back to a restarted portal at the same moment.
 */
export function backoff(failures: number, first: number, longest: number, random: () => number): number {
  const pause = Math.min(longest, first * 2 ** (failures - 1))
  return pause / 2 + (pause / 2) * random()
}
