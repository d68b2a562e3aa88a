import { createLiveView } from '#ar/live-view/create-live-view.ts'
import type { LiveView, LiveViewState } from '#ar/live-view/live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { Call, RemotePeer } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { Still } from '#domain/still.ts'
import type { LocalStore } from '#store/local-store.ts'
import { createAsks } from './asks.ts'
import { createDraftedScene } from './drafts.ts'
import { createGestures, MODELS_NEED_AR, SHOWS_NOTHING } from './gestures.ts'
import type { Look, LookState } from './look-state.ts'
import { createSelection } from './selection.ts'
import { createSteps, nextNumber } from './steps.ts'
import { createStillAlbum } from './still-album.ts'
import { keptUnits, keepUnits } from './units.ts'

export interface LookDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly self: Participant
  readonly sessionId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind, detail?: string) => void
}

const NO_PICTURE: LiveViewState = {
  mode: 'empty',
  picture: { width: 0, height: 0 },
  stillId: undefined,
  framesPerSecond: 0,
  readableShare: 0,
}

const NOT_ANSWERED = 'The phone did not answer, so that mark is gone. Mark it again.'

function newestTechnician(peers: readonly RemotePeer[]): RemotePeer | undefined {
  const seated = peers.filter((peer) => peer.seat === 'technician')
  return seated.findLast((peer) => peer.link === 'open') ?? seated.at(-1)
}

export function createLook(deps: LookDeps): Look {
  const { call, shared, store, self, sessionId, now, makeId, tell } = deps
  const models = createModelLibrary()
  const scene = createDraftedScene(shared)
  const state = createValue<LookState>({
    view: NO_PICTURE,
    technician: undefined,
    tool: 'pointer',
    colour: 'red',
    text: '',
    units: keptUnits(),
    nextStep: {
      number: nextNumber(shared.snapshot().scene),
      text: '',
      stillId: undefined,
      modelId: undefined,
    },
    measuring: undefined,
    unavailable: new Map(),
    placing: undefined,
    hint: undefined,
  })
  const put = (change: Partial<LookState>): void => state.set({ ...state.snapshot(), ...change })
  let view: LiveView | undefined
  let offView: (() => void) | undefined
  let keeping = false
  const selection = createSelection({ shared, models, selfId: self.id, now, aspect })
  const steps = createSteps({ shared, selfId: self.id })
  const asks = createAsks({
    call,
    shared,
    store,
    sessionId,
    technician: () => state.snapshot().technician,
    now,
    makeId,
  })
  const stills = createStillAlbum({
    shared,
    store,
    selfId: self.id,
    show: (stillId, picture) => view?.showStill(stillId, picture),
  })
  function aspect(): number {
    const { width, height } = state.snapshot().view.picture
    return height === 0 ? 1 : width / height
  }
  const inWorld = (): boolean => state.snapshot().technician?.capability?.ladder === 'world'

  function follow(): void {
    const technician = newestTechnician(call.snapshot().peers)
    const before = state.snapshot().technician
    if (technician === before) return
    put({ technician })
    asks.follow()
    view?.setStream(technician?.stream)
    view?.setCapability(technician?.capability)
  }

  function attach(canvas: HTMLCanvasElement | undefined): void {
    offView?.()
    offView = undefined
    view?.close()
    view = undefined
    if (canvas === undefined) return put({ view: NO_PICTURE })
    const outcome = createLiveView({
      canvas,
      models,
      scene,
      self: self.id,
      now,
      makeId,
      stillPicture: (stillId) => store.getBlob(stillId),
    })
    if (!outcome.ok) return put({ hint: outcome.problem.sentence })
    view = outcome.value
    const shown = view
    offView = shown.subscribe(() => {
      const next = shown.snapshot()
      const isUnanswered =
        next.unanswered !== undefined && next.unanswered !== state.snapshot().view.unanswered
      stills.opened(next.stillId)
      put({ view: next, ...(isUnanswered && { hint: NOT_ANSWERED }) })
    })
    const { technician } = state.snapshot()
    shown.setStream(technician?.stream)
    shown.setCapability(technician?.capability)
    shown.keepDrawing(keeping)
    put({ view: shown.snapshot() })
  }

  async function freeze(): Promise<void> {
    const stillId = makeId()
    const frozen = await view?.freeze(stillId)
    if (frozen === undefined) return put({ hint: SHOWS_NOTHING })
    const { width, height, jpeg, camera } = frozen
    const still: Still = {
      id: stillId,
      author: self.id,
      at: now(),
      width,
      height,
      ...(camera && {
        camera: {
          spaceId: camera.spaceId,
          frame: camera.frame,
          pose: camera.camera.pose,
          projection: camera.camera.projection,
        },
      }),
    }
    void shared.commit({ kind: 'still.put', still })
    await shared.shareStill(stillId, jpeg)
    await store.write({ kind: 'still', record: { ...still, sessionId } })
    // In the world ladder the marks stand in the technician's room: their picture stays live.
    if (camera === undefined) call.send({ type: 'still.show', stillId })
    tell('still-taken')
  }

  function unfreeze(): void {
    view?.unfreeze()
    call.send({ type: 'still.show' })
  }

  const gestures = createGestures({
    call,
    shared,
    scene,
    selfId: self.id,
    now,
    makeId,
    tell,
    put,
    inWorld,
    freeze,
    state: state.snapshot,
    view: () => view,
  })

  /** A model that cannot be shown stands as a hatched box; this says why, where the expert looks. */
  let failed = models.failures.snapshot()
  function followModels(): void {
    const before = failed
    failed = models.failures.snapshot()
    for (const [modelId, { sentence }] of failed)
      if (before.get(modelId)?.sentence !== sentence) put({ hint: sentence })
  }

  const offs = [
    models.failures.subscribe(followModels),
    call.subscribe(follow),
    shared.onStillArrived(() => view?.stillArrived()),
    call.onPoses((samples, from) => {
      if (from.peerId === state.snapshot().technician?.peerId) view?.addPoses(samples)
    }),
    call.onPeerOpen((peer) => {
      const frozen = view?.snapshot()
      if (frozen?.stillId !== undefined && !inWorld())
        call.send({ type: 'still.show', stillId: frozen.stillId }, peer.peerId)
    }),
  ]
  follow()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    models,
    selection,
    stills,
    asks,
    steps,
    attach,
    attachCorner: () => undefined,
    pick: (tool) => put({ tool, placing: undefined, hint: undefined }),
    paint: (colour) => put({ colour }),
    write: (text) => put({ text }),
    measureIn(units) {
      keepUnits(units)
      put({ units })
    },
    prepareStep: (change) => put({ nextStep: { ...state.snapshot().nextStep, ...change } }),
    choose: (placing) =>
      put({ placing, hint: placing !== undefined && !inWorld() ? MODELS_NEED_AR : undefined }),
    ...gestures,
    freeze,
    unfreeze,
    clearMine: () => void shared.commit({ kind: 'clear', of: self.id }),
    clearAll: () => void shared.commit({ kind: 'clear' }),
    picture() {
      const shown = view?.snapshot()
      if (view === undefined || shown === undefined || shown.mode === 'empty') return undefined
      const told = state.snapshot().technician?.capability?.picture
      const size = told !== undefined && told.width > 0 ? told : shown.picture
      return { canvas: view.canvas, size }
    },
    keepDrawing(keep) {
      keeping = keep
      view?.keepDrawing(keep)
    },
    close() {
      for (const off of offs) off()
      attach(undefined)
      for (const part of [selection, stills, asks, steps, scene]) part.close()
      models.dispose()
    },
  }
}
