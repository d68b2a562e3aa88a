import { onTestFinished } from 'vitest'
import { createValue, type Readable } from '#domain/engine.ts'
import { type Camera, distance, project, type Quat, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { unpackPoses } from '#domain/pose-track.ts'
import { emptyScene, foldScene, type SceneChange, type SceneState } from '#domain/scene.ts'
import type { SceneRequest, Tracker } from '#ar/tracker/tracker.ts'
import { createPoseRing, type PoseRing } from '#ar/ring/pose-ring.ts'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import type { PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import type { Target } from '#ar/simulator/room/targets.ts'
import { createStripReader } from '#ar/strip/strip-reader.ts'
import { createWebXrTracker, type WebXrTrackerDeps } from '#ar/webxr/webxr-tracker.tsx'

export const technician = '00000000-0000-4000-8000-00000000000a'
export const expert = '00000000-0000-4000-8000-0000000000ee'

/** A scene that keeps what is committed, as the shared session does. */
function sceneLog(): {
  scene: Readable<SceneState>
  commit: (change: SceneChange) => void
  changes: SceneChange[]
} {
  const scene = createValue(emptyScene)
  const changes: SceneChange[] = []
  const commit = (change: SceneChange): void => {
    changes.push(change)
    const log = changes.map((one, index) => ({
      id: `${index}`.padStart(8, '0'),
      sessionId: expert,
      author: technician,
      clock: index + 1,
      at: 0,
      change: one,
    }))
    scene.set(foldScene(log))
  }
  return { scene, commit, changes }
}

export interface Stage {
  readonly phone: PhoneSimulator
  readonly tracker: Tracker
  readonly scene: Readable<SceneState>
  readonly changes: SceneChange[]
  readonly commit: (change: SceneChange) => void
  /** What an expert's side knows of the poses: only what came in packets. */
  readonly poses: PoseRing
  readonly overlay: HTMLElement
  readonly host: HTMLElement
  ask(request: SceneRequest): void
}

/** A tracker on the simulated phone, with a page around it; taken down when the test ends. */
export async function createStage(more: Partial<WebXrTrackerDeps> = {}): Promise<Stage> {
  const phone = await installPhoneSimulator({ needsTap: false, hint: false, longEdge: 480 })
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;inset:0'
  const overlay = document.createElement('div')
  document.body.append(host, overlay)
  const log = sceneLog()
  const poses = createPoseRing()
  const tracker = createWebXrTracker({
    overlay,
    host,
    scene: log.scene,
    commit: log.commit,
    sendPoses: (packet) => {
      for (const sample of unpackPoses(packet) ?? []) poses.push(sample)
    },
    now: () => Date.now(),
    makeId: () => crypto.randomUUID(),
    performanceNow: () => performance.now(),
    author: technician,
    ...more,
  })
  onTestFinished(async () => {
    await tracker.stop()
    host.remove()
    overlay.remove()
    for (const feature of [
      'hit-test',
      'anchors',
      'depth-sensing',
      'plane-detection',
      'camera-access',
      'tracking',
    ] as const)
      phone.give(feature)
    localStorage.clear()
  })
  return {
    phone,
    tracker,
    scene: log.scene,
    changes: log.changes,
    commit: log.commit,
    poses,
    overlay,
    host,
    ask: (request) => tracker.handle(request, expert),
  }
}

/** Waits until something holds; the wait is for facts, the limit for what never comes. */
export async function until<T>(what: string, look: () => T | undefined | false, limit = 20_000): Promise<T> {
  const start = performance.now()
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() - start > limit) throw new Error(`Waited ${limit} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export interface ReceivedFrame {
  readonly id16: number | undefined
  readonly at: number
  readonly width: number
  /** Height of the picture without its strip. */
  readonly height: number
  /** Red, green, blue at a point of the picture. */
  colourAt(u: number, v: number): readonly [number, number, number]
}

/** Reads frames from the outgoing track as a receiver would: the strip tells the id, the rest is picture. */
export async function readFrames(
  tracker: Tracker,
  count: number,
  onFrame: (frame: ReceivedFrame) => void = () => undefined,
): Promise<ReceivedFrame[]> {
  const track = tracker.track
  if (track?.kind !== 'video') throw new Error('There is no outgoing track')
  const [copy] = new MediaStream([track.clone()]).getVideoTracks()
  if (copy === undefined) throw new Error('The track could not be copied')
  const reader = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 4 }).readable.getReader()
  const strip = createStripReader()
  const frames: ReceivedFrame[] = []
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  while (frames.length < count) {
    const { value, done } = await reader.read()
    if (done) break
    const { displayWidth: width, displayHeight: whole } = value
    const { picture } = tracker.snapshot()
    const height = Math.round((whole * picture.height) / (picture.height + picture.stripRows))
    const id16 = strip.read(value, width, whole, picture)
    canvas.width = width
    canvas.height = whole
    context.drawImage(value, 0, 0)
    value.close()
    const data = context.getImageData(0, 0, width, height).data
    const frame: ReceivedFrame = {
      id16,
      at: performance.now(),
      width,
      height,
      colourAt(u, v) {
        const x = Math.min(width - 1, Math.max(0, Math.floor(u * width)))
        const y = Math.min(height - 1, Math.max(0, Math.floor(v * height)))
        const i = (y * width + x) * 4
        return [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0]
      },
    }
    frames.push(frame)
    onFrame(frame)
  }
  await reader.cancel()
  copy.stop()
  return frames
}

export function rgb(colour: string): readonly [number, number, number] {
  const n = Number.parseInt(colour.slice(1), 16)
  return [n >> 16, (n >> 8) & 255, n & 255]
}

/** Where a point is seen in a frame, or an error. */
export function seenAt(point: Vec3, camera: Camera): { readonly u: number; readonly v: number } {
  const seen = project(point, camera)
  if (seen === undefined) throw new Error('The point is behind the camera')
  return seen
}

/** A turn about the vertical by that many degrees, after one about the sideways axis. */
export function look(yawDegrees: number, pitchDegrees: number): Quat {
  const y = (yawDegrees * Math.PI) / 360
  const p = (pitchDegrees * Math.PI) / 360
  return [
    Math.cos(y) * Math.sin(p),
    Math.sin(y) * Math.cos(p),
    -Math.sin(y) * Math.sin(p),
    Math.cos(y) * Math.cos(p),
  ]
}

/** A phone that turns about the vertical at an even speed, back and forth between two angles, for a minute. */
export function turning(position: Vec3, pitch: number, degreesPerSecond: number, from: number, to: number) {
  const ms = (Math.abs(to - from) / degreesPerSecond) * 1000
  return Array.from({ length: Math.ceil(60_000 / ms) }, (_, i) => ({
    t: i * ms,
    position,
    orientation: look(i % 2 === 0 ? from : to, pitch),
  }))
}

export interface Click {
  readonly id: Id
  readonly target: Target
  readonly request: SceneRequest
}

/** Clicks on targets that are in sight, each in a frame as it was received, until there are enough. */
export async function clickTargets(
  stage: Stage,
  count: number,
  onClick: (click: Click) => void,
): Promise<readonly Click[]> {
  const clicks: Click[] = []
  let turn = 0
  for (let frames = 0; clicks.length < count && frames < 200;) {
    await readFrames(stage.tracker, 10, ({ id16 }) => {
      frames++
      const sample = id16 === undefined ? undefined : stage.poses.getByStripId(id16)
      if (sample === undefined || clicks.length >= count) return
      const inSight = stage.phone.targets.filter((target) => isInSight(target.position, sample.camera))
      const target = inSight[turn++ % inSight.length]
      if (target === undefined) return
      const id = crypto.randomUUID()
      const points = [{ frame: sample.frame, ...seenAt(target.position, sample.camera) }]
      const click: Click = {
        id,
        target,
        request: { type: 'mark.begin', markId: id, tool: 'arrow', colour: 'red', points },
      }
      clicks.push(click)
      onClick(click)
    })
  }
  return clicks
}

/** Metres between each clicked target and its mark, with how its place was found. Waits for the marks. */
export async function errorsOf(
  stage: Stage,
  clicks: readonly Click[],
): Promise<readonly { readonly name: string; readonly metres: number; readonly quality: string }[]> {
  const errors = []
  for (const { id, target } of clicks) {
    const mark = await until('the mark of a click', () => markWith(stage, id))
    const metres = distance(mark.pose.position, target.position)
    errors.push({ name: target.name, metres, quality: mark.quality })
  }
  return errors
}

/** Whether a point lies well inside the picture. */
export function isInSight(point: Vec3, camera: Camera): boolean {
  const at = project(point, camera)
  return at !== undefined && Math.min(at.u, at.v) > 0.03 && Math.max(at.u, at.v) < 0.97
}

export function spaceMarks(scene: SceneState): readonly SpaceMark[] {
  return [...scene.marks.values()].filter((mark) => mark.on === 'space')
}

function markWith(stage: Stage, id: Id): SpaceMark | undefined {
  return spaceMarks(stage.scene.snapshot()).find((mark) => mark.id === id)
}
