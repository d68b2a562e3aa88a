import { afterEach, beforeAll, expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import type { PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import { targets } from '#ar/simulator/room/targets.ts'
import { facing, lookingAt, seen, startAr } from './ar-session.ts'

let phone: PhoneSimulator
const open: MediaStream[] = []

beforeAll(async () => {
  phone = await installPhoneSimulator({ hint: false, needsTap: false })
})
afterEach(() => {
  for (const stream of open.splice(0)) for (const track of stream.getTracks()) track.stop()
})

async function camera(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia(constraints)
  open.push(stream)
  return stream
}

function nextFrame(video: HTMLVideoElement): Promise<VideoFrameCallbackMetadata> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((_, metadata) => resolve(metadata))
  })
}

it('[PC1] getUserMedia gives the room as a moving picture, upright like the screen, and the real microphone', async () => {
  const target = targets.find(({ name }) => name === 'green')
  if (!target) throw new Error('no target')
  phone.setPose(lookingAt(target.position))
  const stream = await camera({ video: { facingMode: 'environment' }, audio: true })
  expect(stream.getAudioTracks()).toHaveLength(1)
  const [track] = stream.getVideoTracks()
  expect(track?.label).toMatch(/back/)
  expect(track?.getSettings()).toMatchObject({ facingMode: 'environment', width: 480, height: 640 })

  const video = document.createElement('video')
  video.muted = true
  video.srcObject = stream
  await video.play()
  await nextFrame(video)
  // Frames keep coming although nothing moves, as from a real camera.
  await nextFrame(video)
  await nextFrame(video)
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const ctx = canvas.getContext('2d')
  ctx?.drawImage(video, 0, 0)
  const at = projectInto(video.videoWidth / video.videoHeight, target.position)
  const pixel = ctx?.getImageData(at.u * canvas.width, at.v * canvas.height, 1, 1).data
  expect(pixel?.[0]).toBeLessThan(60)
  expect(pixel?.[1]).toBeGreaterThan(200)
  video.srcObject = null
})

/** The camera outside AR has its own picture shape, so the handle's `project` (the screen's) does not fit. */
function projectInto(aspect: number, point: readonly [number, number, number]): { u: number; v: number } {
  const screen = phone.project(point)
  if (!screen) throw new Error('behind the phone')
  // Both pictures see the same angle along their long, upright edge.
  return { u: 0.5 + ((screen.u - 0.5) * (innerWidth / innerHeight)) / aspect, v: screen.v }
}

it('[PC2] during AR the camera cannot be had, and afterwards it can', async () => {
  const ar = await startAr()
  await expect(navigator.mediaDevices.getUserMedia({ video: true })).rejects.toMatchObject({
    name: 'NotReadableError',
  })
  expect((await camera({ audio: true })).getAudioTracks()).toHaveLength(1)
  await ar.end()
  expect((await camera({ video: true })).getVideoTracks()[0]?.readyState).toBe('live')
})

it('[PC3] a live track, or a clone of one, keeps the camera from the session; a stopped one does not', async () => {
  const stream = await camera({ video: true })
  const clone = stream.getVideoTracks()[0]?.clone()
  for (const track of stream.getTracks()) track.stop()
  let ar = await startAr()
  expect(ar.session.enabledFeatures).toContain('camera-access')
  expect(await ar.frame((_, view) => seen(view).camera ?? null)).toBeNull()
  clone?.stop()
  expect(await ar.frame((_, view) => seen(view).camera ?? null)).toBeNull()
  await ar.end()
  ar = await startAr()
  expect(await ar.frame((_, view) => seen(view).camera?.width)).toBeGreaterThan(100)
  await ar.end()
})

it('[PC4] the phone has two cameras, both on its back', async () => {
  const front = navigator.mediaDevices.getUserMedia({ video: { facingMode: { exact: 'user' } } })
  await expect(front).rejects.toMatchObject({ name: 'OverconstrainedError', constraint: 'facingMode' })
  const devices = await navigator.mediaDevices.enumerateDevices()
  expect(devices.filter((device) => device.kind === 'videoinput')).toHaveLength(2)
})

async function middleOf(stream: MediaStream): Promise<Uint8ClampedArray> {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = stream
  await video.play()
  await nextFrame(video)
  await nextFrame(video)
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const ctx = canvas.getContext('2d')
  ctx?.drawImage(video, 0, 0)
  video.srcObject = null
  return ctx?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray()
}

/** How many pixels have the target's green. */
function greens(data: Uint8ClampedArray): number {
  let count = 0
  for (let i = 0; i < data.length; i += 4)
    if ((data[i] ?? 0) < 80 && (data[i + 1] ?? 0) > 180 && (data[i + 2] ?? 0) < 120) count += 1
  return count
}

it('[PC6] zoom shows things larger, the other lens smaller, and the torch lights a dark room', async () => {
  const target = targets.find(({ name }) => name === 'green')
  if (!target) throw new Error('no target')
  phone.setPose(facing(target.position, [0, 1.5, 0]))
  const stream = await camera({ video: true })
  const track = stream.getVideoTracks()[0]
  expect(track?.getCapabilities()).toMatchObject({ torch: true, zoom: { min: 1, max: 4 } })
  const plain = greens(await middleOf(stream))
  const told = (wish: object) => track?.applyConstraints({ advanced: [wish] })
  await told({ zoom: 2 })
  expect(track?.getSettings()).toMatchObject({ zoom: 2, torch: false })
  expect(greens(await middleOf(stream))).toBeGreaterThan(plain * 3)
  await expect(told({ zoom: 9 })).rejects.toMatchObject({ name: 'OverconstrainedError' })
  await told({ zoom: 1 })

  phone.setLight(0.1)
  expect(greens(await middleOf(stream))).toBe(0)
  await told({ torch: true })
  expect(phone.torch()).toBe(true)
  expect(greens(await middleOf(stream))).toBeGreaterThan(plain / 2)
  track?.stop()
  expect(phone.torch()).toBe(false)
  phone.setLight(1)

  const wide = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === 'videoinput')[1]
  if (!wide) throw new Error('no second lens')
  const other = await camera({ video: { deviceId: { exact: wide.deviceId } } })
  expect(other.getVideoTracks()[0]?.getSettings().deviceId).toBe(wide.deviceId)
  const seenWide = greens(await middleOf(other))
  expect(seenWide).toBeLessThan(plain / 2)
  expect(seenWide).toBeGreaterThan(0)
})

it('[PC5] nothing is drawn when nobody looks', async () => {
  const original = WebGL2RenderingContext.prototype.drawElements
  let draws = 0
  WebGL2RenderingContext.prototype.drawElements = function (...args) {
    draws += 1
    original.apply(this, args)
  }
  try {
    const stream = await camera({ video: true })
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = stream
    await video.play()
    phone.setPose(lookingAt([0, 0, -1]))
    await nextFrame(video)
    await nextFrame(video)
    expect(draws).toBeGreaterThan(0)
    for (const track of stream.getTracks()) track.stop()
    draws = 0
    phone.setPose(lookingAt([1, 0, -1]))
    const started = performance.now()
    // A fifth of a second is three frames of the camera's own pace.
    while (performance.now() - started < 200) await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(draws).toBe(0)
  } finally {
    WebGL2RenderingContext.prototype.drawElements = original
  }
})
