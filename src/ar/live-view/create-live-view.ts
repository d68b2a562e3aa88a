import { type Capability, isPlaceUnsure } from '#domain/capability.ts'
import { createSignal, createValue, type Readable } from '#domain/engine.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { type Outcome, succeed } from '#domain/problem.ts'
import type { SceneState } from '#domain/scene.ts'
import { later, type Schedule } from '../later.ts'
import { WHOLE_PICTURE } from '../compositor/compositor.ts'
import { createCompositor } from '../compositor/create-compositor.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import type { SceneLayerView } from '../marks/scene-layer.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import { createPoseRing, type PoseRing } from '../ring/pose-ring.ts'
import type { StripReader } from '../strip/strip-reader.ts'
import { createEdgeHelp } from './edge-help.ts'
import { createHand } from './hand.ts'
import { createIncoming } from './incoming.ts'
import type { LiveView, LiveViewState } from './live-view.ts'
import type { Seen } from './marking.ts'
import { canvasSize, cropOf, hasStrip, isInside, pictureSize, type Size } from './picture-shape.ts'
import { createPlaceWaits } from './place-waits.ts'
import { createPointers } from './pointers.ts'
import { createScreenPoints } from './screen-points.ts'
import { EMPTY_VIEW, isPlaying, sameView } from './view-state.ts'

export interface LiveViewOptions {
  readonly canvas: HTMLCanvasElement
  readonly models: ModelLibrary
  readonly scene: Readable<SceneState>
  /** The participant who draws here. */
  readonly self: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly ring?: PoseRing
  readonly stripReader?: StripReader
  readonly schedule?: Schedule
  /** The JPEG of a still, from this device's own memory. With it, marks of stills stick to what the live picture shows (camera ladder). */
  readonly stillPicture?: (stillId: Id) => Promise<Blob | undefined>
}

/** How often the numbers of the state are counted anew, in milliseconds. */
const COUNT_EVERY = 1000
const JPEG_QUALITY = 0.92

/** What is held instead of the newest frame. `seen`: of a frame that was frozen here; an earlier still's is found in the scene. */
interface Frozen {
  readonly stillId: Id
  readonly seen: Seen | undefined
}

/** Fails with a sentence where the browser cannot draw in 3D. */
export function createLiveView(options: LiveViewOptions): Outcome<LiveView> {
  const { canvas, scene, self, now, makeId } = options
  const made = createCompositor({ canvas, models: options.models, onArrival: invalidate })
  if (!made.ok) return made
  const compositor = made.value
  const ring = options.ring ?? createPoseRing()
  const schedule = options.schedule ?? later
  const drawn = createSignal<[]>()
  const state = createValue<LiveViewState>(EMPTY_VIEW)
  const incoming = createIncoming({
    scene,
    ring,
    stripReader: options.stripReader,
    stillPicture: options.stillPicture,
    now,
    capability: () => capability,
    isFrozen: () => frozen !== undefined,
    placeStills: (seen) => compositor.placeStills((seenStills = seen)),
    onFrame: show,
    onStills: (stills) => put({ stills }),
  })
  const { held, pose, meter } = incoming
  const screen = createScreenPoints(canvas)
  const waits = createPlaceWaits(() => seenNow() !== undefined, schedule)
  const pointers = createPointers({ compositor, scene: scene.snapshot, schedule, now, invalidate })
  const hand = createHand({
    self,
    now,
    makeId,
    schedule,
    scene: scene.snapshot,
    pointAt,
    clientPointAt: screen.clientAt,
    seen: seenNow,
    // A still without a camera stands in no space, and so does a picture whose frames have no id.
    frame: () => (frozen === undefined ? (hasStrip(capability) ? pose.frame : undefined) : seenNow()?.frame),
    stillId: () => frozen?.stillId,
    seenStills: () => (frozen === undefined ? seenStills : []),
    sizeOf: (modelId) => options.models.facts(modelId).snapshot()?.size,
    aspect,
    onChange: invalidate,
    onUnanswered: (markId) => put({ unanswered: { markId, at: now() } }),
  })

  let capability: Capability | undefined
  let frozen: Frozen | undefined
  /** Where stills are in the live picture. */
  let seenStills: readonly SeenMarks[] = []
  let view: SceneLayerView = { spaceId: undefined }
  let pending = 0
  let closed = false
  let cancelCount = schedule(COUNT_EVERY, count)

  const offScene = scene.subscribe(() => {
    hand.settle(scene.snapshot())
    invalidate()
  })

  function put(change: Partial<LiveViewState>): void {
    const before = state.snapshot()
    const next = { ...before, ...change }
    if (!sameView(before, next)) state.set(next)
  }

  function count(): void {
    put(meter.read(now()))
    if (!closed) cancelCount = schedule(COUNT_EVERY, count)
  }

  /** What is on the screen is no longer what there is to show. */
  function invalidate(): void {
    if (pending !== 0 || closed) return
    pending = requestAnimationFrame(draw)
  }

  /** Puts the held frame on the screen. */
  function show(): void {
    const frame = held.frame
    if (frame === undefined) return
    resize(pictureSize(held.size, capability))
    compositor.setPicture(frame, cropOf(held.size, capability))
    if (state.snapshot().mode !== 'live') put({ mode: 'live', stillId: undefined })
    draw()
  }

  function resize(picture: Size): void {
    const { width, height } = canvasSize(picture)
    compositor.setSize(width, height)
    put({ picture })
  }

  /** The space, frame and camera of what is on the screen. */
  function seenNow(): Seen | undefined {
    // A run of AR that was joined with a later one took its stills along: the scene knows better where the frame was seen from.
    if (frozen !== undefined) return stillSeen(frozen.stillId) ?? frozen.seen
    const { sample } = pose
    const spaceId = capability?.spaceId
    if (sample === undefined || spaceId === undefined || !hasStrip(capability)) return undefined
    return { spaceId, frame: sample.frame, camera: sample.camera }
  }

  function stillSeen(stillId: Id): Seen | undefined {
    const camera = scene.snapshot().stills.get(stillId)?.camera
    return camera && { spaceId: camera.spaceId, frame: camera.frame, camera }
  }

  function seenAt(frame: number): Seen | undefined {
    const sample = ring.get(frame)
    const spaceId = capability?.spaceId
    return sample && spaceId ? { spaceId, frame: sample.frame, camera: sample.camera } : undefined
  }

  function draw(): void {
    cancelAnimationFrame(pending)
    pending = 0
    const seen = seenNow()
    if (seen !== undefined && view.spaceId !== seen.spaceId) view = { ...view, spaceId: seen.spaceId }
    // A frame that is held was seen from where it was seen, however lost the phone is by now.
    const dimmed = frozen === undefined && isPlaceUnsure(capability)
    if ((view.dimmed === true) !== dimmed) view = { ...view, dimmed }
    hand.follow()
    compositor.sync(hand.over(scene.snapshot()), view, frozen?.stillId)
    compositor.draw(seen?.camera)
    if (hand.measure ?? state.snapshot().measure) put({ measure: hand.measure })
    drawn.emit()
    waits.settle()
    // Where no frames come by themselves, what fades or plays still needs them.
    if (pointers.isFading || (frozen !== undefined && isPlaying(scene.snapshot(), view.spaceId))) invalidate()
  }

  function pointAt(clientX: number, clientY: number): ImagePoint | undefined {
    return state.snapshot().mode === 'empty' ? undefined : screen.imageAt(clientX, clientY)
  }

  function aspect(): number {
    const { width, height } = state.snapshot().picture
    return height === 0 ? 1 : width / height
  }

  /** The frame that a touch belongs to; 0 where frames have no id. */
  function frameNow(): number | undefined {
    if (frozen !== undefined) return seenNow()?.frame ?? 0
    return hasStrip(capability) ? pose.frame : 0
  }

  function freezeAs(next: Frozen, picture: HTMLCanvasElement | ImageBitmap): void {
    frozen = next
    resize({ width: picture.width, height: picture.height })
    compositor.setPicture(picture, WHOLE_PICTURE)
    put({ mode: 'frozen', stillId: next.stillId })
    draw()
  }

  return succeed({
    canvas,
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    setStream(stream) {
      incoming.setStream(stream)
      if (stream !== undefined || frozen !== undefined) return
      compositor.clearPicture()
      put({ mode: 'empty', picture: { width: 0, height: 0 } })
      draw()
    },
    setCapability(next) {
      const isOtherSpace = next?.spaceId !== capability?.spaceId
      capability = next
      invalidate()
      if (!isOtherSpace) return
      // Poses do not say their space: what is known of the old one must not be drawn as the new one's.
      ring.clear()
      pose.clear()
      hand.clear()
    },
    addPoses(samples) {
      for (const sample of samples) ring.push(sample)
      if (pose.refresh(now()) && frozen === undefined) invalidate()
    },
    ...hand.commands,
    whenPlaced(clientX, clientY, done) {
      const point = pointAt(clientX, clientY)
      const isUnplaced = frozen === undefined && hasStrip(capability) && seenNow() === undefined
      return isUnplaced && point !== undefined && isInside(point) ? waits.wait(done) : undefined
    },
    highlight(selected, held) {
      view = { ...view, selected, held }
      invalidate()
    },
    setUnits(units) {
      view = { ...view, units }
      invalidate()
    },
    seenPoint(clientX, clientY) {
      const point = pointAt(clientX, clientY)
      const frame = frameNow()
      return point !== undefined && isInside(point) && frame !== undefined ? { ...point, frame } : undefined
    },
    showPointer(at) {
      const point = at && pointAt(at.clientX, at.clientY)
      if (at === undefined || point === undefined) pointers.hide(self)
      else pointers.show(self, point, seenNow(), at.colour)
    },
    showPointerOf(author, at) {
      const seen = at && (at.stillId === undefined ? seenAt(at.frame) : stillSeen(at.stillId))
      // Another picture than the one that is held here is not what the other points at, unless it is the room itself.
      const isHere =
        seen === undefined
          ? at?.stillId === frozen?.stillId && (frozen !== undefined || !hasStrip(capability))
          : seen.spaceId === (seenNow()?.spaceId ?? capability?.spaceId)
      if (at === undefined || !isHere) pointers.hide(author)
      else pointers.showFor(author, at, seen, at.colour)
    },
    edgeCueOf: createEdgeHelp({ scene: scene.snapshot, seen: seenNow, clientAt: screen.clientAt }),
    attachCorner: incoming.attachCorner,
    async freeze(stillId) {
      const picture = frozen === undefined ? held.copy(cropOf(held.size, capability)) : undefined
      if (picture === undefined) return undefined
      const seen = seenNow()
      freezeAs({ stillId, seen }, picture)
      const jpeg = await new Promise<Blob | null>((done) => picture.toBlob(done, 'image/jpeg', JPEG_QUALITY))
      if (jpeg === null) return undefined
      return { jpeg, width: picture.width, height: picture.height, camera: seen }
    },
    showStill: (stillId, picture) => freezeAs({ stillId, seen: undefined }, picture),
    unfreeze() {
      if (frozen === undefined) return
      frozen = undefined
      if (held.frame !== undefined) return show()
      compositor.clearPicture()
      put({ mode: 'empty', stillId: undefined, picture: { width: 0, height: 0 } })
      draw()
    },
    stillArrived: incoming.stillArrived,
    keepDrawing: incoming.setKeepDrawing,
    onDrawn: (callback) => drawn.on(callback),
    close() {
      if (closed) return
      closed = true
      cancelCount()
      cancelAnimationFrame(pending)
      offScene()
      incoming.close()
      waits.clear()
      hand.clear()
      pointers.close()
      compositor.dispose()
    },
  })
}
