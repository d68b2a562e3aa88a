/** Waiting, as an argument: tests let time pass without waiting for it. */
export interface Timers {
  /** Calls back once after that many milliseconds; returns its own off-function. Does not keep the process alive. */
  after(ms: number, callback: () => void): () => void
}

export const systemTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
