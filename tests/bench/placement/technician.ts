import { createValue } from '#domain/engine.ts'
import { type Camera, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { unpackPoses } from '#domain/pose-track.ts'
import { emptyScene, type SceneChange } from '#domain/scene.ts'
import type { ReliableMessage } from '#domain/wire.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import { createWebXrTracker } from '#ar/webxr/webxr-tracker.tsx'
import { createLink } from './link.ts'
import { sweepPath } from './sweep.ts'

const technician = '00000000-0000-4000-8000-00000000000a'
const expert = '00000000-0000-4000-8000-0000000000ee'
/** Long enough for any round of clicks. */
const SWEEP_SECONDS = 90

/** What came of one click on the technician's device. */
export interface Answer {
  readonly markId: Id
  /** The camera of the frame that the click names; undefined when this device does not know the frame. */
  readonly camera: Camera | undefined
  /** Milliseconds from when that frame was taken to when its click came back. */
  readonly age: number
  /** Where the mark stands, and how its place was found. */
  seen: Vec3 | undefined
  quality: string | undefined
  /** Where the same click would stand by the pose of the newest frame. */
  newest: Vec3 | undefined
}

/** What the bench asks of the technician's page. */
interface TechnicianPage {
  /** Empty while AR starts, then `started`, or why it did not. */
  outcome(): string
  describe(): Promise<string>
  accept(answer: string): Promise<void>
  sweep(degreesPerSecond: number): void
  isReady(): boolean
  /** The answers since the last time; takes their marks away. */
  takeAnswers(): readonly Answer[]
  /** Frames that left with a pose since the page began. */
  framesSent(): number
}

declare global {
  interface Window {
    technician?: TechnicianPage
  }
}

const phone = await installPhoneSimulator({ hint: false, longEdge: Math.max(innerWidth, innerHeight) })
const answers = new Map<Id, Answer>()
/** Marks by the newest pose, and the marks that they stand beside. */
const twins = new Map<Id, Id>()
const scene = createValue(emptyScene)
const sent = createPoseRing()
let clock = 0
let outcome = ''

function commit(change: SceneChange): void {
  if (change.kind !== 'mark.put' || change.mark.on !== 'space') return
  const { mark } = change
  scene.set({ ...scene.snapshot(), marks: new Map(scene.snapshot().marks).set(mark.id, mark) })
  const seenId = twins.get(mark.id)
  const answer = answers.get(seenId ?? mark.id)
  if (answer === undefined) return
  if (seenId !== undefined) {
    answer.newest = mark.pose.position
    return
  }
  answer.seen = mark.pose.position
  answer.quality = mark.quality
  clock++
  const operation = { id: crypto.randomUUID(), sessionId: expert, author: technician, clock, at: Date.now() }
  link.send({ type: 'scene', operations: [{ ...operation, change }] })
}

function handle(message: ReliableMessage): void {
  if (message.type === 'mark.begin') {
    const [point] = message.points
    const newest = sent.latest()
    if (point === undefined || newest === undefined) return
    const sample = sent.get(point.frame)
    answers.set(message.markId, {
      markId: message.markId,
      camera: sample?.camera,
      age: performance.now() - (sample?.time ?? Number.NaN),
      seen: undefined,
      quality: undefined,
      newest: undefined,
    })
    tracker.handle(message, expert)
    const markId = crypto.randomUUID()
    twins.set(markId, message.markId)
    tracker.handle({ ...message, markId, points: [{ ...point, frame: newest.frame }] }, expert)
    tracker.handle({ type: 'mark.end', markId }, expert)
  } else if (message.type === 'mark.extend' || message.type === 'mark.end') tracker.handle(message, expert)
}

const link = createLink({ onMessage: handle, onPacket: () => undefined })
const host = document.createElement('div')
host.style.cssText = 'position:fixed;inset:0'
const overlay = document.createElement('div')
document.body.append(host, overlay)

const tracker = createWebXrTracker({
  overlay,
  host,
  scene,
  commit,
  sendPoses(packet) {
    for (const sample of unpackPoses(packet) ?? []) sent.push(sample)
    link.sendLoosely(packet)
  },
  now: () => Date.now(),
  makeId: () => crypto.randomUUID(),
  performanceNow: () => performance.now(),
  author: technician,
})

function tellCapability(): void {
  const { ladder, features, tracking, spaceId, picture } = tracker.snapshot()
  link.send({
    type: 'capability',
    capability: { ladder, arAvailable: true, features: [...features], tracking, spaceId, picture },
  })
}

let sender: RTCRtpSender | undefined
tracker.subscribe(() => {
  tellCapability()
  const { track } = tracker
  if (sender !== undefined && track !== undefined && sender.track !== track) void sender.replaceTrack(track)
})

/** As a call does it: the strip must stay readable, so the size stays and the rate gives way. */
async function keepSize(): Promise<void> {
  if (sender === undefined) return
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings) encoding.maxBitrate = 2_500_000
  Object.assign(parameters, { degradationPreference: 'maintain-resolution' })
  await sender.setParameters(parameters)
}

link.connection.addEventListener('connectionstatechange', () => {
  if (link.connection.connectionState === 'connected') void keepSize()
})

document.querySelector('button')?.addEventListener('click', () => {
  void tracker.start().then((result) => {
    outcome = result.ok ? 'started' : result.problem.sentence
  })
})

window.technician = {
  outcome: () => outcome,
  async describe() {
    const { track } = tracker
    if (track === undefined) throw new Error('The phone gives no picture')
    sender = link.connection.addTrack(track, new MediaStream([track]))
    return link.describe()
  },
  async accept(answer) {
    await link.accept(answer)
  },
  sweep: (degreesPerSecond) => void phone.play(sweepPath(degreesPerSecond, SWEEP_SECONDS)),
  isReady() {
    tellCapability()
    return tracker.snapshot().tracking === 'good' && link.connection.connectionState === 'connected'
  },
  takeAnswers() {
    const taken = [...answers.values()]
    answers.clear()
    twins.clear()
    scene.set(emptyScene)
    return taken
  },
  framesSent: () => sent.latest()?.frame ?? 0,
}
