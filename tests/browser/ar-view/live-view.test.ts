import { describe, expect, it, onTestFinished } from 'vitest'
import type { Capability } from '#domain/capability.ts'
import { createValue } from '#domain/engine.ts'
import { type Camera, project } from '#domain/geometry.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { createLiveView } from '#ar/live-view/create-live-view.ts'
import type { LiveView } from '#ar/live-view/live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { paintStrip } from '#ar/strip/paint-strip.ts'
import {
  author,
  camera,
  isGrey,
  numbered,
  type Pixels,
  pixelsOf,
  sceneOf,
  space,
  spaceMark,
  WALL,
  where,
} from './stage.ts'

const PICTURE = { width: 640, height: 360, stripRows: 24 }
const world: Capability = {
  ladder: 'world',
  arAvailable: true,
  features: [],
  tracking: 'good',
  spaceId: space,
  picture: PICTURE,
}

/** A technician's outgoing picture: one grey and the strip of a frame id. */
function createPhone(picture: Capability['picture'] = PICTURE) {
  const { width, height, stripRows } = picture
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height + stripRows
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('no 2D')
  const stream = canvas.captureStream(30)
  onTestFinished(() => stream.getTracks().forEach((track) => track.stop()))
  return {
    stream,
    send(frame: number | undefined, grey = 128) {
      context.fillStyle = `rgb(${grey} ${grey} ${grey})`
      context.fillRect(0, 0, canvas.width, canvas.height)
      if (frame !== undefined) paintStrip(context, 0, height, width, stripRows, frame)
    },
  }
}

function createView() {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = 'width:640px;height:360px;position:fixed;left:0;top:0'
  document.body.append(canvas)
  const scene = createValue<SceneState>(emptyScene)
  const waiting: { milliseconds: number; task: () => void }[] = []
  let ids = 900
  let time = 1_700_000_000_000
  const models = createModelLibrary()
  const outcome = createLiveView({
    canvas,
    models,
    scene,
    self: author,
    now: () => time,
    makeId: () => numbered(ids++),
    schedule(milliseconds, task) {
      const entry = { milliseconds, task }
      waiting.push(entry)
      return () => void waiting.splice(waiting.indexOf(entry), 1)
    },
  })
  if (!outcome.ok) throw new Error(outcome.problem.sentence)
  const view = outcome.value
  onTestFinished(() => {
    view.close()
    models.dispose()
    canvas.remove()
  })
  return {
    view,
    scene,
    pass: (milliseconds: number) => (time += milliseconds),
    /** Runs what waits for that long. */
    ring: (milliseconds: number) =>
      waiting.filter((entry) => entry.milliseconds === milliseconds).forEach(({ task }) => task()),
  }
}

const sample = (frame: number, seenBy: Camera = camera) => ({ frame, time: frame * 33, camera: seenBy })

/**
 * Keeps asking the phone for a frame until the view shows what is waited for. It asks at every animation frame, since a capture
 * may drop any one frame.
 */
async function until(view: LiveView, send: () => void, passes: (pixels: Pixels) => boolean): Promise<Pixels> {
  for (;;) {
    await new Promise<void>((done) => {
      let drawn = false
      const off = view.onDrawn(() => {
        drawn = true
        off()
        done()
      })
      const ask = (): void => {
        if (drawn) return
        send()
        requestAnimationFrame(ask)
      }
      ask()
    })
    const pixels = pixelsOf(view.canvas)
    if (passes(pixels)) return pixels
  }
}

const marked = (pixels: Pixels, grey = 128) =>
  where(pixels, (rgb) => rgb.some((byte) => Math.abs(byte - grey) > 12))
/** The middle between upper and lower rim: a circle carries its colour's sign at one side. */
function middleOf(pixels: Pixels, grey = 128): { x: number; y: number } {
  const { top, bottom } = marked(pixels, grey)
  const rim = { count: 0, x: 0 }
  for (const y of [top + 1, top + 2, bottom - 3, bottom - 2])
    for (let x = 0; x < pixels.width; x++) {
      if (pixels.at(x, y).every((byte) => Math.abs(byte - grey) <= 12)) continue
      rim.count++
      rim.x += x + 0.5
    }
  return { x: rim.x / rim.count, y: (top + bottom) / 2 }
}
const shows = (grey: number) => (pixels: Pixels) => Math.abs(pixels.at(10, 10)[0] - grey) < 6
const circle = spaceMark(1, { shape: { tool: 'circle', radiusX: 0.05, radiusZ: 0.05 } })

describe('live view', () => {
  it('[VIEW1] draws each frame’s marks from that frame’s own pose, without its strip', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    const aside: Camera = { ...camera, pose: { position: [0.2, 0.05, 0], orientation: [0, 0, 0, 1] } }
    view.addPoses([sample(100), sample(101, aside)])
    for (const [frame, seenBy] of [
      [100, camera],
      [101, aside],
      [100, camera],
    ] as const) {
      const at = project(circle.pose.position, seenBy)
      const grey = frame === 100 ? 128 : 90
      const pixels = await until(
        view,
        () => phone.send(frame, grey),
        (p) => shows(grey)(p) && Math.abs(middleOf(p, grey).x - (at?.u ?? 0) * p.width) < 1.5,
      )
      expect(Math.abs(middleOf(pixels, grey).y - (at?.v ?? 0) * pixels.height)).toBeLessThan(1.5)
      // The strip's black and white blocks would stand in the last rows.
      for (let x = 0; x < pixels.width; x += 11)
        expect(Math.abs(pixels.at(x, pixels.height - 1)[0] - grey)).toBeLessThan(16)
      expect(pixels.width / pixels.height).toBeCloseTo(640 / 360, 2)
    }
    expect(view.snapshot()).toMatchObject({ mode: 'live', picture: { width: 640, height: 360 } })
  })

  it('[VIEW2] hides marks on a frame that cannot be read once its last pose is older than 100 ms', async () => {
    const { view, scene, pass } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    view.addPoses([sample(7)])
    await until(
      view,
      () => phone.send(7),
      (p) => shows(128)(p) && marked(p).count > 100,
    )
    const kept = await until(view, () => phone.send(undefined, 150), shows(150))
    expect(marked(kept, 150).count).toBeGreaterThan(100)
    pass(101)
    await until(
      view,
      () => phone.send(undefined, 170),
      (p) => shows(170)(p) && marked(p, 170).count === 0,
    )
    await until(
      view,
      () => phone.send(7),
      (p) => shows(128)(p) && marked(p).count > 100,
    )
  })

  it('[VIEW3] a pose that arrives after its frame is drawn at once, without another frame', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    view.addPoses([sample(40)])
    await until(view, () => phone.send(41, 100), shows(100))
    expect(marked(pixelsOf(view.canvas), 100).count).toBe(0)
    view.addPoses([sample(41)])
    await until(
      view,
      () => {},
      (p) => marked(p, 100).count > 100,
    )
  })

  it('[VIEW4] a stroke is there at once, names the frame that is seen, and gives way to the answer', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(70_000)])
    await until(view, () => phone.send(70_000), shows(128))
    expect(view.begin('arrow', 'red', 900, 10)).toBeUndefined()
    const begun = view.begin('arrow', 'red', 160, 180)
    expect(begun).toMatchObject({
      type: 'mark.begin',
      tool: 'arrow',
      colour: 'red',
      points: [{ frame: 70_000, u: 0.25, v: 0.5 }],
    })
    const guess = await until(
      view,
      () => {},
      (p) => marked(p).count > 100,
    )
    expect(Math.abs(marked(guess).left - 320)).toBeLessThan(40)
    expect(view.end()).toEqual({ type: 'mark.end', markId: begun?.markId })
    const pose = { position: [0.4, 0, -1], orientation: WALL } as const
    const answer = {
      ...spaceMark(1, { pose, shape: { tool: 'arrow', length: 0.1 } }),
      id: begun?.markId ?? '',
    }
    scene.set(sceneOf(answer))
    await until(
      view,
      () => {},
      (p) => marked(p).count > 100 && marked(p).left > 640,
    )
    expect(view.snapshot().unanswered).toBeUndefined()
  })

  it('[VIEW5] a mark that nobody answers goes after five seconds and is told', async () => {
    const { view, ring } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(3)])
    await until(view, () => phone.send(3), shows(128))
    const begun = view.begin('freehand', 'yellow', 100, 100)
    for (let x = 110; x < 300; x += 10) {
      expect(view.extend(x, 100 + (x % 20))).toMatchObject({ type: 'mark.extend', markId: begun?.markId })
    }
    view.end()
    await until(
      view,
      () => {},
      (p) => marked(p).count > 500,
    )
    ring(5000)
    await until(
      view,
      () => {},
      (p) => marked(p).count === 0,
    )
    expect(view.snapshot().unanswered?.markId).toBe(begun?.markId)
  })

  it('[VIEW6] freezes the seen frame as a JPEG without marks, with its camera, and draws on it while the phone moves on', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    const aside: Camera = { ...camera, pose: { position: [0.3, 0, 0], orientation: [0, 0, 0, 1] } }
    view.addPoses([sample(11), sample(12, aside)])
    await until(
      view,
      () => phone.send(11),
      (p) => shows(128)(p) && marked(p).count > 100,
    )
    const frozen = await view.freeze(numbered(600))
    expect(frozen).toMatchObject({ width: 640, height: 360, camera: { spaceId: space, frame: 11, camera } })
    expect(view.snapshot()).toMatchObject({ mode: 'frozen', stillId: numbered(600) })
    const bitmap = await createImageBitmap(frozen?.jpeg ?? new Blob())
    const plain = document.createElement('canvas')
    plain.width = bitmap.width
    plain.height = bitmap.height
    plain.getContext('2d')?.drawImage(bitmap, 0, 0)
    expect(marked(pixelsOf(plain)).count).toBe(0)

    // The phone moves on; what is frozen stays, and a touch belongs to its frame.
    phone.send(12, 200)
    const video = document.querySelector('video')
    await new Promise((done) => video?.requestVideoFrameCallback(done))
    expect(view.begin('arrow', 'green', 480, 180)?.points[0]).toMatchObject({ frame: 11 })
    view.end()
    const arrowed = await until(
      view,
      () => {},
      (p) => marked(p).right > 700,
    )
    expect(shows(128)(arrowed)).toBe(true)
    const remote = spaceMark(2, {
      colour: 'blue',
      pose: { position: [-0.5, 0, -1], orientation: WALL },
      shape: { tool: 'circle', radiusX: 0.05, radiusZ: 0.05 },
    })
    scene.set(sceneOf(circle, remote))
    await until(
      view,
      () => {},
      (p) => marked(p).left < 320,
    )
    view.unfreeze()
    expect(view.snapshot()).toMatchObject({ mode: 'live', stillId: undefined })
    await until(view, () => phone.send(12, 200), shows(200))
  })

  it('[VIEW7] without AR shows the whole picture, offers points of it and freezes a still that can be marked', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability({
      ...world,
      ladder: 'camera',
      spaceId: undefined,
      picture: { width: 0, height: 0, stripRows: 0 },
    })
    view.setStream(phone.stream)
    await until(view, () => phone.send(undefined), shows(128))
    expect(view.snapshot().picture).toEqual({ width: 640, height: 384 })
    expect(view.begin('arrow', 'red', 100, 100)).toBeUndefined()
    expect(view.seenPoint(320, 90)).toEqual({ u: 0.5, v: 0.25, frame: 0 })
    const frozen = await view.freeze(numbered(601))
    expect(frozen).toMatchObject({ width: 640, height: 384, camera: undefined })
    const shape = { tool: 'circle', centre: { u: 0.5, v: 0.5 }, radiusU: 0.1, radiusV: 0.1 } as const
    scene.set(
      sceneOf({ id: numbered(3), author, colour: 'red', at: 0, on: 'still', stillId: numbered(601), shape }),
    )
    const pixels = await until(
      view,
      () => {},
      (p) => marked(p).count > 100,
    )
    expect(Math.abs(middleOf(pixels).x - pixels.width / 2)).toBeLessThan(1)
    view.unfreeze()
    expect(marked(pixelsOf(view.canvas)).count).toBe(0)
  })

  it('[VIEW8] shows an earlier still again with its marks, also those of its space', async () => {
    const { view, scene } = createView()
    const picture = document.createElement('canvas')
    picture.width = 320
    picture.height = 180
    const context = picture.getContext('2d')
    if (context === null) throw new Error('no 2D')
    context.fillStyle = 'rgb(128 128 128)'
    context.fillRect(0, 0, 320, 180)
    const stillId = numbered(602)
    const still = {
      id: stillId,
      author,
      at: 0,
      width: 320,
      height: 180,
      camera: { spaceId: space, frame: 5, ...camera },
    }
    scene.set({ ...sceneOf(circle), stills: new Map([[stillId, still]]) })
    view.showStill(stillId, await createImageBitmap(picture))
    expect(view.snapshot()).toMatchObject({ mode: 'frozen', stillId })
    const pixels = pixelsOf(view.canvas)
    expect(Math.abs(middleOf(pixels).x - pixels.width / 2)).toBeLessThan(1.5)
    expect(isGrey(pixels.at(5, 5), 128)).toBe(true)
    view.unfreeze()
    expect(view.snapshot().mode).toBe('empty')
  })

  it('[VIEW10] a model that comes while nothing moves is drawn as soon as it is there', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(9)])
    await until(view, () => phone.send(9), shows(128))
    await view.freeze(numbered(603))
    const pose = { position: [0, -0.2, -1], orientation: [0, 0, 0, 1] } as const
    const placement = {
      id: numbered(4),
      author,
      at: 0,
      modelId: 'traffic-cone',
      spaceId: space,
      quality: 'depth',
      pose,
      scale: 1,
    } as const
    scene.set({ ...emptyScene, placements: new Map([[placement.id, placement]]) })
    const orange = ([r, g, b]: readonly [number, number, number]): boolean =>
      r > 200 && g > 40 && g < 150 && b < 90
    const pixels = await until(
      view,
      () => {},
      (p) => where(p, orange).count > 2000,
    )
    expect(shows(128)(pixels)).toBe(true)
  })

  it('[VIEW9] counts frames, says empty without a stream, and leaves nothing in the page', async () => {
    const before = document.querySelectorAll('video').length
    const { view, ring } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    expect(document.querySelectorAll('video').length).toBe(before + 1)
    view.addPoses([sample(1)])
    await until(view, () => phone.send(1), shows(128))
    ring(1000)
    expect(view.snapshot().framesPerSecond).toBeGreaterThan(0)
    expect(view.snapshot().readableShare).toBeGreaterThan(0)
    view.setStream(undefined)
    expect(view.snapshot().mode).toBe('empty')
    expect(view.seenPoint(100, 100)).toBeUndefined()
    view.close()
    view.close()
    expect(document.querySelectorAll('video').length).toBe(before)
  })

  it('[VIEW11] a measure grows by clicks, its open end follows the pointer, and what the phone found takes over', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(21)])
    await until(view, () => phone.send(21), shows(128))
    const begun = view.begin('measure', 'yellow', 160, 180, { units: 'metric' })
    expect(begun).toMatchObject({ tool: 'measure', units: 'metric', points: [{ u: 0.25, v: 0.5 }] })
    view.hover({ clientX: 400, clientY: 180 })
    const open = await until(
      view,
      () => {},
      (p) => marked(p).right > 780,
    )
    expect(marked(open).left).toBeLessThan(340)
    expect(view.snapshot().measure).toMatchObject({ points: 1, metres: 0, isGuess: true })
    expect(view.extend(480, 180)).toMatchObject({ type: 'mark.extend', points: [{ u: 0.75 }] })
    view.hover(undefined)
    await until(
      view,
      () => {},
      (p) => marked(p).right > 940,
    )
    expect(view.snapshot().measure?.points).toBe(2)
    const answer = {
      ...spaceMark(1, {
        shape: {
          tool: 'measure',
          units: 'metric',
          points: [
            [0, 0, 0],
            [0.42, 0, 0],
          ],
        },
      }),
      id: begun?.markId ?? '',
    }
    scene.set(sceneOf(answer))
    await until(
      view,
      () => {},
      () => view.snapshot().measure?.isGuess === false,
    )
    expect(view.snapshot().measure?.metres).toBeCloseTo(0.42)
    expect(view.end()).toMatchObject({ type: 'mark.end' })
    await until(
      view,
      () => {},
      () => view.snapshot().measure === undefined,
    )
  })

  it('[VIEW12] picks what is seen, carries it at once, and lets it stand where the answer says', async () => {
    const { view, scene, ring } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    view.addPoses([sample(31)])
    const middle = await until(
      view,
      () => phone.send(31),
      (p) => shows(128)(p) && marked(p).count > 100,
    )
    const rim = { x: (marked(middle).left + 4) / 2, y: marked(middle).y / 2 }
    expect(view.pick(rim.x, rim.y)).toBe(circle.id)
    expect(view.pick(40, 40)).toBeUndefined()
    expect(view.standing()).toEqual([circle.id])
    const at = view.clientPointOf(circle.id)
    expect(at?.clientX).toBeCloseTo(320, 0)
    const taken = view.carry(circle.id, 400, 180)
    const carried = view.carry(circle.id, 480, 180)
    expect(carried).toMatchObject({
      type: 'mark.move',
      markId: circle.id,
      point: { u: 0.75, v: 0.5, frame: 31 },
    })
    expect([taken?.gesture, carried?.gesture]).toEqual([expect.any(String), taken?.gesture])
    await until(
      view,
      () => {},
      (p) => Math.abs(middleOf(p).x - 960) < 8,
    )
    view.letGo()
    const pose = { position: [0, 0.2, -1], orientation: WALL } as const
    scene.set(sceneOf({ ...circle, pose }))
    // Answers to earlier moves may still come: it stays in the hand's place until they are over.
    await until(
      view,
      () => {},
      (p) => Math.abs(middleOf(p).x - 960) < 8,
    )
    ring(350)
    await until(
      view,
      () => {},
      (p) => Math.abs(middleOf(p).x - 640) < 8 && marked(p).y < 300,
    )
    expect(view.carry(circle.id, 480, 180)?.gesture, 'the hand takes it anew').not.toBe(taken?.gesture)
  })

  it('[VIEW13] while a still is held, a small canvas shows the live picture without its strip', async () => {
    const { view } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(41), sample(42)])
    await until(view, () => phone.send(41, 100), shows(100))
    await view.freeze(numbered(604))
    const small = document.createElement('canvas')
    view.attachCorner(small)
    expect(isGrey(pixelsOf(small).at(5, 5), 100)).toBe(true)
    while (!isGrey(pixelsOf(small).at(5, 5), 200)) {
      phone.send(42, 200)
      await new Promise(requestAnimationFrame)
    }
    const pixels = pixelsOf(small)
    expect(pixels.width / pixels.height).toBeCloseTo(640 / 360, 1)
    for (let x = 0; x < pixels.width; x += 7)
      expect(Math.abs(pixels.at(x, pixels.height - 1)[0] - 200)).toBeLessThan(24)
    expect(shows(100)(pixelsOf(view.canvas))).toBe(true)
  })

  it.each([
    ['of a phone that was turned since', { width: 360, height: 640, stripRows: 12 }, PICTURE],
    [
      'of a size that is not announced yet',
      { ...PICTURE, stripRows: 12 },
      { width: 0, height: 0, stripRows: 0 },
    ],
  ])(
    '[VIEW15] the id of a frame %s is read all the same, and its strip left out',
    async (_, sent, announced) => {
      const { view } = createView()
      const phone = createPhone(sent)
      view.setCapability({ ...world, picture: announced })
      view.setStream(phone.stream)
      view.addPoses([sample(61)])
      const pixels = await until(view, () => phone.send(61), shows(128))
      const box = view.canvas.getBoundingClientRect()
      expect(view.seenPoint(box.left + box.width / 2, box.top + box.height / 2)?.frame).toBe(61)
      // The next to last row: half a row may be blended with the strip where its height is not whole.
      for (let x = 0; x < pixels.width; x += 11)
        expect(Math.abs(pixels.at(x, pixels.height - 3)[0] - 128)).toBeLessThan(24)
    },
  )

  it('[VIEW16] a touch on a frame without a place can wait for the next one with it, or is told that none came', async () => {
    const { view, ring } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(71)])
    await until(view, () => phone.send(undefined), shows(128))
    const told: [string, boolean][] = []
    const wait = (name: string): unknown =>
      view.whenPlaced(160, 180, (isPlaced) => told.push([name, isPlaced]))
    expect(
      view.whenPlaced(900, 10, () => undefined),
      'outside',
    ).toBeUndefined()
    expect(wait('too long')).toBeDefined()
    ring(3000)
    wait('in time')
    expect(told).toEqual([['too long', false]])
    await until(
      view,
      () => phone.send(71, 90),
      (p) => shows(90)(p) && told.length > 1,
    )
    expect(told.slice(1)).toEqual([['in time', true]])
    expect(view.begin('arrow', 'red', 160, 180)?.points[0]?.frame).toBe(71)
    expect(
      view.whenPlaced(160, 180, () => undefined),
      'its place is known',
    ).toBeUndefined()
  })

  it('[VIEW17] marks are weaker while the phone has lost its place, but not on a frame that is held', async () => {
    const { view, scene } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    scene.set(sceneOf(circle))
    view.addPoses([sample(61)])
    const strength = (p: Pixels): number => where(p, ([r, g]) => r - g > 120).count
    const sure = strength(
      await until(
        view,
        () => phone.send(61),
        (p) => shows(128)(p) && strength(p) > 100,
      ),
    )
    for (const tracking of ['limited', 'lost'] as const) {
      view.setCapability({ ...world, tracking })
      const weak = await until(
        view,
        () => {},
        (p) => strength(p) < 20,
      )
      expect(marked(weak).count, 'it is still there').toBeGreaterThan(100)
    }
    await view.freeze(numbered(603))
    expect(strength(pixelsOf(view.canvas))).toBeGreaterThan(sure * 0.9)
    view.unfreeze()
    expect(strength(pixelsOf(view.canvas))).toBeLessThan(20)
    view.setCapability(world)
    await until(
      view,
      () => {},
      (p) => strength(p) > sure * 0.9,
    )
  })

  it('[VIEW14] another person’s pointer is shown in the room that it points into, and goes when it falls silent', async () => {
    const { view, ring } = createView()
    const phone = createPhone()
    view.setCapability(world)
    view.setStream(phone.stream)
    view.addPoses([sample(51)])
    await until(view, () => phone.send(51), shows(128))
    view.showPointerOf(numbered(77), { u: 0.25, v: 0.5, frame: 51, colour: 'green' })
    const pixels = await until(
      view,
      () => {},
      (p) => marked(p).count > 20,
    )
    expect(Math.abs(marked(pixels).x - 320)).toBeLessThan(6)
    ring(1500)
    await until(
      view,
      () => {},
      (p) => marked(p).count === 0,
    )
  })
})
