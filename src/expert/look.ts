import { createLiveView } from '#ar/live-view/create-live-view.ts'
import type { LiveView, LiveViewState } from '#ar/live-view/live-view.ts'
import { EMPTY_VIEW } from '#ar/live-view/view-state.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { Call, RemotePeer } from '#call/call.ts'
import { createHolds } from '#call/holds.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createSignal, createValue } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { formatLength } from '#domain/length-words.ts'
import type { Units } from '#domain/mark.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { LocalStore } from '#store/local-store.ts'
import { realTimers, type Timers } from '#store/timers.ts'
import { createAsks } from './asks.ts'
import { createDraftedScene } from './drafts.ts'
import { createGestures, SHOWS_NOTHING } from './gestures.ts'
import type { Look, LookState, NextStep } from './look-state.ts'
import { createSelection } from './selection.ts'
import { createSteps, LAST_NUMBER, nextNumber } from './steps.ts'
import { createStillAlbum } from './still-album.ts'
import { type Ground, groundOf, unavailableOn } from './unavailable.ts'
import { keepUnits, keptUnits } from './units.ts'

export interface LookDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly self: Participant
  readonly sessionId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind, detail?: string) => void
  readonly timers?: Timers
}

const NOT_ANSWERED = 'The phone did not answer, so that mark is gone. Mark it again.'

function newestTechnician(peers: readonly RemotePeer[]): RemotePeer | undefined {
  const seated = peers.filter((peer) => peer.seat === 'technician')
  return seated.findLast((peer) => peer.link === 'open') ?? seated.at(-1)
}

export function createLook(deps: LookDeps): Look {
  const { call, shared, store, self, sessionId, now, makeId, tell, timers = realTimers } = deps
  const models = createModelLibrary({ now })
  const scene = createDraftedScene(shared)
  const holds = createHolds({ call, self, now })
  const state = createValue<LookState>({
    view: EMPTY_VIEW,
    technician: undefined,
    tool: 'pointer',
    colour: 'red',
    text: '',
    units: keptUnits(),
    nextStep: freshStep(nextNumber(shared.snapshot().scene)),
    measuring: undefined,
    unavailable: unavailableOn('still', undefined),
    placing: undefined,
    goesOn: false,
    hint: undefined,
  })
  const put = (change: Partial<LookState>): void => state.set({ ...state.snapshot(), ...change })
  let view: LiveView | undefined
  let offView: (() => void) | undefined
  let corner: HTMLCanvasElement | undefined
  let keeping = false
  const drawn = createSignal()

  const technicianId = (): string | undefined => state.snapshot().technician?.peerId
  const isInRoom = (stillId: Id): boolean =>
    groundOf(state.snapshot().technician?.capability, stillId, shared.snapshot().scene) === 'space'
  const parts = { call, shared, store, models, holds, selfId: self.id, sessionId, now, makeId, tell }
  const seeing = { view: () => view, technicianId, isInRoom, aspect }
  const selection = createSelection({ ...parts, ...seeing, units: () => state.snapshot().units })
  const steps = createSteps(parts)
  const asks = createAsks({ ...parts, technician: () => state.snapshot().technician })
  const stills = createStillAlbum({ ...parts, ...seeing })
  const gestures = createGestures({
    ...parts,
    ...seeing,
    scene,
    selection,
    monotonic: () => performance.now(),
    put,
    state: state.snapshot,
    ground,
    stepPlaced: () =>
      put({ nextStep: freshStep(Math.min(LAST_NUMBER, state.snapshot().nextStep.number + 1)) }),
    freeze: () => freeze(true),
    unfreeze: stills.unfreeze,
    sticks: () => state.snapshot().technician?.capability?.features.includes('image-tracking') === true,
    timers,
  })

  /** Width over height of the picture: a circle is round on the screen, not in shares of width and height. */
  function aspect(): number {
    const { width, height } = state.snapshot().view.picture
    return height === 0 ? 1 : width / height
  }

  function ground(): Ground {
    const { technician } = state.snapshot()
    return groundOf(technician?.capability, view?.snapshot().stillId, shared.snapshot().scene)
  }

  /** Whose picture it is, or what kind of picture, may be another. */
  function follow(): void {
    const technician = newestTechnician(call.snapshot().peers)
    const before = state.snapshot().technician
    if (technician === before) return
    // What is measured in one run of AR has no end in another.
    if (technician?.capability?.spaceId !== before?.capability?.spaceId) gestures.finish()
    put({ technician })
    view?.setStream(technician?.stream)
    view?.setCapability(technician?.capability)
    asks.follow()
    followView()
  }

  /** What is on the screen has changed. */
  function followView(): void {
    const { view: before, units, technician, unavailable: was } = state.snapshot()
    const next = view?.snapshot() ?? EMPTY_VIEW
    const isUnanswered = next.unanswered !== undefined && next.unanswered !== before.unanswered
    const { measure } = next
    const unavailable = unavailableOn(ground(), technician?.capability)
    const isSame = next === before && unavailable === was
    if (!isSame)
      put({
        view: next,
        unavailable,
        measuring: measure && { points: measure.points, words: measureWords(measure, units) },
        ...(isUnanswered && { hint: NOT_ANSWERED }),
      })
    stills.follow()
    const isOther = next.stillId !== before.stillId || next.mode !== before.mode
    if (isOther || next.stills !== before.stills) selection.follow()
  }

  function attach(canvas: HTMLCanvasElement | undefined): void {
    offView?.()
    offView = undefined
    view?.close()
    view = undefined
    if (canvas === undefined) return followView()
    const stillPicture = stills.picture
    const outcome = createLiveView({ canvas, models, scene, self: self.id, now, makeId, stillPicture })
    if (!outcome.ok) return put({ hint: outcome.problem.sentence })
    view = outcome.value
    const offs = [view.subscribe(followView), view.onDrawn(() => drawn.emit())]
    offView = () => offs.forEach((off) => off())
    const { technician, placing, units } = state.snapshot()
    view.setStream(technician?.stream)
    view.setCapability(technician?.capability)
    view.keepDrawing(keeping)
    view.attachCorner(corner)
    view.setUnits(units)
    view.setGhost(placing?.modelId)
    followView()
    selection.follow()
  }

  async function freeze(isToDraw: boolean): Promise<void> {
    if (!(await stills.freeze(isToDraw))) put({ hint: SHOWS_NOTHING })
  }

  function choose(placing: LookState['placing']): void {
    gestures.finish()
    const why = placing && state.snapshot().unavailable.get('models')
    view?.setGhost(why === undefined ? placing?.modelId : undefined)
    put({ placing, hint: why })
  }

  /** A model that cannot be shown stands as a hatched box; this says why, where the expert looks. */
  let failed = models.failures.snapshot()
  function followModels(): void {
    const before = failed
    failed = models.failures.snapshot()
    for (const [modelId, { sentence }] of failed)
      if (before.get(modelId)?.sentence !== sentence) put({ hint: sentence })
  }

  let { marks } = shared.snapshot().scene
  /** Steps of others count too: two people never make the same number without wanting to. */
  function followSteps(): void {
    const { scene: shown } = shared.snapshot()
    if (shown.marks === marks) return
    marks = shown.marks
    const { nextStep } = state.snapshot()
    const next = nextNumber(shown)
    if (next > nextStep.number) put({ nextStep: { ...nextStep, number: next } })
  }

  const offs = [
    models.failures.subscribe(followModels),
    shared.subscribe(followSteps),
    call.subscribe(follow),
    call.onPoses((samples, from) => {
      if (from.peerId === technicianId()) view?.addPoses(samples)
    }),
    call.onMessage((message, from) => {
      if (message.type === 'pointer')
        view?.showPointerOf(from.participantId, {
          ...message.point,
          colour: message.colour,
          stillId: message.stillId,
        })
      else if (message.type === 'pointer.gone') view?.showPointerOf(from.participantId, undefined)
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
    attachCorner(canvas) {
      corner = canvas
      view?.attachCorner(canvas)
    },
    pick(tool) {
      gestures.up()
      gestures.finish()
      view?.setGhost(undefined)
      // Only the hand that selects shows what is selected: elsewhere Delete would take away what nobody thinks of.
      if (tool !== 'select') selection.select(undefined)
      // Who selects works on what stands there.
      else gestures.stay()
      put({ tool, placing: undefined, hint: undefined })
    },
    paint(colour) {
      put({ colour })
      if (state.snapshot().tool === 'select') selection.restyle({ colour })
    },
    write: (text) => put({ text }),
    measureIn(units) {
      keepUnits(units)
      view?.setUnits(units)
      put({ units })
      selection.follow()
    },
    prepareStep: (change) => put({ nextStep: { ...state.snapshot().nextStep, ...change } }),
    choose,
    down(clientX, clientY, held) {
      // The laser pointer leaves nothing that could stand in a wrong place on another picture.
      if (state.snapshot().tool !== 'pointer' || state.snapshot().placing !== undefined) stills.touch()
      gestures.down(clientX, clientY, held)
    },
    move: gestures.move,
    up: gestures.up,
    isDrawing: gestures.isDrawing,
    leave: gestures.leave,
    finish: gestures.finish,
    stay: gestures.stay,
    freeze: () => freeze(false),
    unfreeze: stills.unfreeze,
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
    onDrawn: (callback) => drawn.on(callback),
    edgeCueOf: (id) => view?.edgeCueOf(id),
    close() {
      for (const off of offs) off()
      gestures.close()
      attach(undefined)
      for (const part of [selection, stills, asks, steps, holds, scene]) part.close()
      models.dispose()
    },
  }
}

function freshStep(number: number): NextStep {
  return { number, text: '', stillId: undefined, modelId: undefined }
}

/** "42 cm", or "about 42 cm" until the technician's device has found every point. */
function measureWords(
  { points, metres, isGuess }: NonNullable<LiveViewState['measure']>,
  units: Units,
): string {
  if (points < 2) return ''
  return `${isGuess ? 'about ' : ''}${formatLength(metres, units)}`
}
