import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { LocalStore } from '#store/local-store.ts'

interface SeenState {
  /** The still that an expert shows now, once its picture is here. */
  readonly still: { readonly id: Id; readonly picture: ImageBitmap; readonly by: string } | undefined
  /** Where an expert points in the live picture (camera ladder). */
  readonly pointer: { readonly u: number; readonly v: number; readonly colour: MarkColour } | undefined
  /** Who records now. */
  readonly recordingBy: string | undefined
}

/** What experts show to the technician's side. */
export type Seen = Engine<SeenState>

export function createSeen(deps: {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
}): Seen {
  const { call, shared, store } = deps
  const state = createValue<SeenState>({
    still: undefined,
    pointer: undefined,
    recordingBy: undefined,
  })
  let shown: { readonly id: Id; readonly by: string } | undefined
  let closed = false

  const put = (change: Partial<SeenState>): void => state.set({ ...state.snapshot(), ...change })

  async function showStill(): Promise<void> {
    const wanted = shown
    if (wanted === undefined) return hideStill()
    const jpeg = await store.getBlob(wanted.id)
    if (jpeg === undefined || closed || shown?.id !== wanted.id) return
    const picture = await createImageBitmap(jpeg)
    if (closed || shown?.id !== wanted.id) return picture.close()
    const before = state.snapshot().still
    put({ still: { ...wanted, picture } })
    before?.picture.close()
  }

  function hideStill(): void {
    const before = state.snapshot().still
    put({ still: undefined })
    before?.picture.close()
  }

  const offs = [
    shared.onStillArrived((id) => {
      if (id === shown?.id) void showStill()
    }),
    call.subscribe(() => {
      const names = call.snapshot().peers.map((peer) => peer.name)
      const { recordingBy } = state.snapshot()
      if (recordingBy !== undefined && !names.includes(recordingBy)) put({ recordingBy: undefined })
      if (shown !== undefined && !names.includes(shown.by)) {
        shown = undefined
        hideStill()
      }
    }),
    call.onMessage((message, from) => {
      switch (message.type) {
        case 'still.show':
          shown = message.stillId === undefined ? undefined : { id: message.stillId, by: from.name }
          void showStill()
          break
        case 'recording':
          put({ recordingBy: message.active ? from.name : undefined })
          break
        case 'pointer':
          put({ pointer: { u: message.point.u, v: message.point.v, colour: message.colour } })
          break
        case 'pointer.gone':
          put({ pointer: undefined })
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
      hideStill()
    },
  }
}
