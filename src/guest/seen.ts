import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { LocalStore } from '#store/local-store.ts'
import { realTimers, type Timers } from '#store/timers.ts'
import { createExpertsStills } from './experts-stills.ts'
import { createSeenPointers, type SeenPointer } from './seen-pointers.ts'

interface SeenState {
  /** The still that an expert shows now, once its picture is here. */
  readonly still: { readonly id: Id; readonly picture: ImageBitmap; readonly by: string } | undefined
  /** Where experts point, in the live picture or a still (camera ladder). */
  readonly pointers: readonly SeenPointer[]
  /** Who records now. */
  readonly recordingBy: string | undefined
}

/** A picture that was just taken is on its way: asking at once would have it sent twice. In milliseconds. */
const ASK_AFTER = 1_500

/** What experts show to the technician's side. */
export type Seen = Engine<SeenState>

export function createSeen(deps: {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly timers?: Timers
}): Seen {
  const { call, shared, store, timers = realTimers } = deps
  const state = createValue<SeenState>({
    still: undefined,
    pointers: [],
    recordingBy: undefined,
  })
  const stills = createExpertsStills()
  let closed = false

  const put = (change: Partial<SeenState>): void => state.set({ ...state.snapshot(), ...change })

  const pointers = createSeenPointers(timers, (shownPointers) => put({ pointers: shownPointers }))

  async function showStill(): Promise<void> {
    const wanted = stills.newest()
    if (wanted === undefined) return hideStill()
    const isWanted = (): boolean => !closed && stills.newest()?.id === wanted.id
    const jpeg = await store.getBlob(wanted.id)
    if (!isWanted()) return
    if (jpeg === undefined) return ask(wanted.id)
    const picture = await createImageBitmap(jpeg)
    if (!isWanted()) return picture.close()
    const before = state.snapshot().still
    put({ still: { ...wanted, picture } })
    before?.picture.close()
  }

  /** Who shows an old one has it; a new one comes by itself. */
  function ask(stillId: Id): void {
    timers.after(ASK_AFTER, () => {
      const isWanted = !closed && stills.newest()?.id === stillId
      if (isWanted && state.snapshot().still?.id !== stillId) shared.askStill(stillId)
    })
  }

  function hideStill(): void {
    const before = state.snapshot().still
    put({ still: undefined })
    before?.picture.close()
  }

  const offs = [
    shared.onStillArrived((id) => {
      if (id === stills.newest()?.id) void showStill()
    }),
    call.subscribe(() => {
      const { peers } = call.snapshot()
      const names = peers.map((peer) => peer.name)
      pointers.keep(new Set(peers.map((peer) => peer.participantId)))
      const { recordingBy } = state.snapshot()
      if (recordingBy !== undefined && !names.includes(recordingBy)) put({ recordingBy: undefined })
      const before = stills.newest()
      stills.keep(new Set(peers.map((peer) => peer.peerId)))
      if (stills.newest() !== before) void showStill()
    }),
    call.onMessage((message, from) => {
      switch (message.type) {
        case 'still.show':
          if (from.seat !== 'expert') break
          stills.show(
            from.peerId,
            message.stillId === undefined ? undefined : { id: message.stillId, by: from.name },
          )
          void showStill()
          break
        case 'recording':
          put({ recordingBy: message.active ? from.name : undefined })
          break
        case 'pointer':
          pointers.point(message, from.participantId)
          break
        case 'pointer.gone':
          pointers.gone(from.participantId)
          break
        default:
          break
      }
    }),
  ]

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    close() {
      closed = true
      for (const off of offs) off()
      pointers.close()
      hideStill()
    },
  }
}
