import { expect, it, onTestFinished, vi } from 'vitest'
import { createCameraControls } from '#call/camera-controls.ts'
import { createLocalMedia } from '#call/local-media.ts'

/*
 * Browsers without a phone have cameras that can do none of this. What the driver of a phone's camera answers is played on real
 * tracks, at the platform's edge: getCapabilities, getSettings, applyConstraints, enumerateDevices, ImageCapture.
 */

interface Driver {
  readonly capabilities: object
  settings: Record<string, unknown>
  /** Refuses what it is asked for from now on. */
  isStubborn: boolean
}

const canvas = document.createElement('canvas')
canvas.width = 320
canvas.height = 240

function openTrack(driver: Driver): MediaStreamTrack {
  canvas.getContext('2d')?.fillRect(0, 0, 320, 240)
  const [track] = canvas.captureStream(10).getVideoTracks()
  if (track === undefined) throw new Error('no track')
  onTestFinished(() => track.stop())
  return Object.assign(track, {
    getCapabilities: () => driver.capabilities,
    getSettings: () => driver.settings,
    async applyConstraints({ advanced = [] }: MediaTrackConstraints = {}) {
      if (driver.isStubborn) throw new OverconstrainedError('torch', 'no')
      driver.settings = Object.assign({}, driver.settings, ...advanced)
    },
  })
}

const device = (deviceId: string, label: string, kind: MediaDeviceKind = 'videoinput') => ({
  deviceId,
  label,
  kind,
  groupId: '',
  toJSON: () => ({}),
})

async function openPhone(capabilities: object, devices = [device('a', 'camera2 0, facing back')]) {
  const driver: Driver = {
    capabilities,
    settings: { deviceId: 'a', torch: false, zoom: 1 },
    isStubborn: false,
  }
  const opened: MediaStreamConstraints[] = []
  let broken: string | undefined
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: () => Promise.resolve(devices),
    getUserMedia(constraints: MediaStreamConstraints) {
      opened.push(constraints)
      const { video } = constraints
      const id = typeof video === 'object' ? video.deviceId : undefined
      const wanted = typeof id === 'object' && 'exact' in id && typeof id.exact === 'string' ? id.exact : 'a'
      if (wanted === broken) return Promise.reject(new DOMException('no', 'NotReadableError'))
      driver.settings = { ...driver.settings, deviceId: wanted, torch: false, zoom: 1 }
      return Promise.resolve(new MediaStream([openTrack(driver)]))
    },
  })
  const media = createLocalMedia({ mediaDevices, secure: true })
  const controls = createCameraControls({ media, mediaDevices })
  onTestFinished(() => {
    controls.close()
    media.close()
  })
  await media.openCamera()
  await vi.waitUntil(() => controls.snapshot() !== undefined)
  return {
    driver,
    media,
    controls,
    opened,
    break: (deviceId: string) => void (broken = deviceId),
  }
}

const EVERYTHING = { torch: true, zoom: { min: 1, max: 8, step: 0.1 } }

it('offers what camera and browser have, and nothing while no camera is open', async () => {
  const { controls, media } = await openPhone(EVERYTHING)
  expect(controls.snapshot()).toEqual({
    torch: false,
    zoom: { min: 1, max: 8, step: 0.1, value: 1 },
    photo: true,
  })
  media.closeCamera()
  expect(controls.snapshot()).toBeUndefined()
  expect(await controls.apply({ kind: 'torch', on: true })).toMatchObject({ ok: false })
  const plain = await openPhone({})
  expect(plain.controls.snapshot()).toEqual({ photo: true })
  expect(await plain.controls.apply({ kind: 'zoom', value: 2 })).toMatchObject({ ok: false })
})

it('sets torch and zoom together, keeps to the zoom there is, and says when the driver refuses', async () => {
  const { controls, driver } = await openPhone(EVERYTHING)
  expect(await controls.apply({ kind: 'torch', on: true })).toEqual({ ok: true, value: undefined })
  expect(await controls.apply({ kind: 'zoom', value: 20 })).toEqual({ ok: true, value: undefined })
  expect(controls.snapshot()).toMatchObject({ torch: true, zoom: { value: 8 } })
  driver.isStubborn = true
  const refused = await controls.apply({ kind: 'torch', on: false })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'not-supported' } })
  expect(controls.snapshot()).toMatchObject({ torch: true })
})

it('changes to another lens on the back, and comes back when that one cannot be opened', async () => {
  const phone = await openPhone({}, [
    device('a', 'camera2 0, facing back'),
    device('b', 'Back Ultra Wide Camera'),
    device('c', 'camera2 1, facing front'),
    device('m', 'Microphone', 'audioinput'),
  ])
  const { controls, opened } = phone
  expect(controls.snapshot()).toMatchObject({
    lenses: [
      { id: 'a', label: 'Lens 1' },
      { id: 'b', label: 'Back Ultra Wide Camera' },
    ],
    lensId: 'a',
  })
  expect(await controls.apply({ kind: 'lens', lensId: 'b' })).toMatchObject({ ok: true })
  await vi.waitUntil(() => controls.snapshot()?.lensId === 'b')
  expect(opened.at(-1)).toMatchObject({ video: { deviceId: { exact: 'b' } } })
  expect(await controls.apply({ kind: 'lens', lensId: 'c' })).toMatchObject({ ok: false })
  phone.break('a')
  expect(await controls.apply({ kind: 'lens', lensId: 'a' })).toMatchObject({ ok: false })
  expect(phone.media.tracks().camera?.readyState).toBe('live')
  await vi.waitUntil(() => controls.snapshot()?.lensId === 'b')
})

it('takes the whole frame as a photo where the camera takes none of its own', async () => {
  const { controls } = await openPhone({})
  const outcome = await controls.apply({ kind: 'photo' })
  const photo = outcome.ok ? outcome.value : undefined
  expect(photo).toMatchObject({ width: 320, height: 240, jpeg: { type: 'image/jpeg' } })
  expect(photo?.jpeg.size).toBeGreaterThan(100)
})
