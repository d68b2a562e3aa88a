import { afterEach, describe, expect, it } from 'vitest'
import { createLocalMedia, type LocalMedia } from '#call/local-media.ts'

let media: LocalMedia | undefined
afterEach(() => media?.close())

function onThisDevice(): LocalMedia {
  media = createLocalMedia({ mediaDevices: navigator.mediaDevices, secure: isSecureContext })
  return media
}

/** The browser's device list as a test wants it to be; what a person's answer or another app does cannot be had otherwise. */
function devices(getUserMedia: () => Promise<MediaStream>): {
  readonly mediaDevices: MediaDevices
  plug(kinds: readonly MediaDeviceKind[]): void
} {
  let there: readonly MediaDeviceKind[] = []
  const target = new EventTarget()
  const mediaDevices: MediaDevices = Object.assign(target, {
    ondevicechange: null,
    getUserMedia,
    getDisplayMedia: getUserMedia,
    getSupportedConstraints: () => ({}),
    enumerateDevices: async () =>
      there.map((kind) => ({ kind, deviceId: '', groupId: '', label: '', toJSON: () => ({}) })),
  })
  return {
    mediaDevices,
    plug(kinds) {
      there = kinds
      target.dispatchEvent(new Event('devicechange'))
    },
  }
}

const refusing = (name: string) => () => Promise.reject(new DOMException('no', name))

describe('camera and microphone', () => {
  it('open, give their tracks, and are given back', async () => {
    const local = onThisDevice()
    expect(local.tracks()).toEqual({ camera: undefined, microphone: undefined })
    await Promise.all([local.openCamera(), local.openMicrophone()])
    const { camera, microphone } = local.tracks()
    expect(local.snapshot().camera).toEqual({ status: 'on', track: camera })
    expect(camera?.getSettings()).toMatchObject({ width: 1280, height: 720 })
    expect(microphone?.kind).toBe('audio')
    local.closeCamera()
    expect(camera?.readyState).toBe('ended')
    expect(local.snapshot().camera).toEqual({ status: 'off' })
    local.close()
    expect(microphone?.readyState).toBe('ended')
  })

  it('tell of each step, and the snapshot is the same until something changed', async () => {
    const local = onThisDevice()
    const steps: string[] = []
    local.subscribe(() => steps.push(local.snapshot().camera.status))
    expect(local.snapshot()).toBe(local.snapshot())
    await local.openCamera()
    expect(steps).toEqual(['asking', 'on'])
  })

  it('stay muted across closing and opening', async () => {
    const local = onThisDevice()
    await local.openMicrophone()
    local.setMuted(true)
    expect(local.tracks().microphone?.enabled).toBe(false)
    local.closeMicrophone()
    await local.openMicrophone()
    expect(local.tracks().microphone?.enabled).toBe(false)
    local.setMuted(false)
    expect(local.tracks().microphone?.enabled).toBe(true)
  })

  it('drop an answer that comes when nobody asks any more, and give the device back', async () => {
    const late: { answer?: (stream: MediaStream) => void } = {}
    const { mediaDevices } = devices(() => new Promise((answer) => (late.answer = answer)))
    media = createLocalMedia({ mediaDevices, secure: true })
    const opening = media.openCamera()
    media.closeCamera()
    const stream = await navigator.mediaDevices.getUserMedia({ video: true })
    late.answer?.(stream)
    await opening
    expect(media.snapshot().camera).toEqual({ status: 'off' })
    expect(stream.getVideoTracks()[0]?.readyState).toBe('ended')
  })

  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
  ])('say what to do on %s', async (name, status) => {
    media = createLocalMedia({ mediaDevices: devices(refusing(name)).mediaDevices, secure: true })
    await media.openMicrophone()
    expect(media.snapshot().microphone).toMatchObject({ status })
    expect(media.snapshot().microphone).toHaveProperty('sentence', expect.stringContaining('microphone'))
    expect(media.snapshot().camera).toEqual({ status: 'off' })
  })

  it('need a secure page', async () => {
    media = createLocalMedia({ mediaDevices: undefined, secure: false })
    await media.openCamera()
    expect(media.snapshot().camera).toHaveProperty('sentence', expect.stringContaining('https'))
  })

  it('tell when the system takes the device away', async () => {
    const local = onThisDevice()
    await local.openCamera()
    /* What a browser does when the camera is unplugged; it cannot be unplugged from here. */
    local.tracks().camera?.dispatchEvent(new Event('ended'))
    expect(local.snapshot().camera).toMatchObject({ status: 'busy' })
    await local.openCamera()
    expect(local.snapshot().camera.status).toBe('on')
  })

  it('can be asked for again once one is plugged in', async () => {
    const { mediaDevices, plug } = devices(refusing('NotFoundError'))
    const local = (media = createLocalMedia({ mediaDevices, secure: true }))
    await local.openCamera()
    plug(['audioinput'])
    plug(['audioinput', 'videoinput'])
    await expect.poll(() => local.snapshot().camera).toEqual({ status: 'off' })
  })

  describe('that AR has just let go of', () => {
    /** Busy for so many questions; the pauses between them pass at once and are kept. */
    function busyFor(times: number): {
      readonly local: LocalMedia
      readonly pauses: number[]
      asked(): number
    } {
      let asked = 0
      const pauses: number[] = []
      const { mediaDevices } = devices(() => {
        asked += 1
        return asked <= times
          ? Promise.reject(new DOMException('held', 'NotReadableError'))
          : navigator.mediaDevices.getUserMedia({ video: true })
      })
      const timers = {
        after(ms: number, callback: () => void) {
          pauses.push(ms)
          queueMicrotask(callback)
          return () => undefined
        },
      }
      media = createLocalMedia({ mediaDevices, secure: true, timers })
      return { local: media, pauses, asked: () => asked }
    }

    it('is asked for again while it is busy, without a word of trouble in between', async () => {
      const { local, pauses } = busyFor(3)
      const steps: string[] = []
      local.subscribe(() => steps.push(local.snapshot().camera.status))
      await local.openCamera({ patiently: true })
      expect(steps).toEqual(['asking', 'on'])
      expect(pauses).toHaveLength(3)
    })

    it('is in trouble after about a second and a half, and at once for who has no reason to wait', async () => {
      const { local, pauses } = busyFor(100)
      await local.openCamera()
      expect(pauses).toEqual([])
      await local.openCamera({ patiently: true })
      expect(local.snapshot().camera.status).toBe('busy')
      const waited = pauses.reduce((sum, pause) => sum + pause, 0)
      expect(waited).toBeGreaterThan(1000)
      expect(waited).toBeLessThanOrEqual(2000)
    })

    it('is not asked for again once nobody wants it', async () => {
      const { local, asked } = busyFor(100)
      const opening = local.openCamera({ patiently: true })
      local.closeCamera()
      await opening
      expect(asked()).toBe(1)
      expect(local.snapshot().camera).toEqual({ status: 'off' })
    })
  })
})
