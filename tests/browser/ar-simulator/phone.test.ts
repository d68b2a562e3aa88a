import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import type { PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import { poseAt } from '#ar/simulator/pose-path.ts'
import { START_POSE } from '#ar/simulator/room/layout.ts'
import { targets } from '#ar/simulator/room/targets.ts'
import { distance, projectionOf, rayThrough, rotate, type Vec3 } from '#domain/geometry.ts'
import {
  type ArSession,
  colourAt,
  EVERYTHING,
  framesUntil,
  giveAll,
  lookingAt,
  readCamera,
  seen,
  startAr,
} from './ar-session.ts'

let phone: PhoneSimulator
let ar: ArSession
let root: HTMLElement

beforeAll(async () => {
  phone = await installPhoneSimulator({ needsTap: false, hint: false })
})
beforeEach(async () => {
  giveAll(phone)
  phone.setPose(START_POSE)
  root = document.createElement('div')
  document.body.append(root)
  ar = await startAr({ ...EVERYTHING, domOverlay: { root } })
})
afterEach(async () => {
  await ar.end()
  root.remove()
})

const vec = ({ x, y, z }: DOMPointReadOnly): Vec3 => [x, y, z]

/** The ray of the frame through a picture point, as an app would send it into a hit test. */
async function hitThrough(u: number, v: number, entityTypes?: XRHitTestTrackableType[]) {
  const ray = await ar.frame((_, view) => {
    const { transform, projectionMatrix } = seen(view)
    const { x, y, z, w } = transform.orientation
    const camera = {
      pose: { position: vec(transform.position), orientation: [x, y, z, w] as const },
      projection: projectionOf(projectionMatrix),
    }
    return rayThrough({ u, v }, camera)
  })
  const [o, d] = [ray.origin, ray.direction]
  const offsetRay = new XRRay({ x: o[0], y: o[1], z: o[2], w: 1 }, { x: d[0], y: d[1], z: d[2], w: 0 })
  const init: XRHitTestOptionsInit = { space: ar.space, offsetRay, ...(entityTypes ? { entityTypes } : {}) }
  const source = await ar.session.requestHitTestSource?.(init)
  if (!source) throw new Error('no hit test source')
  const poses = await ar.frame((frame) =>
    frame.getHitTestResults(source).map((result) => result.getPose(ar.space)?.transform),
  )
  source.cancel()
  return poses
}

it('[PH1] grants what an Android phone offers and shows itself as one', async () => {
  expect(await navigator.xr?.isSessionSupported('immersive-ar')).toBe(true)
  expect(await navigator.xr?.isSessionSupported('immersive-vr')).toBe(false)
  expect(ar.session.enabledFeatures).toEqual(
    expect.arrayContaining([
      'local-floor',
      'hit-test',
      'anchors',
      'dom-overlay',
      'plane-detection',
      'depth-sensing',
      'camera-access',
    ]),
  )
  expect(ar.session.environmentBlendMode).toBe('alpha-blend')
  expect(ar.session.interactionMode).toBe('screen-space')
  expect(ar.session.domOverlayState?.type).toBe('screen')
  expect(Object.hasOwn(navigator, 'userAgent')).toBe(false)
  const views = await ar.frame((frame) => frame.getViewerPose(ar.space)?.views ?? [])
  expect(views.map((view) => view.eye)).toEqual(['none'])
})

it('[PH2] has a framebuffer of its own and leaves the app canvas as it was', async () => {
  const { canvas } = ar.gl
  expect(ar.layer.framebuffer).toBeInstanceOf(WebGLFramebuffer)
  expect([ar.layer.framebufferWidth, ar.layer.framebufferHeight]).toEqual([innerWidth, innerHeight])
  const viewport = await ar.frame((_, view) => ar.layer.getViewport(seen(view)))
  expect([viewport?.x, viewport?.y, viewport?.width, viewport?.height]).toEqual([
    0,
    0,
    innerWidth,
    innerHeight,
  ])
  expect([canvas.width, canvas.height]).toEqual([300, 150])
  // What the app leaves in its own canvas is not what the screen shows: the session's buffer is.
  const { shown } = await ar.frame(() => {
    const { gl, layer } = ar
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.clearColor(1, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.bindFramebuffer(gl.FRAMEBUFFER, layer.framebuffer)
    gl.clearColor(0, 0, 1, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const pixels = new Promise<number[]>((resolve) => {
      // Right after the frame's callbacks the simulator has presented; the canvas can be read in the same task's end.
      queueMicrotask(() => {
        gl.bindFramebuffer(gl.FRAMEBUFFER, null)
        const pixel = new Uint8Array(4)
        gl.readPixels(5, 5, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
        resolve([...pixel])
      })
    })
    return { shown: pixels }
  })
  expect(await shown).toEqual([0, 0, 255, 255])
})

it('[PH3] a frame is over when its callback is', async () => {
  const kept = await ar.frame((frame) => frame)
  expect(() => kept.getViewerPose(ar.space)).toThrow(/inactive|invalid|over/i)
})

describe.each(targets)('the $name target', ({ position, normal, colour }) => {
  it('[PH4] is hit within 5 mm, shows its colour and its depth where it is projected', async () => {
    phone.setPose(lookingAt(position))
    const at = phone.project(position)
    if (!at) throw new Error('behind the phone')

    const [hit] = await hitThrough(at.u, at.v)
    expect(distance(vec(hit?.position ?? new DOMPointReadOnly(9, 9, 9)), position)).toBeLessThan(0.005)
    const q = hit?.orientation
    const up = rotate([q?.x ?? 0, q?.y ?? 0, q?.z ?? 0, q?.w ?? 1], [0, 1, 0])
    for (const i of [0, 1, 2] as const) expect(up[i]).toBeCloseTo(normal[i], 4)

    const seenThere = await ar.frame((frame, view) => {
      const depth = frame.getDepthInformation?.(seen(view))
      const picture = readCamera(ar, seen(view))
      if (!depth) throw new Error('no depth')
      const raw = new Uint16Array(depth.data)
      const cell = Math.floor(at.v * depth.height) * depth.width + Math.floor(at.u * depth.width)
      return {
        metres: depth.getDepthInMeters(at.u, at.v),
        fromBuffer: (raw[cell] ?? 0) * depth.rawValueToMeters,
        colour: colourAt(picture, at.u, at.v),
      }
    })
    expect(Math.abs(seenThere.metres - at.depth)).toBeLessThan(0.01)
    expect(seenThere.fromBuffer).toBeCloseTo(seenThere.metres, 6)
    expect(seenThere.colour).toBe(colour)
  })
})

it('[PH5] nothing else in the room has a strong colour', async () => {
  for (const yaw of [0, 60, 120, 180, 240, 300]) {
    const half = (yaw * Math.PI) / 360
    phone.setPose({ position: [0, 1.5, 0.6], orientation: [0, Math.sin(half), 0, Math.cos(half)] })
    const strays = await ar.frame((_, view) => {
      const { width, height, pixels } = readCamera(ar, seen(view))
      const discs = targets.flatMap((target) => {
        const at = phone.project(target.position)
        return at ? [{ x: at.u * width, y: (1 - at.v) * height, r: (0.04 / at.depth) * height + 3 }] : []
      })
      let count = 0
      for (let i = 0; i < width * height; i++) {
        const rgb = pixels.slice(i * 4, i * 4 + 3)
        const [low, high] = [Math.min(...rgb), Math.max(...rgb)]
        if (high < 60 || (high - low) / high < 0.4) continue
        const [x, y] = [i % width, Math.floor(i / width)]
        if (!discs.some((disc) => Math.hypot(disc.x - x, disc.y - y) < disc.r)) count += 1
      }
      return count
    })
    expect(strays).toBe(0)
  }
})

it('[PH6] a path moves the phone as it says, frame by frame, and ends with its last pose', async () => {
  const path = [
    { t: 0, ...START_POSE },
    { t: 500, ...lookingAt([-0.86, 0.76, -1.02], [-0.4, 1.4, 0.1]) },
  ]
  const seenPoses: { at: Vec3; turn: DOMPointReadOnly }[] = []
  let over = false
  const end = phone.play(path).then(() => {
    over = true
  })
  while (!over)
    await ar.frame((_, view) => {
      const { position, orientation } = seen(view).transform
      seenPoses.push({ at: vec(position), turn: orientation })
    })
  await end
  const metres = seenPoses.map(({ at }) => -at[0])
  expect(metres[0]).toBeCloseTo(0, 6)
  expect(metres.at(-1)).toBeCloseTo(0.4, 5)
  expect(metres).toEqual(metres.toSorted((a, b) => a - b))
  expect(new Set(metres).size).toBeGreaterThan(3)
  // When a frame comes is the machine's affair; that place and turn belong to one moment of the path is not.
  for (const { at, turn } of seenPoses) {
    const expected = poseAt(path, (-at[0] / 0.4) * 500)
    expect(distance(at, expected?.position ?? [9, 9, 9])).toBeLessThan(1e-4)
    expect(turn.y).toBeCloseTo(expected?.orientation[1] ?? 9, 4)
    expect(turn.x).toBeCloseTo(expected?.orientation[0] ?? 9, 4)
  }
})

it('[PH7] what is taken gives nothing from the next frame on, and again when given back', async () => {
  const at = phone.project(targets[0]?.position ?? [0, 0, 0]) ?? { u: 0.5, v: 0.5 }
  const look = async () => ({
    hits: (await hitThrough(at.u, at.v)).length > 0,
    rest: await ar.frame((frame, view) => ({
      depth: Boolean(frame.getDepthInformation?.(seen(view))),
      camera: Boolean(seen(view).camera),
      planes: (frame.detectedPlanes?.size ?? 0) > 0,
    })),
  })
  const all = { hits: true, rest: { depth: true, camera: true, planes: true } }
  expect(await look()).toEqual(all)
  for (const feature of ['hit-test', 'depth-sensing', 'camera-access', 'plane-detection'] as const)
    phone.take(feature)
  expect(await look()).toEqual({ hits: false, rest: { depth: false, camera: false, planes: false } })
  giveAll(phone)
  expect(await look()).toEqual(all)

  phone.take('tracking')
  expect(await ar.frame((frame) => frame.getViewerPose(ar.space) ?? 'lost')).toBe('lost')
  phone.give('tracking')
  expect(await ar.frame((frame) => frame.getViewerPose(ar.space)?.emulatedPosition)).toBe(false)

  phone.take('anchors')
  const refused = await ar
    .frame((frame) => frame.createAnchor?.(new XRRigidTransform(), ar.space))
    .catch((error: unknown) => (error instanceof DOMException ? error.name : error))
  expect(refused).toBe('NotSupportedError')
})

it('[PH8] a session asked for while something is taken does not have it, and fails if it must', async () => {
  await ar.session.end()
  phone.take('hit-test')
  phone.take('dom-overlay')
  ar = await startAr({ ...EVERYTHING, domOverlay: { root } })
  expect(ar.session.enabledFeatures).not.toContain('hit-test')
  expect(ar.session.enabledFeatures).toContain('depth-sensing')
  expect(ar.session.domOverlayState).toBeNull()
  const space = ar.space
  await expect(ar.session.requestHitTestSource?.({ space })).rejects.toThrow(/hit-test/)
  await ar.session.end()
  const must = navigator.xr?.requestSession('immersive-ar', { requiredFeatures: ['hit-test'] })
  await expect(must).rejects.toMatchObject({ name: 'NotSupportedError' })
  giveAll(phone)
  ar = await startAr()
})

it('[PH9] a reset moves the origin under everything; an anchor stays on its thing', async () => {
  const [hit] = await hitThrough(0.5, 0.5)
  if (!hit) throw new Error('nothing was hit')
  const where = { x: hit.position.x, y: hit.position.y, z: hit.position.z }
  const anchor = await (
    await ar.frame((frame) => {
      const made = frame.createAnchor?.(new XRRigidTransform(where), ar.space)
      return { made }
    })
  ).made
  if (!anchor) throw new Error('no anchor')
  const measure = () =>
    ar.frame((frame, view) => {
      const at = vec(
        frame.getPose(anchor.anchorSpace, ar.space)?.transform.position ?? new DOMPointReadOnly(),
      )
      return { at, metres: distance(at, vec(seen(view).transform.position)) }
    })
  const before = await measure()
  let told: XRReferenceSpaceEvent | undefined
  ar.space.addEventListener('reset', (event) => (told = event), { once: true })
  phone.resetSpace()
  const after = await measure()
  expect(told?.referenceSpace).toBe(ar.space)
  expect(told?.transform?.position.x).toBeCloseTo(phone.origin().position[0], 5)
  expect(distance(before.at, after.at)).toBeGreaterThan(0.1)
  expect(after.metres).toBeCloseTo(before.metres, 4)
})

it('[PH10] touches select in order, with a ray through the finger; what the overlay keeps does not', async () => {
  const log: string[] = []
  for (const type of ['selectstart', 'select', 'selectend', 'inputsourceschange'] as const)
    ar.session.addEventListener(type, () => log.push(type))
  root.addEventListener('beforexrselect', (event) => {
    log.push('beforexrselect')
    if (event.target instanceof HTMLButtonElement) event.preventDefault()
  })
  const source = await ar.session.requestHitTestSourceForTransientInput?.({ profile: 'generic-touchscreen' })
  const target = targets[3]
  const at = target && phone.project(target.position)
  if (!source || !target || !at) throw new Error('nothing to touch')
  let touched: Vec3 | undefined
  ar.session.addEventListener('selectstart', ({ inputSource }) => {
    expect(inputSource.targetRayMode).toBe('screen')
    ar.session.requestAnimationFrame((_, frame) => {
      const result = frame.getHitTestResultsForTransientInput(source)[0]?.results[0]
      touched = vec(result?.getPose(ar.space)?.transform.position ?? new DOMPointReadOnly())
    })
  })
  await phone.tap(at.u, at.v)
  expect(log).toEqual([
    'beforexrselect',
    'inputsourceschange',
    'selectstart',
    'select',
    'selectend',
    'inputsourceschange',
  ])
  expect(distance(touched ?? [9, 9, 9], target.position)).toBeLessThan(0.005)

  log.length = 0
  const button = document.createElement('button')
  button.style.cssText = 'position:absolute;left:0;top:0;width:80px;height:80px'
  let clicks = 0
  button.addEventListener('click', () => (clicks += 1))
  root.append(button)
  await phone.tap(20 / innerWidth, 20 / innerHeight)
  await ar.frame(() => undefined)
  expect(log).toEqual(['beforexrselect'])
  expect(clicks).toBe(1)
})

describe('a mouse', () => {
  const at = (type: string, clientX: number, clientY: number): void => {
    const init = {
      clientX,
      clientY,
      pointerId: 5,
      pointerType: 'mouse',
      bubbles: true,
      cancelable: true,
      composed: true,
    }
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(new PointerEvent(type, init))
  }

  it('[PH11] that drags over the bare picture looks around and selects nothing', async () => {
    let selected = 0
    ar.session.addEventListener('selectstart', () => (selected += 1))
    at('pointerdown', 100, 300)
    at('pointermove', 130, 300)
    at('pointermove', 190, 300)
    at('pointerup', 190, 300)
    await ar.frame(() => undefined)
    await ar.frame(() => undefined)
    expect(selected).toBe(0)
    expect(phone.pose().position).toEqual(START_POSE.position)
    // The picture follows the mouse: pulled to the right, the phone turns left.
    expect(rotate(phone.pose().orientation, [0, 0, -1])[0]).toBeLessThan(-0.05)
  })

  it('[PH12] that clicks taps, and over a panel drags nothing', async () => {
    let selected = 0
    ar.session.addEventListener('select', () => (selected += 1))
    at('pointerdown', 100, 300)
    at('pointerup', 102, 301)
    await framesUntil(ar, () => selected === 1)
    const panel = document.createElement('section')
    panel.style.cssText = 'position:absolute;left:0;top:0;width:200px;height:100px;background:#fff'
    root.append(panel)
    at('pointerdown', 50, 50)
    at('pointermove', 120, 60)
    at('pointerup', 120, 60)
    expect(phone.pose()).toEqual(START_POSE)
  })

  it('[PH13] and keys walk, but not while somebody types', async () => {
    const key = (type: string, on: EventTarget = document.body): boolean =>
      on.dispatchEvent(new KeyboardEvent(type, { code: 'KeyW', bubbles: true, cancelable: true }))
    key('keydown')
    await framesUntil(ar, () => phone.pose().position[2] < -0.05)
    key('keyup')
    const field = document.createElement('input')
    root.append(field)
    const before = phone.pose()
    key('keydown', field)
    for (let i = 0; i < 3; i++) await ar.frame(() => undefined)
    expect(phone.pose()).toEqual(before)
  })
})

it('[PH14] draws the room only when the phone has moved', async () => {
  const original = WebGL2RenderingContext.prototype.drawElements
  let draws = 0
  WebGL2RenderingContext.prototype.drawElements = function (...args) {
    draws += 1
    original.apply(this, args)
  }
  try {
    await ar.frame(() => undefined)
    draws = 0
    for (let i = 0; i < 5; i++) await ar.frame(() => undefined)
    expect(draws).toBe(0)
    phone.setPose(lookingAt([0, 0, -1.5]))
    for (let i = 0; i < 3; i++) await ar.frame(() => undefined)
    expect(draws).toBeGreaterThan(0)
    expect(draws).toBeLessThanOrEqual(24)
  } finally {
    WebGL2RenderingContext.prototype.drawElements = original
  }
})
