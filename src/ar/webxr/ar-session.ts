import type { Scene, WebGLRenderer } from 'three'
import type { Capability, Tracking, TrackingReason } from '#domain/capability.ts'
import type { Readable } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import type { SceneLayer, SceneLayerView } from '../marks/scene-layer.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { SharpFrame } from '../tracker/tracker.ts'
import { createArStream } from './ar-stream.ts'
import { createArWorld, type ArWorld } from './ar-world.ts'
import { createCueFollower } from './cue-follower.ts'
import type { HandsDeps } from './hands.ts'
import { createLayerView } from './layer-view.ts'
import { createMotionMeter } from './motion-meter.ts'
import type { OwnSide } from './own-side.ts'
import { createReticle } from './reticle.ts'
import { createTrackingFollower, reasonFor } from './tracking.ts'

/** The camera picture is said to be missing when none came for this long, in milliseconds. */
const NO_PICTURE_MS = 4000
/** What is drawn lies between these, in metres: a phone is held close to a nameplate, and no room is longer. */
const NEAR = 0.02
const FAR = 100
/** Frames must have been sent for this long before a crash by the camera picture is ruled out. */
const PROVEN_MS = 3000
/** Tracking that is lost for longer than this may come back elsewhere: marks are hidden rather than shown in a wrong place, in milliseconds. */
const HIDE_AFTER_MS = 1000

export interface ArSessionDeps extends OwnSide {
  readonly session: XRSession
  readonly renderer: WebGLRenderer
  readonly stage: Scene
  readonly layer: SceneLayer
  readonly ring: PoseRing
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  readonly sendPoses: (packet: ArrayBuffer) => void
  readonly nextFrame: () => number
  readonly now: Now
  readonly makeId: MakeId
  readonly performanceNow: () => number
  readonly sizeOf: HandsDeps['sizeOf']
  readonly elsewhere: Readable<ReadonlySet<Id>>
  /** Something that the tracker's state tells has changed. */
  readonly onChange: () => void
  /** The camera picture has been read for a while and nothing broke. */
  readonly onCameraProven: () => void
}

/** One AR session from start to end. */
export interface ArSession {
  readonly world: ArWorld
  readonly spaceId: Id
  readonly tracking: Tracking
  readonly trackingReason: TrackingReason | undefined
  readonly saving: Capability['saving']
  readonly needsJoin: boolean
  readonly track: MediaStreamTrack | undefined
  readonly picture: { readonly width: number; readonly height: number; readonly stripRows: number }
  /** Whether the device gives a camera picture: it was granted, and it arrives. */
  readonly hasPicture: boolean
  /** Resolves once the first frame with a pose was drawn. */
  readonly firstFrame: Promise<void>
  /** Whether anybody watches or records the outgoing picture. */
  setWatched(isWatched: boolean): void
  /** The next frame's camera picture as a file; undefined when none comes, or the space became another meanwhile. */
  shoot(): Promise<SharpFrame | undefined>
  /** Every AR frame, inside its callback; draws the outgoing picture first and then the scene. */
  onFrame(frame: XRFrame): void
  close(): void
}

const NO_PICTURE = { width: 0, height: 0, stripRows: 0 }

/** @param deps.session whose renderer is already set up; its reference space exists */
export function createArSession(deps: ArSessionDeps): ArSession {
  const { session, renderer, stage, layer, ring, makeId, performanceNow, onChange } = deps
  const { xr } = renderer
  const features = new Set(session.enabledFeatures ?? [])
  const space = (): XRReferenceSpace | undefined => xr.getReferenceSpace() ?? undefined
  let spaceId = makeId()
  let tracking: Tracking = 'starting'
  let follower = createTrackingFollower()
  let startedAt: number | undefined
  let sentAt: number | undefined
  let isProven = false
  let pictureIsMissing = false
  let isSurfaceSeen = false
  let isDrawn: () => void = () => undefined
  const firstFrame = new Promise<void>((resolve) => {
    isDrawn = resolve
  })

  const world = createArWorld({
    ...deps,
    space,
    spaceId: () => spaceId,
    showPointer: (author, at, colour) => layer.setPointer(author, at, colour),
    showOcclusion: (depth) => layer.setOcclusion(depth),
  })
  const stream = features.has('camera-access') ? createArStream({ ...deps, onChange }) : undefined
  const reticle = createReticle(session, features.has('hit-test'))
  stage.add(layer.object, reticle.object)
  Object.assign(xr.getCamera(), { near: NEAR, far: FAR })

  const motion = createMotionMeter()
  const cues = createCueFollower(deps.author, deps.tellCue)
  let reason: TrackingReason | undefined
  let needsJoin = false
  let lostAt: number | undefined
  let isWatched = true

  /** One object with a look inside, so that asking every frame makes nothing. */
  const sights = {
    get metresPerSecond() {
      return motion.metresPerSecond
    },
    get degreesPerSecond() {
      return motion.degreesPerSecond
    },
    get brightness() {
      return stream?.brightness
    },
  }

  const tell = (next: Tracking): void => {
    const why = reasonFor(next, sights)
    // While it stays poor, the first reason found stays too: it is what happened before, and a phone held still in despair is not it.
    const nextReason = next === tracking && next !== 'starting' ? (reason ?? why) : why
    if (next === tracking && nextReason === reason) return
    tracking = next
    reason = nextReason
    onChange()
  }

  const onReset = (event: XRReferenceSpaceEvent): void => {
    spaceId = makeId()
    ring.clear()
    world.reset(event, spaceId)
    follower = createTrackingFollower()
    isSurfaceSeen = false
    tracking = 'starting'
    reason = undefined
    onChange()
  }
  const onVisibility = (): void => {
    // Frames stop while something else has the screen; what the device knows then is unknown.
    if (session.visibilityState !== 'hidden' || tracking === 'lost') return
    cues.rest()
    tracking = 'lost'
    reason = undefined
    onChange()
  }
  session.addEventListener('visibilitychange', onVisibility)
  const listened = space()
  listened?.addEventListener('reset', onReset)

  /** Sends this frame if it is due, and keeps watch over the camera picture. */
  const send = (view: XRView, time: number): boolean => {
    const viewport = xr.getCamera().cameras[0].viewport
    const wasSent = stream?.send(view, viewport.z, viewport.w, time) === true
    startedAt ??= time
    if (wasSent) {
      sentAt ??= time
      if (!isProven && time - sentAt > PROVEN_MS) {
        isProven = true
        deps.onCameraProven()
      }
    }
    // Nobody asked for a picture while nobody watched.
    if (!isWatched && sentAt === undefined) startedAt = time
    const isMissing = stream !== undefined && sentAt === undefined && time - startedAt > NO_PICTURE_MS
    if (isMissing !== pictureIsMissing) {
      pictureIsMissing = isMissing
      onChange()
    }
    return wasSent
  }

  const lookOf = createLayerView(deps)
  let view: SceneLayerView | undefined
  let shown: SceneState = deps.scene.snapshot()

  const draw = (): void => {
    const scene = world.takeScene()
    const next = lookOf(spaceId, tracking)
    if (scene || next !== view) {
      shown = scene ?? shown
      view = next
      layer.sync(shown, view)
      cues.look(shown, spaceId, deps.selected.snapshot())
      if (world.needsJoin !== needsJoin) {
        needsJoin = world.needsJoin
        onChange()
      }
    }
    const camera = xr.getCamera()
    xr.updateCamera(camera)
    const [eye] = camera.cameras
    layer.update(eye, eye.viewport.w)
    renderer.render(stage, camera)
  }

  /** Without a pose nothing is known to stand right: it goes dim with the tracking state, and is hidden when that lasts. */
  const drawLost = (time: number): void => {
    lostAt ??= time
    cues.rest()
    reticle.object.visible = false
    if (time - lostAt > HIDE_AFTER_MS) layer.object.visible = false
    // Before the first pose there is nothing to draw and no camera to draw it with.
    if (xr.getCamera().cameras.length > 0) draw()
  }

  return {
    world,
    get spaceId() {
      return spaceId
    },
    get tracking() {
      return tracking
    },
    get trackingReason() {
      return reason
    },
    get saving() {
      return stream?.saving
    },
    get needsJoin() {
      return needsJoin
    },
    get track() {
      return stream?.track
    },
    get picture() {
      return stream?.size ?? NO_PICTURE
    },
    get hasPicture() {
      return stream !== undefined && !pictureIsMissing
    },
    firstFrame,
    setWatched(next) {
      isWatched = next
      stream?.setWatched(next)
    },
    async shoot() {
      const asked = spaceId
      const shot = await stream?.shoot()
      return shot === undefined || spaceId !== asked ? undefined : { ...shot, spaceId }
    },
    onFrame(frame) {
      const reference = space()
      if (reference === undefined) return
      const time = performanceNow()
      const pose = frame.getViewerPose(reference)
      const eye = pose?.views[0]
      if (pose === undefined || eye === undefined) {
        world.blink()
        tell(follower('none', isSurfaceSeen, time))
        drawLost(time)
        return
      }
      const { position, orientation } = eye.transform
      lostAt = undefined
      layer.object.visible = true
      motion.follow(position, orientation, time)
      const wasSent = send(eye, time)
      world.follow(frame, reference, eye, wasSent, time)
      const isOnSurface = reticle.follow(frame, reference)
      isSurfaceSeen ||= isOnSurface || world.hasSurface
      tell(follower(pose.emulatedPosition ? 'emulated' : 'exact', isSurfaceSeen, time))
      draw()
      cues.follow(eye)
      isDrawn()
    },
    close() {
      listened?.removeEventListener('reset', onReset)
      session.removeEventListener('visibilitychange', onVisibility)
      cues.rest()
      world.close()
      stream?.close()
      stage.remove(layer.object, reticle.object)
      reticle.dispose()
    },
  }
}
