import type { Readable } from '#domain/engine.ts'
import type { Camera, Pose } from '#domain/geometry.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { createRequestHandler, type RequestHandler } from '../resolve/request-handler.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { OwnHand as Hand, Tracker } from '../tracker/tracker.ts'
import { type AnchorBook, createAnchorBook } from './anchor-book.ts'
import { createDepthHistory } from './depth-history.ts'
import { createDrawingHand } from './drawing-hand.ts'
import { createHitCaster } from './hit-caster.ts'
import type { HandWork } from './hand-work.ts'
import { createOwnHand, type OwnHand } from './own-hand.ts'
import { createPlacingHand } from './placing-hand.ts'
import { createPointingHand } from './pointing-hand.ts'
import { createPlaneReader } from './plane-reader.ts'
import { createPointers, type Pointers } from './pointers.ts'
import { poseOf } from './rigid.ts'
import { cameraOf } from './view-camera.ts'
import { createXrSurfaceFinder } from './xr-surface-finder.ts'

export interface ArWorldDeps {
  readonly session: XRSession
  readonly space: () => XRReferenceSpace | undefined
  readonly ring: PoseRing
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  readonly now: Now
  readonly makeId: MakeId
  readonly performanceNow: () => number
  readonly author: Id
  readonly spaceId: () => Id | undefined
  /** Shows an author's laser pointer on a surface, or takes it away. */
  readonly showPointer: (author: Id, at: Pose | undefined, colour: MarkColour) => void
  /** The technician's own laser pointer, as it is told to the others. */
  readonly tellPoint: Parameters<Tracker['onPoint']>[0]
}

/** The world as one session senses it, and what is placed in it. */
export interface ArWorld {
  /** What this device answers about surfaces. */
  readonly finder: SurfaceFinder
  readonly handler: RequestHandler
  readonly pointers: Pointers
  readonly hand: OwnHand
  /** A surface was found by depth or as a plane, or this device has no sense for surfaces at all. */
  readonly hasSurface: boolean
  /** Whether this device can find surfaces. */
  readonly canFindSurfaces: boolean
  /** The camera of the present frame; undefined while tracking is lost. */
  camera(): Camera | undefined
  /** Inside an AR frame callback. `wasSent`: this frame left with a picture, so that its depth is worth keeping. */
  follow(frame: XRFrame, space: XRReferenceSpace, view: XRView, wasSent: boolean, time: number): void
  /** Inside an AR frame callback without a pose. */
  blink(): void
  /** The scene changed, or something in it moved with its anchor: what is to be drawn. Undefined when nothing changed. */
  takeScene(): SceneState | undefined
  /** The space's origin jumped and has a new id. */
  reset(event: XRReferenceSpaceEvent, spaceId: Id): void
  close(): void
}

export function createArWorld(deps: ArWorldDeps): ArWorld {
  const { session, scene, spaceId, ring } = deps
  const features = new Set(session.enabledFeatures ?? [])
  const hasDepth = features.has('depth-sensing') && session.depthUsage !== 'gpu-optimized'
  const hasHitTest = features.has('hit-test')
  const canFindSurfaces = hasDepth || hasHitTest || features.has('plane-detection')

  const anchors: AnchorBook = createAnchorBook(features.has('anchors'), deps.commit)
  // Asking a session without depth for its format throws.
  const depth = createDepthHistory(hasDepth ? session.depthDataFormat : undefined)
  const caster = createHitCaster(session, deps.space, (result, pose) => anchors.offer(result, pose))
  if (!hasHitTest) caster.close()
  const planes = createPlaneReader()
  const finder = createXrSurfaceFinder({ ring, depth, caster, planes, scene, spaceId })
  const handler = createRequestHandler({ ...deps, finder, mayMove: () => true })
  const pointers = createPointers(finder, handler.aimAt, deps.showPointer)
  let view: XRView | undefined
  const camera = (): Camera | undefined => view && cameraOf(view)
  const workOf = (taken: Hand): HandWork => {
    switch (taken.kind) {
      case 'draw':
        return createDrawingHand(taken, { ...deps, handler })
      case 'pointer':
        return createPointingHand(taken.colour, { ...deps, pointers })
      case 'place':
        return createPlacingHand(taken.modelId, { ...deps, handler })
      case 'select':
      case 'join':
        return {
          begin: () => undefined,
          follow: () => undefined,
          end: () => undefined,
          close: () => undefined,
        }
    }
  }
  const hand = createOwnHand({ ...deps, camera, workOf })

  let isSending = false
  let sceneChanged = true
  const off = scene.subscribe(() => {
    sceneChanged = true
  })

  const copyDepth = (frame: XRFrame, of: XRView, wasSent: boolean, time: number): void => {
    // Of frames that were sent, while any are: a click then often finds the depth of the very frame that was seen.
    if (!hasDepth || (!wasSent && isSending) || !depth.isDue(time)) return
    const information = frame.getDepthInformation(of)
    if (information) depth.keep(information, cameraOf(of), time)
  }

  return {
    finder,
    handler,
    pointers,
    hand,
    canFindSurfaces,
    get hasSurface() {
      return !canFindSurfaces || depth.newest() !== undefined || planes.planes().length > 0
    },
    camera,
    follow(frame, space, next, wasSent, time) {
      view = next
      isSending ||= wasSent
      copyDepth(frame, next, wasSent, time)
      caster.read(frame, space)
      if (features.has('plane-detection')) planes.read(frame, space, time)
      if (anchors.follow(frame, space, time)) sceneChanged = true
      hand.follow(frame, space)
      handler.tick()
    },
    blink() {
      view = undefined
      handler.tick()
    },
    takeScene() {
      if (!sceneChanged) return undefined
      sceneChanged = false
      anchors.sync(scene.snapshot(), spaceId())
      return anchors.shown(scene.snapshot())
    },
    reset({ transform }, next) {
      handler.clear()
      pointers.clear()
      depth.clear()
      planes.clear()
      anchors.carryOver(next, transform && poseOf(transform))
      sceneChanged = true
    },
    close() {
      off()
      hand.close()
      handler.clear()
      pointers.clear()
      caster.close()
      anchors.close()
    },
  }
}
