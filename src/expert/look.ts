import { createLiveView } from '#ar/live-view/create-live-view.ts'
import type { LiveView, LiveViewState } from '#ar/live-view/live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { Call, RemotePeer } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { MarkColour, MarkTool } from '#domain/mark.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { Still } from '#domain/still.ts'
import type { LocalStore } from '#store/local-store.ts'
import { createDraftedScene } from './drafts.ts'
import { createGestures, type Gestures, MODELS_NEED_AR, SHOWS_NOTHING } from './gestures.ts'

export type ConsoleTool = 'pointer' | MarkTool

export interface LookState {
  readonly view: LiveViewState
  /** Whose picture is shown. */
  readonly technician: RemotePeer | undefined
  readonly tool: ConsoleTool
  readonly colour: MarkColour
  /** What the text tool writes. */
  readonly text: string
  /** The model that the next touch of the picture places. */
  readonly placing: { readonly modelId: string; readonly name: string } | undefined
  /** What a person should know about the last touch, as a sentence. */
  readonly hint: string | undefined
}

/** The technician's picture on the expert's screen, and everything that is done on it. */
export interface Look extends Engine<LookState>, Gestures {
  readonly models: ModelLibrary
  /** The screen gives the canvas once it is there; undefined when it goes. */
  attach(canvas: HTMLCanvasElement | undefined): void
  pick(tool: ConsoleTool): void
  paint(colour: MarkColour): void
  write(text: string): void
  choose(model: { readonly modelId: string; readonly name: string } | undefined): void
  freeze(): Promise<void>
  unfreeze(): void
  clear(): void
  /** The composed picture and the size that the technician's device sends, for the film. */
  picture():
    | {
        readonly canvas: HTMLCanvasElement
        readonly size: { readonly width: number; readonly height: number }
      }
    | undefined
  /** The picture is drawn on also while nobody looks at this tab. */
  keepDrawing(keep: boolean): void
}

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
    placing: undefined,
    hint: undefined,
  })
  const put = (change: Partial<LookState>): void => state.set({ ...state.snapshot(), ...change })
  let view: LiveView | undefined
  let offView: (() => void) | undefined
  let keeping = false
  const inWorld = (): boolean => state.snapshot().technician?.capability?.ladder === 'world'

  function follow(): void {
    const technician = newestTechnician(call.snapshot().peers)
    const before = state.snapshot().technician
    if (technician === before) return
    put({ technician })
    view?.setStream(technician?.stream)
    view?.setCapability(technician?.capability)
  }

  function attach(canvas: HTMLCanvasElement | undefined): void {
    offView?.()
    offView = undefined
    view?.close()
    view = undefined
    if (canvas === undefined) return put({ view: NO_PICTURE })
    const outcome = createLiveView({ canvas, models, scene, self: self.id, now, makeId })
    if (!outcome.ok) return put({ hint: outcome.problem.sentence })
    view = outcome.value
    const shown = view
    offView = shown.subscribe(() => {
      const next = shown.snapshot()
      const isUnanswered =
        next.unanswered !== undefined && next.unanswered !== state.snapshot().view.unanswered
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
    attach,
    pick: (tool) => put({ tool, placing: undefined, hint: undefined }),
    paint: (colour) => put({ colour }),
    write: (text) => put({ text }),
    choose: (placing) =>
      put({ placing, hint: placing !== undefined && !inWorld() ? MODELS_NEED_AR : undefined }),
    ...gestures,
    freeze,
    unfreeze,
    clear: () => void shared.commit({ kind: 'clear' }),
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
      scene.close()
      models.dispose()
    },
  }
}
