import { expect, it, onTestFinished, vi } from 'vitest'
import { createLiveView } from '#ar/live-view/create-live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { createRandom } from '#ar/image-tracking/random.ts'
import { createValue } from '#domain/engine.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'

const WIDTH = 640
const HEIGHT = 480
const STILL = '00000000-0000-4000-8000-000000000001'
const MARK = '00000000-0000-4000-8000-000000000002'
const AUTHOR = '00000000-0000-4000-8000-0000000000aa'

/** A colour that only one box of the surface has, and what the mark is painted with. */
const BOX = [0, 255, 0] as const
const MAGENTA = [0xe8, 0x5c, 0xff] as const

/** The technician's camera: grey boxes and one green one at the given place, and how far it has moved. */
function createCamera() {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('no 2D')
  const stream = canvas.captureStream(30)
  onTestFinished(() => stream.getTracks().forEach((track) => track.stop()))
  return {
    stream,
    show(dx: number, dy: number, seed = 9) {
      const random = createRandom(seed)
      context.fillStyle = '#777777'
      context.fillRect(0, 0, WIDTH, HEIGHT)
      for (let n = 0; n < 400; n++) {
        const grey = Math.round(random() * 255)
        context.fillStyle = `rgb(${grey} ${grey} ${grey})`
        const [x, y] = [random() * 1200 - 280, random() * 900 - 210]
        context.fillRect(x + dx, y + dy, 8 + random() * 50, 8 + random() * 40)
      }
      if (seed !== 9) return
      context.fillStyle = `rgb(${BOX.join(' ')})`
      context.fillRect(300 + dx, 300 + dy, 24, 24)
    },
  }
}

/** Where a colour is on the canvas, in pixels of the camera. */
function middleOf(canvas: HTMLCanvasElement, [r, g, b]: readonly [number, number, number]) {
  const copy = new OffscreenCanvas(WIDTH, HEIGHT)
  const context = copy.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2D')
  context.drawImage(canvas, 0, 0, WIDTH, HEIGHT)
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT)
  const found: { x: number; y: number }[] = []
  for (let at = 0; at < data.length; at += 4) {
    if (Math.hypot((data[at] ?? 0) - r, (data[at + 1] ?? 0) - g, (data[at + 2] ?? 0) - b) > 60) continue
    found.push({ x: (at / 4) % WIDTH, y: Math.floor(at / 4 / WIDTH) })
  }
  if (found.length < 20) return undefined
  // A circle carries its colour's sign at one side: its own middle lies between its upper and its lower rim.
  const [top, bottom] = [found[0]?.y ?? 0, found.at(-1)?.y ?? 0]
  const rims = found.filter((at) => Math.min(at.y - top, bottom - at.y) <= (bottom - top) / 8)
  return { x: rims.reduce((sum, at) => sum + at.x, 0) / rims.length, y: (top + bottom) / 2 }
}

it('a mark on a still sticks to its surface in the live picture, in every frame, and goes with it', async () => {
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const scene = createValue<SceneState>(emptyScene)
  const models = createModelLibrary()
  const blobs = new Map<string, Blob>()
  const made = createLiveView({
    canvas,
    models,
    scene,
    self: AUTHOR,
    now: Date.now,
    makeId: () => crypto.randomUUID(),
    stillPicture: (stillId) => Promise.resolve(blobs.get(stillId)),
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  const view = made.value
  const camera = createCamera()
  onTestFinished(() => {
    view.close()
    models.dispose()
    canvas.remove()
  })
  view.setStream(camera.stream)
  // A canvas that stands still sends no frames, a camera does.
  await vi.waitUntil(
    () => {
      camera.show(Math.random(), 0)
      return middleOf(canvas, BOX) !== undefined
    },
    { timeout: 30_000 },
  )

  const still = await view.freeze(STILL)
  if (still === undefined) throw new Error('no still')
  blobs.set(STILL, still.jpeg)
  const { width, height } = still
  scene.set({
    ...emptyScene,
    stills: new Map([[STILL, { id: STILL, author: AUTHOR, at: 1, width, height }]]),
    marks: new Map([
      [
        MARK,
        {
          on: 'still',
          id: MARK,
          author: AUTHOR,
          at: 2,
          colour: 'magenta',
          stillId: STILL,
          // Around the green box.
          shape: {
            tool: 'circle',
            centre: { u: 312 / WIDTH, v: 312 / HEIGHT },
            radiusU: 40 / WIDTH,
            radiusV: 40 / HEIGHT,
          },
        },
      ],
    ]),
  })
  await vi.waitUntil(() => middleOf(canvas, MAGENTA) !== undefined)
  view.unfreeze()
  const seen =
    (dx: number, dy: number): (() => boolean) =>
    () => {
      // A canvas that stands still sends no frames, a camera does.
      camera.show(dx + Math.random(), dy)
      return view.snapshot().stills?.get(STILL)?.status === 'seen'
    }
  await vi.waitUntil(seen(0, 0), { timeout: 30_000 })

  // What the expert sees is judged in each drawn frame: the circle is around the box, or it is not there.
  const apart: number[] = []
  let hidden = 0
  const off = view.onDrawn(() => {
    const [box, circle] = [middleOf(canvas, BOX), middleOf(canvas, MAGENTA)]
    if (box === undefined) return
    if (circle === undefined) hidden++
    else apart.push(Math.hypot(box.x - circle.x, box.y - circle.y))
  })
  for (let step = 1; step <= 30; step++) {
    const drawn = apart.length + hidden
    camera.show(step * 5, step * 2)
    await vi.waitUntil(() => apart.length + hidden > drawn, { timeout: 5_000 })
  }
  off()
  expect(apart.length).toBeGreaterThan(25)
  expect(Math.max(...apart)).toBeLessThan(3)

  // Another place: the mark leaves at once and its still is offered.
  camera.show(0, 0, 77)
  await vi.waitUntil(() => middleOf(canvas, BOX) === undefined, { timeout: 30_000 })
  expect(middleOf(canvas, MAGENTA)).toBeUndefined()
  await vi.waitUntil(
    () => {
      camera.show(Math.random() * 4, 0, 77)
      return view.snapshot().stills?.get(STILL)?.status === 'lost'
    },
    { timeout: 30_000 },
  )
  expect(middleOf(canvas, MAGENTA)).toBeUndefined()

  // And it comes back with its surface.
  // A machine that is busy elsewhere shows a frame without marks now and then; with them they are in their place.
  await vi.waitUntil(() => seen(-60, 20)() && middleOf(canvas, MAGENTA) !== undefined, { timeout: 30_000 })
  const [box, circle] = [middleOf(canvas, BOX), middleOf(canvas, MAGENTA)]
  expect(Math.hypot((box?.x ?? 0) - (circle?.x ?? 0), (box?.y ?? 0) - (circle?.y ?? 0))).toBeLessThan(3)

  // There it is picked too, where it is seen, and a touch says where on its still that is.
  const place = canvas.getBoundingClientRect()
  const [x, y] = [
    place.left + ((box?.x ?? 0) / WIDTH) * place.width,
    place.top + ((box?.y ?? 0) / HEIGHT) * place.height,
  ]
  expect(view.pick(x + (40 / WIDTH) * place.width, y)).toBe(MARK)
  expect(view.pick(x + (140 / WIDTH) * place.width, y)).toBeUndefined()
  expect(view.standing()).toEqual([MARK])
  expect(view.pointOnStillOf(MARK, x, y)?.u).toBeCloseTo(312 / WIDTH, 2)
  expect(view.pointOnStillOf(MARK, x, y)?.v).toBeCloseTo(312 / HEIGHT, 2)
}, 120_000)
