import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { Call, RemotePeer } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { CameraControls, CameraWish } from '#domain/capability.ts'
import type { DeviceReport } from '#domain/device-report.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now, Timestamp } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { LocalStore } from '#store/local-store.ts'
import { markName } from '#domain/mark-name.ts'

export interface CameraAsk {
  readonly id: Id
  readonly wish: CameraWish
  /** What was asked: "Light on". */
  readonly words: string
  readonly at: Timestamp
  readonly state: 'waiting' | 'done' | 'declined' | 'failed'
  /** What came of it, as a sentence. */
  readonly sentence: string
}

interface AsksState {
  /** What the technician's camera lets itself be asked; undefined where nothing can be. */
  readonly camera: CameraControls | undefined
  /** Newest first, one for each kind of wish. */
  readonly asks: readonly CameraAsk[]
  /** Marks and models that stand in an earlier run of AR and are not seen in this one. */
  readonly unplaced: number
  /** By what they can be found again, marks before models, newest first: the technician taps the real place of one of them. */
  readonly joinable: readonly { readonly id: Id; readonly name: string }[]
  /** The mark or model whose real place the technician was asked to tap. */
  readonly joining: Id | undefined
  /** What the newest device check of the technician found. */
  readonly device: { readonly report: DeviceReport; readonly by: string } | undefined
}

/** What the expert asks of the technician and their phone. */
export interface Asks extends Engine<AsksState> {
  askCamera(wish: CameraWish): void
  /** Takes an answer off the screen. */
  dismiss(askId: Id): void
  /** @param id of a mark or a model */
  askJoin(id: Id): void
}

export interface AsksDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly models: Pick<ModelLibrary, 'index'>
  readonly sessionId: Id
  readonly technician: () => RemotePeer | undefined
  readonly now: Now
  readonly makeId: MakeId
}

const NOT_ASKED: AsksState = {
  camera: undefined,
  asks: [],
  unplaced: 0,
  joinable: [],
  joining: undefined,
  device: undefined,
}

export function createAsks(deps: AsksDeps): Asks & { follow(): void } {
  const { call, shared, store, models, sessionId, technician, now, makeId } = deps
  const state = createValue<AsksState>(NOT_ASKED)
  const put = (change: Partial<AsksState>): void => state.set({ ...state.snapshot(), ...change })
  const updates = store.watch('update', sessionId)
  let seenMarks: ReadonlyMap<Id, unknown> | undefined
  let seenPlacements: ReadonlyMap<Id, unknown> | undefined
  let seenSpace: Id | undefined
  /** Of the gallery's models; undefined until they are needed. */
  let names: ReadonlyMap<string, string> | undefined
  let closed = false

  /** What stands in a run of AR that is over: counted when the scene or the run changes. */
  function followScene(): void {
    const { marks, placements } = shared.snapshot().scene
    const spaceId = technician()?.capability?.spaceId
    if (marks === seenMarks && placements === seenPlacements && spaceId === seenSpace) return
    seenMarks = marks
    seenPlacements = placements
    seenSpace = spaceId
    const { joining } = state.snapshot()
    const lost = spaceId === undefined ? [] : lostMarks(marks.values(), spaceId)
    const lostModels = spaceId === undefined ? [] : earlier(placements.values(), spaceId)
    if (lostModels.length > 0 && names === undefined) void readNames()
    const isSame = lost.length === 0 && lostModels.length === 0 && state.snapshot().unplaced === 0
    if (isSame) return
    const joinable = [
      ...lost.map((mark) => ({ id: mark.id, name: markName(mark, marks) })),
      ...lostModels.map(({ id, modelId }) => ({ id, name: names?.get(modelId) ?? modelId })),
    ]
    put({
      unplaced: joinable.length,
      joinable,
      joining: joinable.some(({ id }) => id === joining) ? joining : undefined,
    })
  }

  async function readNames(): Promise<void> {
    names = new Map()
    const listed = await models.index()
    if (!listed.ok || closed) return
    names = new Map(listed.value.map(({ id, name }) => [id, name]))
    seenPlacements = undefined
    followScene()
  }

  function follow(): void {
    const peer = technician()
    if (peer?.capability?.camera !== state.snapshot().camera) put({ camera: peer?.capability?.camera })
    // Nobody will answer what a phone was asked that is gone.
    if (peer?.link !== 'open' && state.snapshot().asks.some((ask) => ask.state === 'waiting'))
      put({
        asks: state
          .snapshot()
          .asks.map((ask) => (ask.state === 'waiting' ? { ...ask, state: 'failed', sentence: GONE } : ask)),
      })
    followScene()
  }

  function followReports(): void {
    const found = (updates.snapshot() ?? []).findLast(({ record }) => record.report !== undefined)?.record
    if (found?.report === undefined || found.report === state.snapshot().device?.report) return
    put({ device: { report: found.report, by: found.actorName } })
  }

  function answered(askId: Id, outcome: 'done' | 'declined' | 'failed', sentence: string | undefined): void {
    put({
      asks: state
        .snapshot()
        .asks.map((ask) =>
          ask.id === askId ? { ...ask, state: outcome, sentence: sentence ?? answerWords[outcome] } : ask,
        ),
    })
  }

  const offs = [
    call.onMessage((message, from) => {
      if (message.type === 'camera.answer' && from.seat === 'technician')
        answered(message.askId, message.outcome, message.sentence)
    }),
    shared.subscribe(followScene),
    updates.subscribe(followReports),
  ]
  followReports()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    follow,
    askCamera(wish) {
      const peer = technician()
      const ask: CameraAsk = {
        id: makeId(),
        wish,
        words: wishWords(wish, state.snapshot().camera),
        at: now(),
        ...(peer?.link === 'open'
          ? { state: 'waiting', sentence: 'Waiting for the technician’s tap.' }
          : { state: 'failed', sentence: 'The technician is not connected now.' }),
      }
      const others = state.snapshot().asks.filter((one) => one.wish.kind !== wish.kind)
      put({ asks: [ask, ...others] })
      if (ask.state === 'waiting') call.send({ type: 'camera.ask', askId: ask.id, wish }, peer?.peerId)
    },
    dismiss: (askId) => put({ asks: state.snapshot().asks.filter(({ id }) => id !== askId) }),
    askJoin(id) {
      const peer = technician()
      if (peer === undefined) return
      call.send({ type: 'join.ask', markId: id }, peer.peerId)
      put({ joining: id })
    },
    close() {
      closed = true
      for (const off of offs.splice(0)) off()
    },
  }
}

const GONE = 'The phone was gone before it answered.'

const answerWords = {
  done: 'Done.',
  declined: 'The technician said no.',
  failed: 'The phone could not do it.',
} as const

function wishWords(wish: CameraWish, camera: CameraControls | undefined): string {
  switch (wish.kind) {
    case 'torch':
      return wish.on ? 'Light on' : 'Light off'
    case 'zoom':
      return `Zoom ${wish.value.toFixed(1)}×`
    case 'lens': {
      const label = camera?.lenses?.find(({ id }) => id === wish.lensId)?.label
      return label === undefined ? 'Another lens' : `Lens: ${label}`
    }
    case 'photo':
      return 'A sharp photo'
  }
}

/** Newest first. */
function lostMarks(marks: Iterable<Mark>, spaceId: Id): readonly Mark[] {
  return earlier(
    [...marks].filter((mark) => mark.on === 'space'),
    spaceId,
  )
}

/** What stands in another run, newest first. */
function earlier<T extends { readonly spaceId: Id; readonly at: Timestamp }>(
  all: Iterable<T>,
  spaceId: Id,
): readonly T[] {
  return [...all].filter((one) => one.spaceId !== spaceId).sort((a, b) => b.at - a.at)
}
