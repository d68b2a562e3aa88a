import { createValue } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { unpackPoses } from '#domain/pose-track.ts'
import { emptyScene, foldScene } from '#domain/scene.ts'
import type { ReliableMessage, SeenPoint } from '#domain/wire.ts'
import { createLiveView } from '#ar/live-view/create-live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { findDiscs } from './find-discs.ts'
import { createLink } from './link.ts'

const expert = '00000000-0000-4000-8000-0000000000ee'

/** Between two clicks, in milliseconds: uneven, so that clicks keep no step with frames or turns. */
const SOONEST = 150
const LATEST = 350
/** A target is clicked again when its last mark was answered, or after this long. */
const GIVE_UP = 4000

/** One click, as it was sent. */
export interface Click {
  readonly markId: Id
  readonly target: string
  readonly point: SeenPoint
  /** Frames shown in the last second, and the share whose strip could be read. */
  readonly framesPerSecond: number
  readonly readableShare: number
}

export interface Clicks {
  readonly clicks: readonly Click[]
  /** Tries for which the live view could not tell which frame is seen. */
  readonly refused: number
}

/** What the bench asks of the expert's page. */
interface ExpertPage {
  describe(offer: string): Promise<string>
  isReady(): boolean
  /** Clicks on targets that can be seen until there are that many clicks, or the time in milliseconds is over. */
  click(count: number, within: number): Promise<Clicks>
  /** Whether every click was answered. */
  isIdle(): boolean
}

declare global {
  interface Window {
    expert?: ExpertPage
  }
}

const scene = createValue(emptyScene)
const canvas = document.querySelector('canvas')
if (canvas === null) throw new Error('The page has no canvas')
const made = createLiveView({
  canvas,
  models: createModelLibrary(),
  scene,
  self: expert,
  now: () => Date.now(),
  makeId: () => crypto.randomUUID(),
})
if (!made.ok) throw new Error(made.problem.sentence)
const view = made.value

/** Marks that were not answered yet, by target. */
const waiting = new Map<string, { readonly markId: Id; readonly at: number }>()
const clickedAt = new Map<string, number>()

function handle(message: ReliableMessage): void {
  if (message.type === 'capability') view.setCapability(message.capability)
  if (message.type !== 'scene') return
  scene.set(foldScene(message.operations))
  for (const [target, { markId }] of waiting) {
    if (scene.snapshot().marks.has(markId)) waiting.delete(target)
  }
  // The answer has been seen by the live view; taken away again, it does not hide the disc from the next click.
  scene.set(emptyScene)
}

const link = createLink({
  onMessage: handle,
  onPacket: (packet) => view.addPoses(unpackPoses(packet) ?? []),
})
link.connection.addEventListener('track', ({ track }) => view.setStream(new MediaStream([track])))

const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** The pixels that are on the screen now. */
function look(): ImageData | undefined {
  if (canvas === null || copy === null || canvas.width === 0) return undefined
  copy.canvas.width = canvas.width
  copy.canvas.height = canvas.height
  copy.drawImage(canvas, 0, 0)
  return copy.getImageData(0, 0, canvas.width, canvas.height)
}

/** Clicks on the target that waited longest; undefined when none can be clicked, false when the live view could not say what it shows. */
function clickOnce(): Click | false | undefined {
  const picture = look()
  if (picture === undefined) return undefined
  const now = performance.now()
  const free = findDiscs(picture).filter(({ name }) => now - (waiting.get(name)?.at ?? -Infinity) > GIVE_UP)
  const [disc] = free.toSorted((a, b) => (clickedAt.get(a.name) ?? 0) - (clickedAt.get(b.name) ?? 0))
  if (disc === undefined) return undefined
  const box = view.canvas.getBoundingClientRect()
  // A mouse speaks in whole pixels.
  const clientX = Math.round(box.left + (disc.x / picture.width) * box.width)
  const clientY = Math.round(box.top + (disc.y / picture.height) * box.height)
  // A dot: it hides less of the picture than an arrow, and is resolved by the same steps.
  const begin = view.begin('freehand', 'white', clientX, clientY)
  const end = view.end()
  const point = begin?.points[0]
  if (begin === undefined || end === undefined || point === undefined) return false
  link.send(begin)
  link.send(end)
  const { markId } = begin
  waiting.set(disc.name, { markId, at: now })
  clickedAt.set(disc.name, now)
  const { framesPerSecond, readableShare } = view.snapshot()
  return { markId, target: disc.name, point, framesPerSecond, readableShare }
}

window.expert = {
  describe: (offer) => link.describe(offer),
  isReady() {
    const { mode, picture, framesPerSecond, readableShare } = view.snapshot()
    return mode === 'live' && picture.width > 0 && framesPerSecond > 0 && readableShare > 0.5
  },
  async click(count, within) {
    const until = performance.now() + within
    const clicks: Click[] = []
    let refused = 0
    while (clicks.length < count && performance.now() < until) {
      const click = clickOnce()
      if (click === false) refused++
      else if (click !== undefined) clicks.push(click)
      const pause = SOONEST + Math.random() * (LATEST - SOONEST)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    return { clicks, refused }
  },
  isIdle: () => waiting.size === 0,
}
