import type { Call } from '#call/call.ts'
import { createCameraControls } from '#call/camera-controls.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { CameraControls, CameraWish } from '#domain/capability.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { LocalStore } from '#store/local-store.ts'
import { keepOwnStill } from '../own-still.ts'

/** What an expert wants of the camera, waiting for the technician's tap. */
interface CameraAsk {
  readonly askId: Id
  readonly wish: CameraWish
  readonly by: string
  readonly peerId: string
}

interface CameraDeskState {
  /** What the camera lets itself be told; undefined while it is off or belongs to AR. */
  readonly offer: CameraControls | undefined
  /** The oldest question that has no answer yet. */
  readonly ask: CameraAsk | undefined
  /** Something is being done. */
  readonly isBusy: boolean
  /** What did not work the last time, as a sentence. */
  readonly trouble: string | undefined
}

/** The technician's hand on the camera: what they want of it, and what they allow an expert. */
export interface CameraDesk extends Engine<CameraDeskState> {
  apply(wish: CameraWish): Promise<void>
  /** Answers the question that is shown. */
  answer(isAllowed: boolean): Promise<void>
}

export interface CameraDeskDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly store: LocalStore
  readonly self: Pick<Participant, 'id' | 'sessionId'>
  readonly now: Now
  readonly makeId: MakeId
}

/** Beside a photo in the chat. */
const PHOTO_WORDS = 'A sharp photo'

export function createCameraDesk(deps: CameraDeskDeps): CameraDesk {
  const { call, shared, media, store, self, now, makeId } = deps
  const controls = createCameraControls({ media, mediaDevices: navigator.mediaDevices })
  const state = createValue<CameraDeskState>({
    offer: controls.snapshot(),
    ask: undefined,
    isBusy: false,
    trouble: undefined,
  })
  const put = (change: Partial<CameraDeskState>): void => state.set({ ...state.snapshot(), ...change })
  let waiting: readonly CameraAsk[] = []

  const setWaiting = (next: readonly CameraAsk[]): void => {
    waiting = next
    put({ ask: next[0] })
  }

  /** Does it; gives why not, as a sentence. */
  async function carryOut(wish: CameraWish): Promise<string | undefined> {
    put({ isBusy: true, trouble: undefined })
    try {
      const outcome = await controls.apply(wish)
      if (!outcome.ok) return outcome.problem.sentence
      const photo = outcome.value
      if (photo === undefined) return undefined
      const stillId = makeId()
      await keepOwnStill({ shared, store, self }, photo, stillId, now())
      await shared.say(PHOTO_WORDS, { stillId })
      return undefined
    } finally {
      put({ isBusy: false })
    }
  }

  const offs = [
    controls.subscribe(() => put({ offer: controls.snapshot() })),
    call.onMessage((message, from) => {
      if (message.type !== 'camera.ask') return
      const { askId, wish } = message
      // A newer wish of the same kind takes the older one's place: nobody wants yesterday's zoom.
      const others = waiting.filter((one) => one.wish.kind !== wish.kind || one.peerId !== from.peerId)
      setWaiting([...others, { askId, wish, by: from.name, peerId: from.peerId }])
    }),
    call.subscribe(() => {
      const here = new Set(call.snapshot().peers.map((peer) => peer.peerId))
      if (waiting.some((one) => !here.has(one.peerId)))
        setWaiting(waiting.filter((one) => here.has(one.peerId)))
    }),
  ]

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async apply(wish) {
      const trouble = await carryOut(wish)
      put({ trouble })
    },
    async answer(isAllowed) {
      const { ask, isBusy } = state.snapshot()
      if (ask === undefined || isBusy) return
      const { askId, peerId, wish } = ask
      const sentence = isAllowed ? await carryOut(wish) : undefined
      const outcome = isAllowed ? (sentence === undefined ? 'done' : 'failed') : 'declined'
      call.send(
        { type: 'camera.answer', askId, outcome, ...(sentence === undefined ? {} : { sentence }) },
        peerId,
      )
      setWaiting(waiting.filter((one) => one.askId !== askId))
      put({ trouble: sentence })
    },
    close() {
      for (const off of offs.splice(0)) off()
      controls.close()
    },
  }
}
