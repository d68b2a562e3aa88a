import type { Scene, WebGLRenderer } from 'three'
import type { Tracking } from '#domain/capability.ts'
import type { Readable } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import type { SceneLayer } from '../marks/scene-layer.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { Tracker } from '../tracker/tracker.ts'
import { createArStream } from './ar-stream.ts'
import { createArWorld, type ArWorld } from './ar-world.ts'
import { createReticle } from './reticle.ts'
import { createTrackingFollower } from './tracking.ts'

/** The camera picture is said to be missing when none came for this long, in milliseconds. */
const NO_PICTURE_MS = 4000
/** What is drawn lies between these, in metres: a phone is held close to a nameplate, and no room is longer. */
const NEAR = 0.02
const FAR = 100
/** Frames must have been sent for this long before a crash by the camera picture is ruled out. */
const PROVEN_MS = 3000

export interface ArSessionDeps {
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
  readonly author: Id
  readonly tellPoint: Parameters<Tracker['onPoint']>[0]
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
  readonly track: MediaStreamTrack | undefined
  readonly picture: { readonly width: number; readonly height: number; readonly stripRows: number }
  /** Whether the device gives a camera picture: it was granted, and it arrives. */
  readonly hasPicture: boolean
  /** Resolves once the first frame with a pose was drawn. */
  readonly firstFrame: Promise<void>
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
  })
  const stream = features.has('camera-access') ? createArStream({ ...deps, onChange }) : undefined
  const reticle = createReticle(session, features.has('hit-test'))
  stage.add(layer.object, reticle.object)
  Object.assign(xr.getCamera(), { near: NEAR, far: FAR })

  const tell = (next: Tracking): void => {
    if (next === tracking) return
    tracking = next
    onChange()
  }

  const onReset = (event: XRReferenceSpaceEvent): void => {
    spaceId = makeId()
    ring.clear()
    world.reset(event, spaceId)
    follower = createTrackingFollower()
    isSurfaceSeen = false
    tracking = 'starting'
    onChange()
  }
  const onVisibility = (): void => {
    // Frames stop while something else has the screen; what the device knows then is unknown.
    if (session.visibilityState === 'hidden') tell('lost')
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
    const isMissing = stream !== undefined && sentAt === undefined && time - startedAt > NO_PICTURE_MS
    if (isMissing !== pictureIsMissing) {
      pictureIsMissing = isMissing
      onChange()
    }
    return wasSent
  }

  const draw = (): void => {
    const scene = world.takeScene()
    if (scene) layer.sync(scene, { spaceId })
    const camera = xr.getCamera()
    xr.updateCamera(camera)
    const [view] = camera.cameras
    layer.update(view, view.viewport.w)
    renderer.render(stage, camera)
  }

  return {
    world,
    get spaceId() {
      return spaceId
    },
    get tracking() {
      return tracking
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
    onFrame(frame) {
      const reference = space()
      if (reference === undefined) return
      const time = performanceNow()
      const pose = frame.getViewerPose(reference)
      const view = pose?.views[0]
      if (pose === undefined || view === undefined) {
        world.blink()
        tell(follower('none', isSurfaceSeen, time))
        return
      }
      const wasSent = send(view, time)
      world.follow(frame, reference, view, wasSent, time)
      const isOnSurface = reticle.follow(frame, reference)
      isSurfaceSeen ||= isOnSurface || world.hasSurface
      tell(follower(pose.emulatedPosition ? 'emulated' : 'exact', isSurfaceSeen, time))
      draw()
      isDrawn()
    },
    close() {
      listened?.removeEventListener('reset', onReset)
      session.removeEventListener('visibilitychange', onVisibility)
      world.close()
      stream?.close()
      stage.remove(layer.object, reticle.object)
      reticle.dispose()
    },
  }
}
