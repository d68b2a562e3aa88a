import type { Capability } from '#domain/capability.ts'
import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import { createStripReader, type StripReader } from '../strip/strip-reader.ts'
import { createCornerPicture } from './corner-picture.ts'
import { createFrameMeter, type FrameMeter } from './frame-meter.ts'
import { createFrameSource } from './frame-source.ts'
import { createHeldFrame, type HeldFrame } from './held-frame.ts'
import type { LiveViewState } from './live-view.ts'
import { cropOf, hasStrip, stripOf } from './picture-shape.ts'
import { createSeenPose, type SeenPose } from './seen-pose.ts'
import { createTrackedStills } from './tracked-stills.ts'

export interface IncomingOptions {
  readonly scene: Readable<SceneState>
  readonly ring: PoseRing
  readonly stripReader?: StripReader | undefined
  readonly stillPicture?: ((stillId: Id) => Promise<Blob | undefined>) | undefined
  readonly now: () => number
  readonly capability: () => Capability | undefined
  /** Whether a still is held instead of the newest frame. */
  readonly isFrozen: () => boolean
  /** Where stills are in the frame that is shown next. */
  readonly placeStills: (seen: readonly SeenMarks[]) => void
  /** A new frame is held, to be shown. Not called while a still is. */
  readonly onFrame: () => void
  readonly onStills: (stills: LiveViewState['stills']) => void
}

/** The frames of the stream: which is held, which pose it belongs to, and the small picture of the newest. */
export interface Incoming {
  readonly held: HeldFrame
  readonly pose: SeenPose
  readonly meter: FrameMeter
  setStream(stream: MediaStream | undefined): void
  setKeepDrawing(isWanted: boolean): void
  attachCorner(canvas: HTMLCanvasElement | undefined): void
  stillArrived(): void
  close(): void
}

const NOWHERE: readonly SeenMarks[] = []

export function createIncoming(options: IncomingOptions): Incoming {
  const { scene, ring, stillPicture, now, capability, isFrozen, placeStills, onFrame, onStills } = options
  const stripReader = options.stripReader ?? createStripReader()
  const pose = createSeenPose(ring)
  const held = createHeldFrame()
  const meter = createFrameMeter()
  const corner = createCornerPicture()
  const source = createFrameSource(present)
  const tracked =
    stillPicture &&
    createTrackedStills({
      scene,
      stillPicture,
      performanceNow: () => performance.now(),
      onFrame(frame, seen) {
        if (!isPlain()) return frame.close()
        placeStills(seen)
        take(frame)
      },
      onChange: () => onStills(tracked?.stills),
    })

  /** Marks of AR stand in the room, and a still that is held has its own. */
  function isPlain(): boolean {
    return !isFrozen() && !hasStrip(capability())
  }

  /** A new frame of the stream, in the task in which the browser presented it. */
  function present(): void {
    if (isPlain() && tracked?.present(source.video) === true) return
    placeStills(NOWHERE)
    take(source.video)
  }

  function take(from: HTMLVideoElement | VideoFrame): void {
    const frame = held.take(from)
    if (frame === undefined) return
    const { width, height } = held.size
    const told = capability()
    const id = hasStrip(told) ? stripReader.read(frame, width, height, stripOf(held.size, told)) : undefined
    pose.present(id, now())
    meter.count(now(), id !== undefined)
    corner.draw(frame, held.size, cropOf(held.size, told))
    if (!isFrozen()) onFrame()
  }

  return {
    held,
    pose,
    meter,
    setStream(stream) {
      source.setStream(stream)
      tracked?.clear()
      if (stream !== undefined) return
      held.release()
      pose.clear()
      meter.clear()
    },
    setKeepDrawing: source.setKeepDrawing,
    attachCorner(canvas) {
      corner.attach(canvas)
      if (held.frame !== undefined) corner.draw(held.frame, held.size, cropOf(held.size, capability()))
    },
    stillArrived: () => tracked?.stillArrived(),
    close() {
      source.close()
      tracked?.close()
      held.release()
    },
  }
}
