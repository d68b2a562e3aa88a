import { createValue, type Readable } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { type Outcome, type Problem, succeed } from '#domain/problem.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { createSceneLayer } from '../marks/create-scene-layer.ts'
import type { SceneLayer } from '../marks/scene-layer.ts'
import { createModelLibrary } from '../models/create-model-library.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import { createPoseRing } from '../ring/pose-ring.ts'
import type { OwnHand, Tracker, TrackerState } from '../tracker/tracker.ts'
import { type ArSession, createArSession } from './ar-session.ts'
import { createArStage } from './ar-stage.tsx'
import { createCameraSentinel } from './camera-sentinel.ts'
import { guardAgainstChromeCrash, thisBrowser } from './chrome-crash.ts'
import { hintFor } from './hints.ts'
import { createOwnSide } from './own-side.ts'
import { sessionInit } from './session-init.ts'
import { NO_OVERLAY, silentProblem, startProblem } from './start-problems.ts'

/** How long the first frame with a pose may take; ARCore looks around for a second or two first. */
const FIRST_FRAME_MS = 15_000

export interface WebXrTrackerDeps {
  /** The app's own elements that stay visible over AR; the one root of the session's DOM overlay. */
  readonly overlay: HTMLElement
  /** Where the canvas lives; sized by the app, out of sight while AR runs on a phone. */
  readonly host: HTMLElement
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  /** Takes one packet of pose-track.ts per outgoing frame. */
  readonly sendPoses: (packet: ArrayBuffer) => void
  readonly now: Now
  readonly makeId: MakeId
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  /** The technician's participant id. */
  readonly author: Id
  /**
   * The gallery's models, when the caller keeps them over several runs: what was loaded once is there at once. Else each run has, and gives
   * back, its own.
   */
  readonly models?: ModelLibrary
  /** Spaces of other devices that live in them now: what stands there is not asked to be joined here. None unless told. */
  readonly elsewhere?: Readable<ReadonlySet<Id>>
  /** How marks and models are drawn; the product's own way unless told otherwise. */
  readonly createSceneLayer?: (models: ModelLibrary) => SceneLayer
}

const OFF: TrackerState = {
  status: 'off',
  ladder: 'world',
  tracking: 'none',
  trackingReason: undefined,
  saving: undefined,
  spaceId: undefined,
  needsJoin: false,
  features: [],
  picture: { width: 0, height: 0, stripRows: 0 },
  selectedId: undefined,
  modelFailures: new Map(),
  hint: undefined,
}

function sentencesOf(failures: ReadonlyMap<string, Problem>): ReadonlyMap<string, string> {
  return new Map([...failures].map(([modelId, { sentence }]) => [modelId, sentence]))
}

interface Running {
  readonly session: XRSession
  readonly ar: ArSession
  readonly models: ModelLibrary
  readonly cameraCrashed: boolean
  readonly release: () => void
}

/** Frames leave at most at this rate, per millisecond: ids that begin at the clock's own are above all ids of earlier runs in this page. */
const MOST_FRAMES_PER_MS = 0.03

/**
 * The world ladder: WebXR `immersive-ar` on a phone. The page must hold no camera track when it starts: the phone has one camera.
 * Frame ids go on counting from start to start, so that a late click on an earlier run is never taken for this one.
 */
export function createWebXrTracker(deps: WebXrTrackerDeps): Tracker {
  const state = createValue<TrackerState>(OFF)
  const ring = createPoseRing()
  const side = createOwnSide(deps.author, deps.scene)
  const sentinel = createCameraSentinel(() => localStorage)
  const makeLayer = deps.createSceneLayer ?? ((models: ModelLibrary) => createSceneLayer({ models }))
  let frames = Math.ceil(deps.performanceNow() * MOST_FRAMES_PER_MS)
  let running: Running | undefined
  let entering: Promise<Running> | undefined
  let hand: OwnHand | undefined
  let isWatched = true

  const publish = (): void => {
    if (running === undefined) return
    const { session, ar, models, cameraCrashed } = running
    const features = session.enabledFeatures ?? []
    state.set({
      ...state.snapshot(),
      status: 'running',
      ladder: 'world',
      tracking: ar.tracking,
      trackingReason: ar.trackingReason,
      saving: ar.saving,
      spaceId: ar.spaceId,
      needsJoin: ar.needsJoin,
      modelFailures: sentencesOf(models.failures.snapshot()),
      features: features.slice(0, 20),
      picture: ar.picture,
      hint: hintFor({
        cameraCrashed,
        hasCameraAccess: features.includes('camera-access'),
        hasPicture: ar.hasPicture,
        canFindSurfaces: ar.world.canFindSurfaces,
      }),
    })
  }

  side.selected.subscribe(() => {
    state.set({ ...state.snapshot(), selectedId: side.selected.snapshot() })
  })

  /** After the session's end, whoever ended it: the app, the back gesture, the system. */
  const release = (): void => {
    const before = running
    if (before === undefined) return
    running = undefined
    before.release()
    ring.clear()
    side.select(undefined)
    state.set(OFF)
  }

  const enter = async (): Promise<Running> => {
    guardAgainstChromeCrash(thisBrowser())
    const cameraCrashed = !sentinel.mayUseCamera()
    let ar: ArSession | undefined
    let session: XRSession | undefined
    const stage = createArStage(deps.host, sessionInit(deps.overlay, !cameraCrashed), (frame) =>
      ar?.onFrame(frame),
    )
    const onPageLeft = (): void => sentinel.disarm()
    if (!cameraCrashed) sentinel.arm()
    globalThis.addEventListener('pagehide', onPageLeft)
    const letGo = (): void => {
      globalThis.removeEventListener('pagehide', onPageLeft)
      sentinel.disarm()
      stage.dispose()
    }
    try {
      const given = await stage.enter()
      session = given
      // Asked for as a wish, since only so the refusal has its own reason: AR without a single button, Stop among them, is a trap.
      if (!given.domOverlayState) throw new DOMException('No DOM overlay was given', NO_OVERLAY)
      const models = deps.models ?? createModelLibrary()
      const layer = makeLayer(models)
      const offFailures = models.failures.subscribe(publish)
      const made = createArSession({
        ...deps,
        ...side,
        session: given,
        layer,
        ring,
        renderer: stage.renderer,
        stage: stage.scene,
        nextFrame: () => frames++,
        elsewhere: deps.elsewhere ?? createValue<ReadonlySet<Id>>(new Set()),
        sizeOf: (modelId) => models.facts(modelId).snapshot()?.size,
        onChange: publish,
        onCameraProven: () => sentinel.disarm(),
      })
      ar = made
      made.setWatched(isWatched)
      made.world.hand.take(hand)
      given.addEventListener('end', release)
      const leave = (): void => {
        given.removeEventListener('end', release)
        ar = undefined
        offFailures()
        made.close()
        layer.dispose()
        if (deps.models === undefined) models.dispose()
        letGo()
      }
      return { session: given, ar: made, models, cameraCrashed, release: leave }
    } catch (error) {
      await session?.end().catch(() => undefined)
      letGo()
      throw error
    }
  }

  const stop = async (): Promise<void> => {
    // A session that is just being asked for is waited for, else it would run on with nobody to end it.
    await entering?.catch(() => undefined)
    try {
      await running?.session.end()
    } catch {
      // It had ended already, and told so or not: everything is let go all the same.
    }
    release()
  }

  const start = async (): Promise<Outcome<void>> => {
    if (state.snapshot().status !== 'off') return succeed(undefined)
    state.set({ ...OFF, status: 'starting', tracking: 'starting' })
    let entered: Running
    try {
      entering = enter()
      entered = await entering
      running = entered
    } catch (error) {
      state.set(OFF)
      return startProblem(error)
    } finally {
      entering = undefined
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), FIRST_FRAME_MS)
      entered.session.addEventListener('end', () => resolve(false))
    })
    const isDrawn = await Promise.race([entered.ar.firstFrame.then(() => true), late])
    clearTimeout(timer)
    if (isDrawn && running === entered) {
      publish()
      return succeed(undefined)
    }
    await stop()
    return silentProblem()
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    start,
    stop,
    get track() {
      return running?.ar.track
    },
    takeStill: async () => running?.ar.shoot(),
    handle(request, author) {
      running?.ar.world.handler.handle(request, author)
    },
    point(pointer, author) {
      running?.ar.world.pointers.point(pointer, author)
    },
    placeModel(modelId, at) {
      const world = running?.ar.world
      const camera = world?.camera()
      if (world === undefined || camera === undefined) return
      const wish = { placementId: deps.makeId(), author: deps.author, modelId }
      world.handler.place(wish, { camera, point: at ?? { u: 0.5, v: 0.5 }, frame: undefined })
    },
    take(next) {
      hand = next
      running?.ar.world.hand.take(next)
    },
    select: side.select,
    setUnits: side.setUnits,
    setHeld: side.setHeld,
    setWatched(next) {
      isWatched = next
      running?.ar.setWatched(next)
    },
    onGrab: side.onGrab,
    onPoint: side.onPoint,
    onCue: side.onCue,
    close() {
      side.close()
      void stop()
    },
  }
}
