import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { LocalStore } from '#store/local-store.ts'
import type { Timers } from '#store/timers.ts'

export type StillFile =
  | { readonly status: 'coming' }
  | { readonly status: 'here'; readonly jpeg: Blob }
  /** Nobody in the call has sent it so far. It still comes when somebody does. */
  | { readonly status: 'missing' }

export interface StillFileDeps {
  readonly stillId: Id
  readonly store: Pick<LocalStore, 'getBlob'>
  readonly shared: Pick<SharedSession, 'askStill' | 'onStillArrived'>
  readonly call: Pick<Call, 'onPeerOpen'>
  readonly timers: Timers
}

/** A picture that was just taken is on its way by itself: asking at once would have it sent twice. In milliseconds. */
const ASK_AFTER = 1_500
/** Nobody waits longer before hearing that nothing has come, in milliseconds. */
const MISSING_AFTER = 8_000

/** The picture of a still: from this device, else asked of whoever is in the call. */
export function createStillFile({ stillId, store, shared, call, timers }: StillFileDeps): Engine<StillFile> {
  const state = createValue<StillFile>({ status: 'coming' })
  let offTimer: (() => void) | undefined
  let closed = false

  const isHere = (): boolean => state.snapshot().status === 'here'

  async function look(): Promise<void> {
    const jpeg = await store.getBlob(stillId)
    if (closed || jpeg === undefined) return
    offTimer?.()
    state.set({ status: 'here', jpeg })
  }

  function wait(): void {
    offTimer?.()
    offTimer = timers.after(ASK_AFTER, () => {
      shared.askStill(stillId)
      offTimer = timers.after(MISSING_AFTER, () => state.set({ status: 'missing' }))
    })
  }

  const offs = [
    // Also when it is here: a sharper one takes the place of the one before.
    shared.onStillArrived((id) => {
      if (id === stillId) void look()
    }),
    // Who comes now may have what nobody had before.
    call.onPeerOpen(() => {
      if (!isHere()) wait()
    }),
  ]
  wait()
  void look()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    close() {
      closed = true
      offTimer?.()
      for (const off of offs) off()
    },
  }
}
