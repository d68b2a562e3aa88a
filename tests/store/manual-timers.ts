import { createSignal } from '#domain/engine.ts'
import type { Timers } from '#store/timers.ts'

/** Time that passes when the test says so. */
export function createManualTimers() {
  let waiting: readonly { readonly ms: number; readonly callback: () => void }[] = []
  const set = createSignal<[number]>()
  const timers: Timers = {
    after(ms, callback) {
      const timer = { ms, callback }
      waiting = [...waiting, timer]
      set.emit(ms)
      return () => {
        waiting = waiting.filter((other) => other !== timer)
      }
    },
  }
  return {
    ...timers,
    /** The pauses that are set now, in milliseconds. */
    pauses: (): readonly number[] => waiting.map(({ ms }) => ms),
    /** Ends every pause that is set now. */
    pass(): void {
      const due = waiting
      waiting = []
      for (const { callback } of due) callback()
    },
    /** Resolves with the length of the next pause that is set, or of the one that is. */
    paused(): Promise<number> {
      const [now] = waiting
      if (now !== undefined) return Promise.resolve(now.ms)
      return new Promise((resolve) => {
        const off = set.on((ms) => {
          off()
          resolve(ms)
        })
      })
    },
  }
}
export type ManualTimers = ReturnType<typeof createManualTimers>
