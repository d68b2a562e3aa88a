import { describe, expect, it, onTestFinished } from 'vitest'
import { distance, type Pose } from '#domain/geometry.ts'
import { emptyScene } from '#domain/scene.ts'
import { createValue } from '#domain/engine.ts'
import { createSceneLayer } from '#ar/marks/create-scene-layer.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import { createArStage } from '#ar/webxr/ar-stage.tsx'
import { isArAvailable } from '#ar/webxr/ar-support.ts'
import { type ArWorld, createArWorld } from '#ar/webxr/ar-world.ts'
import { createOwnSide } from '#ar/webxr/own-side.ts'
import { sessionInit } from '#ar/webxr/session-init.ts'
import { breachesOfFinderLaw, lawPoints } from '../../ar/resolve/surface-finder-law.ts'
import { createStage, expert, isInSight, look, readFrames, seenAt, technician, until } from './stage.ts'

const START = [0, 1.5, 0.6] as const

/** Puts something else in the place of a member of the browser until the test ends. */
function replace<T extends object>(owner: T, name: keyof T & string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { configurable: true, writable: true, value })
  onTestFinished(() => {
    if (before) Object.defineProperty(owner, name, before)
    else Reflect.deleteProperty(owner, name)
  })
}

describe('the start of AR', () => {
  it('[AS1] is offered where a session could start', async () => {
    await installPhoneSimulator({ needsTap: false, hint: false })
    expect(await isArAvailable()).toBe(true)
    const { xr } = navigator
    if (xr) replace(xr, 'isSessionSupported', () => Promise.reject(new DOMException('', 'SecurityError')))
    expect(await isArAvailable()).toBe(false)
  })

  it('[AS2] that is refused says what to do, leaves nothing behind, and can be tried again', async () => {
    const stage = await createStage()
    const { xr } = navigator
    if (xr === undefined) throw new Error('no WebXR')
    const request = xr.requestSession.bind(xr)
    replace(xr, 'requestSession', () => Promise.reject(new DOMException('', 'NotAllowedError')))
    const outcome = await stage.tracker.start()
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
    expect(stage.tracker.snapshot().status).toBe('off')
    expect(document.querySelectorAll('canvas')).toHaveLength(0)
    expect(localStorage.length).toBe(0)
    replace(xr, 'requestSession', request)
    expect((await stage.tracker.start()).ok).toBe(true)
  })

  it('[AS13] that would show none of the page’s buttons ends at once and says so', async () => {
    const stage = await createStage()
    stage.phone.take('dom-overlay')
    onTestFinished(() => stage.phone.give('dom-overlay'))
    const outcome = await stage.tracker.start()
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'not-supported' } })
    expect(outcome.ok ? '' : outcome.problem.sentence).toContain('buttons')
    expect(stage.tracker.snapshot().status).toBe('off')
    expect(document.querySelectorAll('canvas')).toHaveLength(0)
    stage.phone.give('dom-overlay')
    expect((await stage.tracker.start()).ok).toBe(true)
  })

  it('[AS3] asks inside the tap, before anything is awaited', async () => {
    const stage = await createStage()
    const { xr } = navigator
    if (xr === undefined) throw new Error('no WebXR')
    const request = xr.requestSession.bind(xr)
    let asked = false
    replace(xr, 'requestSession', (...args: Parameters<typeof request>) => {
      asked = true
      return request(...args)
    })
    const starting = stage.tracker.start()
    expect(asked).toBe(true)
    expect(stage.tracker.snapshot().status).toBe('starting')
    await starting
  })
})

describe('a strict browser', () => {
  it('[AS11] that throws when a session without depth is asked for its depth starts all the same', async () => {
    const stage = await createStage()
    const { xr } = navigator
    if (xr === undefined) throw new Error('no WebXR')
    const request = xr.requestSession.bind(xr)
    replace(xr, 'requestSession', async (...args: Parameters<typeof request>) => {
      const session = await request(...args)
      for (const name of ['depthUsage', 'depthDataFormat']) {
        Object.defineProperty(session, name, {
          get() {
            throw new DOMException('depth-sensing is not enabled', 'InvalidStateError')
          },
        })
      }
      return session
    })
    stage.phone.take('depth-sensing')
    expect((await stage.tracker.start()).ok).toBe(true)
  })
})

describe('the end of AR', () => {
  it('[AS4] by the back gesture or the system is noticed, and all is let go', async () => {
    const stage = await createStage()
    const { xr } = navigator
    if (xr === undefined) throw new Error('no WebXR')
    const request = xr.requestSession.bind(xr)
    let session: XRSession | undefined
    replace(xr, 'requestSession', async (...args: Parameters<typeof request>) => {
      session = await request(...args)
      return session
    })
    await stage.tracker.start()
    const { track } = stage.tracker
    await session?.end()
    expect(stage.tracker.snapshot().status).toBe('off')
    expect(track?.readyState).toBe('ended')
    expect(document.querySelectorAll('canvas')).toHaveLength(0)
    await stage.tracker.stop()
    stage.tracker.close()
    expect(stage.tracker.snapshot().status).toBe('off')
  })

  it('[AS5] leaves no note of a crash', async () => {
    const stage = await createStage()
    await stage.tracker.start()
    expect(localStorage.getItem('farpoint.ar-camera')).toBe('armed')
    await stage.tracker.stop()
    expect(localStorage.getItem('farpoint.ar-camera')).toBeNull()
  })
})

describe('a session that was stopped while it was asked for', () => {
  it('[AS10] does not run on', async () => {
    const stage = await createStage()
    const starting = stage.tracker.start()
    await stage.tracker.stop()
    expect((await starting).ok).toBe(false)
    expect(stage.tracker.snapshot().status).toBe('off')
    expect(document.querySelectorAll('canvas')).toHaveLength(0)
  })
})

describe('the way out', () => {
  it('[AS6] that captures nothing is replaced once, the state changes, and frames leave with readable ids', async () => {
    const dead = document.createElement('canvas')
    dead.getContext('2d')
    const capture = HTMLCanvasElement.prototype.captureStream
    replace(HTMLCanvasElement.prototype, 'captureStream', (rate?: number) => capture.call(dead, rate))
    const stage = await createStage()
    stage.phone.setPose({ position: START, orientation: look(0, -25) })
    await stage.tracker.start()
    const first = stage.tracker.track
    let changes = 0
    stage.tracker.subscribe(() => {
      if (stage.tracker.track !== first) changes++
    })
    await until('another track', () => stage.tracker.track !== first)
    expect(changes).toBeGreaterThan(0)
    expect(first?.readyState).toBe('ended')
    const frames = await readFrames(stage.tracker, 10)
    expect(frames.filter(({ id16 }) => id16 === undefined)).toEqual([])
    expect(frames.every(({ id16 }) => stage.poses.getByStripId(id16 ?? -1) !== undefined)).toBe(true)
  })

  it('[AS12] gives a frame as a file when asked: of its own pose, as large as the screen, without strip or marks', async () => {
    const stage = await createStage()
    stage.phone.setPose({ position: START, orientation: look(0, -25) })
    expect(await stage.tracker.takeStill()).toBeUndefined()
    await stage.tracker.start()
    const strict = stage.phone.strict
    stage.phone.strict = true
    onTestFinished(() => {
      stage.phone.strict = strict
    })
    const [shot, [sent]] = await Promise.all([stage.tracker.takeStill(), readFrames(stage.tracker, 1)])
    if (shot === undefined || sent === undefined) throw new Error('No frame came')
    const { picture, spaceId } = stage.tracker.snapshot()
    expect(shot.spaceId).toBe(spaceId)
    expect(shot.width).toBeGreaterThanOrEqual(picture.width)
    expect(shot.width / shot.height).toBeCloseTo(picture.width / picture.height, 1)
    const known = await until('the pose', () => stage.poses.get(shot.frame))
    for (const [index, metres] of shot.camera.pose.position.entries())
      expect(metres).toBeCloseTo(known.camera.pose.position[index] ?? Number.NaN, 4)
    const file = await createImageBitmap(shot.jpeg)
    expect([file.width, file.height]).toEqual([shot.width, shot.height])
    const canvas = new OffscreenCanvas(file.width, file.height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    context?.drawImage(file, 0, 0)
    // The phone is held still: the file shows what the film shows, down to its lower edge.
    for (const [u, v] of [
      [0.2, 0.3],
      [0.5, 0.5],
      [0.8, 0.7],
      [0.5, 0.99],
    ] as const) {
      const at = context?.getImageData(Math.floor(u * file.width), Math.floor(v * file.height), 1, 1).data
      const colour = sent.colourAt(u, v)
      expect(Math.hypot(...colour.map((c, i) => c - (at?.[i] ?? 255)))).toBeLessThan(60)
    }
    expect(stage.phone.violations).toEqual([])
  })

  it("[AS7] never shows the technician's own marks: the picture is the raw camera", async () => {
    const stage = await createStage()
    stage.phone.setPose({ position: START, orientation: look(0, -25) })
    await stage.tracker.start()
    await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
    const [before] = await readFrames(stage.tracker, 1)
    const frame = stage.poses.latest()?.frame ?? 0
    stage.ask({
      type: 'mark.begin',
      markId: crypto.randomUUID(),
      tool: 'circle',
      colour: 'magenta',
      points: [
        { frame, u: 0.5, v: 0.5 },
        { frame, u: 0.7, v: 0.5 },
      ],
    })
    await until('the mark', () => stage.scene.snapshot().marks.size === 1)
    const after = (await readFrames(stage.tracker, 12)).at(-1)
    const places = Array.from({ length: 400 }, (_, i) => ({
      u: 0.2 + 0.03 * (i % 20),
      v: 0.35 + 0.015 * Math.floor(i / 20),
    }))
    const differing = places.filter(({ u, v }) => {
      const a = before?.colourAt(u, v) ?? [0, 0, 0]
      const b = after?.colourAt(u, v) ?? [255, 255, 255]
      return Math.hypot(...a.map((c, i) => c - (b[i] ?? 0))) > 30
    })
    expect(differing).toEqual([])
  })
})

describe('what the device senses', () => {
  it('[AS8] keeps the law of surface finders', async () => {
    const phone = await installPhoneSimulator({ needsTap: false, hint: false, longEdge: 480 })
    phone.setPose({ position: START, orientation: look(0, -25) })
    const host = document.createElement('div')
    host.style.cssText = 'position:fixed;inset:0'
    document.body.append(host)
    const worlds: ArWorld[] = []
    const ring = createPoseRing()
    let frames = 0
    const stage = createArStage(host, sessionInit(host, false), (frame) => {
      const space = stage.renderer.xr.getReferenceSpace()
      const view = space && frame.getViewerPose(space)?.views[0]
      const [world] = worlds
      if (!space || !view || !world) return
      const { position, orientation } = view.transform
      ring.pushView(frames, performance.now(), position, orientation, view.projectionMatrix)
      frames++
      world.follow(frame, space, view, true, performance.now())
    })
    const session = await stage.enter()
    onTestFinished(async () => {
      for (const one of worlds) one.close()
      await session.end()
      stage.dispose()
      host.remove()
    })
    const world = createArWorld({
      session,
      ring,
      space: () => stage.renderer.xr.getReferenceSpace() ?? undefined,
      scene: createValue(emptyScene),
      commit: () => undefined,
      now: () => 0,
      makeId: () => crypto.randomUUID(),
      performanceNow: () => performance.now(),
      ...createOwnSide(technician, createValue(emptyScene)),
      spaceId: () => technician,
      showPointer: () => undefined,
      showOcclusion: () => undefined,
      sizeOf: () => undefined,
      elsewhere: createValue(new Set()),
    })
    worlds.push(world)
    const { finder } = world
    const sample = await until('depth and planes', () => {
      const latest = ring.latest()
      return latest && finder.depthNear(latest.frame) && finder.planes().length > 0 && latest
    })
    const inSight = phone.targets.filter(({ position }) => isInSight(position, sample.camera))
    const points = [...lawPoints, ...inSight.map(({ position }) => seenAt(position, sample.camera))]
    expect(points.length).toBeGreaterThan(5)
    expect(await breachesOfFinderLaw(finder, sample.frame, sample.camera, points, 0.01)).toEqual([])
  })
})

describe("an expert's laser pointer", () => {
  it('[AS9] stands on what the expert points at, and goes when it is gone', async () => {
    const shown: (Pose | undefined)[] = []
    const stage = await createStage({
      createSceneLayer() {
        const layer = createSceneLayer({ models: createModelLibrary() })
        return {
          ...layer,
          setPointer(author, at, colour) {
            shown.push(at)
            layer.setPointer(author, at, colour)
          },
        }
      },
    })
    stage.phone.setPose({ position: START, orientation: look(0, -25) })
    await stage.tracker.start()
    await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
    const target = stage.phone.targets.find(({ name }) => name === 'green')
    const sample = stage.poses.latest()
    if (target === undefined || sample === undefined) throw new Error('nothing to point at')
    const point = { frame: sample.frame, ...seenAt(target.position, sample.camera) }
    stage.tracker.point({ type: 'pointer', point, colour: 'green' }, expert)
    const at = await until('the pointer', () => shown[0])
    expect(distance(at.position, target.position)).toBeLessThan(0.01)
    stage.tracker.point(undefined, expert)
    expect(shown.at(-1)).toBeUndefined()
  })
})
