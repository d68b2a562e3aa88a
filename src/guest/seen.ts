import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { LocalStore } from '#store/local-store.ts'
import { realTimers, type Timers } from '#store/timers.ts'
import { createExpertsStills } from './experts-stills.ts'
import { createSeenPointers, type SeenPointer } from './seen-pointers.ts'

/** A film that somebody in the call makes now. */
export interface SeenFilm {
  readonly by: string
  readonly peerId: string
  /** Undefined from a page of an earlier version, which asks nobody. */
  readonly recordingId: Id | undefined
  readonly isPaused: boolean
}

interface SeenState {
  /** The still that an expert shows now, once its picture is here. */
  readonly still: { readonly id: Id; readonly picture: ImageBitmap; readonly by: string } | undefined
  /** Where experts point, in the live picture or a still (camera ladder). */
  readonly pointers: readonly SeenPointer[]
  /** The film that is being made of this call. */
  readonly film: SeenFilm | undefined
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
    film: undefined,
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
      pointers.keep(new Set(peers.map((peer) => peer.participantId)))
      const { film } = state.snapshot()
      if (film !== undefined && !peers.some((peer) => peer.peerId === film.peerId)) put({ film: undefined })
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
          put({
            film: message.active
              ? {
                  by: from.name,
                  peerId: from.peerId,
                  recordingId: message.recordingId,
                  isPaused: message.paused === true,
                }
              : undefined,
          })
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
