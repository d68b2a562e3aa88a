import type { Readable } from '#domain/engine.ts'
import type { Camera, Pose } from '#domain/geometry.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import type { OcclusionDepth } from '../marks/occlusion-depth.ts'
import { createRequestHandler, type RequestHandler } from '../resolve/request-handler.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import { type AnchorBook, createAnchorBook } from './anchor-book.ts'
import { createDepthHistory } from './depth-history.ts'
import { createDepthOcclusion } from './depth-occlusion.ts'
import { createHands, type HandsDeps } from './hands.ts'
import { createHitCaster } from './hit-caster.ts'
import { createOwnHand, type OwnHand } from './own-hand.ts'
import type { OwnSide } from './own-side.ts'
import { createPlaneReader } from './plane-reader.ts'
import { createPointers, type Pointers } from './pointers.ts'
import { createPreview } from './preview.ts'
import { poseOf } from './rigid.ts'
import { cameraOf } from './view-camera.ts'
import { createXrSurfaceFinder } from './xr-surface-finder.ts'

/** Frames that left within this time say that frames are being sent, in milliseconds. */
const SENDING_MS = 500

export interface ArWorldDeps extends OwnSide {
  readonly sizeOf: HandsDeps['sizeOf']
  readonly session: XRSession
  readonly space: () => XRReferenceSpace | undefined
  readonly ring: PoseRing
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  readonly now: Now
  readonly makeId: MakeId
  readonly performanceNow: () => number
  readonly spaceId: () => Id | undefined
  /** Spaces that belong to other devices, where they are still lived in. */
  readonly elsewhere: Readable<ReadonlySet<Id>>
  /** Shows an author's laser pointer on a surface, or takes it away. */
  readonly showPointer: (author: Id, at: Pose | undefined, colour: MarkColour) => void
  /** What hides marks, as the device measured it. */
  readonly showOcclusion: (depth: OcclusionDepth | undefined) => void
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
  /** Something stands in an earlier space of the log and has no place in this one; as of the last `takeScene`. */
  readonly needsJoin: boolean
  /** The camera of the present frame; undefined while tracking is lost. */
  camera(): Camera | undefined
  /** Inside an AR frame callback. `wasSent`: this frame left with a picture, so that its depth is worth keeping. */
  follow(frame: XRFrame, space: XRReferenceSpace, view: XRView, wasSent: boolean, time: number): void
  /** Inside an AR frame callback without a pose. */
  blink(): void
  /** The scene changed, or something in it moved with its anchor or a hand: what is to be drawn. Undefined when nothing changed. */
  takeScene(): SceneState | undefined
  /** The space's origin jumped and has a new id. */
  reset(event: XRReferenceSpaceEvent, spaceId: Id): void
  close(): void
}

export function createArWorld(deps: ArWorldDeps): ArWorld {
  const { session, scene, spaceId, ring, author, holderOf, tellGrab, elsewhere } = deps
  const features = new Set(session.enabledFeatures ?? [])
  const hasDepth = features.has('depth-sensing') && session.depthUsage !== 'gpu-optimized'
  const hasHitTest = features.has('hit-test')
  const canFindSurfaces = hasDepth || hasHitTest || features.has('plane-detection')
  // Asking a session without depth for its format throws.
  const depthFormat = hasDepth ? session.depthDataFormat : undefined

  let sceneChanged = true
  const change = (): void => {
    sceneChanged = true
  }
  const offs = [scene.subscribe(change), elsewhere.subscribe(change)]

  const anchors: AnchorBook = createAnchorBook(features.has('anchors'), deps.commit)
  const depth = createDepthHistory(depthFormat)
  const occlusion = createDepthOcclusion(depthFormat, deps.showOcclusion)
  const caster = createHitCaster(session, deps.space, (result, pose) => anchors.offer(result, pose))
  if (!hasHitTest) caster.close()
  const planes = createPlaneReader()
  const finder = createXrSurfaceFinder({ ring, depth, caster, planes, scene, spaceId })
  const preview = createPreview(() => scene.snapshot(), change)
  /** What the own hand holds: until the others know, and where nobody tells. */
  const gripped = new Set<Id>()
  const handler = createRequestHandler({
    ...deps,
    finder,
    // The last grab holds: who is known to hold it, else the own hand.
    mayMove: (id, by) => (holderOf(id) ?? (gripped.has(id) ? author : by)) === by,
    onMove: preview.place,
  })
  const pointers = createPointers(finder, handler.aimAt, deps.showPointer)
  let view: XRView | undefined
  const camera = (): Camera | undefined => view && cameraOf(view)
  let shown = scene.snapshot()
  const workOf = createHands({
    ...deps,
    finder,
    handler,
    pointers,
    preview,
    canFindSurfaces,
    shown: () => shown,
    tellGrab(id, isHeld) {
      if (isHeld) gripped.add(id)
      else gripped.delete(id)
      tellGrab(id, isHeld)
    },
  })
  const hand = createOwnHand({ ...deps, camera, workOf })
  let needsJoin = false
  let synced: SceneState | undefined
  let isNewSpace = false
  let sentAt = Number.NEGATIVE_INFINITY

  const copyDepth = (frame: XRFrame, of: XRView, time: number): void => {
    // Of frames that were sent, while any are: a click then often finds the depth of the very frame that was seen.
    const isSending = time - sentAt < SENDING_MS
    if (!hasDepth || (isSending && sentAt !== time) || !depth.isDue(time)) return
    const information = frame.getDepthInformation(of)
    // Granted depth still comes and goes: there is none until the phone was moved a little, nor while tracking is poor.
    if (!information) return
    const eye = cameraOf(of)
    depth.keep(information, eye, time)
    occlusion.measured(information, eye, time)
  }

  const hasEarlier = ({ marks, placements }: SceneState): boolean => {
    const current = spaceId()
    const others = elsewhere.snapshot()
    const isEarlier = (space: Id): boolean => space !== current && !others.has(space)
    for (const mark of marks.values()) if (mark.on === 'space' && isEarlier(mark.spaceId)) return true
    for (const placed of placements.values()) if (isEarlier(placed.spaceId)) return true
    return false
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
    get needsJoin() {
      return needsJoin
    },
    camera,
    follow(frame, space, next, wasSent, time) {
      view = next
      if (wasSent) sentAt = time
      copyDepth(frame, next, time)
      occlusion.tick(time)
      caster.read(frame, space)
      if (features.has('plane-detection')) planes.read(frame, space, time)
      if (anchors.follow(frame, space, time)) change()
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
      const now = scene.snapshot()
      // A drag shows something else every frame while the scene stays: only what is new in it is looked at.
      if (now !== synced || isNewSpace) anchors.sync(now, spaceId())
      synced = now
      isNewSpace = false
      shown = preview.over(anchors.shown(now))
      // What waits for its anchor to be seen again is about to be placed without anybody's help.
      needsJoin = !anchors.isCarrying && hasEarlier(now)
      return shown
    },
    reset({ transform }, next) {
      handler.clear()
      pointers.clear()
      depth.clear()
      occlusion.clear()
      planes.clear()
      preview.join(undefined)
      anchors.carryOver(next, transform && poseOf(transform))
      isNewSpace = true
      change()
    },
    close() {
      for (const off of offs) off()
      hand.close()
      handler.clear()
      pointers.clear()
      caster.close()
      anchors.close()
      occlusion.dispose()
    },
  }
}
