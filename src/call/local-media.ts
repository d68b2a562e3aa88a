import { createValue, type Engine } from '#domain/engine.ts'
import { realTimers, type Timers } from '#store/timers.ts'
import { type DeviceKind, type DeviceTrouble, trouble } from './device-trouble.ts'

/** One device: not asked for, being asked for, giving a track, or in the way of it with a sentence that says what to do. */
type DeviceState =
  | { readonly status: 'off' }
  | { readonly status: 'asking' }
  | { readonly status: 'on'; readonly track: MediaStreamTrack }
  | DeviceTrouble

interface LocalMediaState {
  readonly camera: DeviceState
  readonly microphone: DeviceState
  readonly muted: boolean
}

/** Camera and microphone of this device. Owns the tracks it opens: closing stops them. */
export interface LocalMedia extends Engine<LocalMediaState> {
  /**
   * Asks for the camera: one of this facing, or exactly the one of this device id. Resolves when it is on or in trouble; never rejects.
   * Changing the camera closes the other one first. `patiently`: who held the camera is just letting go of it, so that one that is
   * busy is asked for again a few times before that is called a trouble.
   */
  openCamera(options?: {
    readonly facing?: 'environment' | 'user'
    readonly deviceId?: string
    readonly patiently?: boolean
  }): Promise<void>
  closeCamera(): void
  openMicrophone(): Promise<void>
  closeMicrophone(): void
  /** Silences the microphone without giving it back; holds also for one that is opened later. */
  setMuted(muted: boolean): void
  /** The tracks that are on now. */
  tracks(): {
    readonly camera: MediaStreamTrack | undefined
    readonly microphone: MediaStreamTrack | undefined
  }
}

/** What is asked of a camera: 720p is what the link carries; more would be scaled down again on a phone that gets hot. */
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }

/** Pauses before a busy camera is asked for again, in milliseconds: most phones let go within the first two, nobody waits longer than all. */
const PATIENCE = [100, 200, 400, 800] as const

const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

type Devices = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>

/** `mediaDevices` is undefined where the page is not secure or the browser has none (`navigator.mediaDevices`). */
export function createLocalMedia(deps: {
  readonly mediaDevices: Devices | undefined
  readonly secure: boolean
  readonly timers?: Timers
}): LocalMedia {
  const { mediaDevices, secure, timers = realTimers } = deps
  const state = createValue<LocalMediaState>({
    camera: { status: 'off' },
    microphone: { status: 'off' },
    muted: false,
  })
  /* Counted up by every command, so that the answer to a question nobody asks any more is dropped. */
  const asked: Record<DeviceKind, number> = { camera: 0, microphone: 0 }
  let closed = false

  function put(kind: DeviceKind, next: DeviceState): void {
    state.set({ ...state.snapshot(), [kind]: next })
  }

  function stop(kind: DeviceKind): void {
    asked[kind] += 1
    const device = state.snapshot()[kind]
    if (device.status === 'on') device.track.stop()
  }

  /** Asks once, and again after each pause for as long as the device is busy and the question stands. */
  async function ask(
    constraints: MediaStreamConstraints,
    pauses: readonly number[],
    stands: () => boolean,
  ): Promise<MediaStream | undefined> {
    for (const pause of [...pauses, undefined])
      try {
        return await mediaDevices?.getUserMedia(constraints)
      } catch (error) {
        if (pause === undefined || !isBusy(error)) throw error
        await new Promise<void>((resolve) => timers.after(pause, resolve))
        if (!stands()) return undefined
      }
    return undefined
  }

  async function open(
    kind: DeviceKind,
    constraints: MediaStreamConstraints,
    pauses: readonly number[] = [],
  ): Promise<void> {
    if (closed) return
    stop(kind)
    const question = asked[kind]
    if (mediaDevices === undefined) return put(kind, trouble(kind, secure ? 'NotFoundError' : 'insecure'))
    put(kind, { status: 'asking' })
    try {
      const stream = await ask(constraints, pauses, () => asked[kind] === question)
      const [track] = stream?.getTracks() ?? []
      if (asked[kind] !== question) return track?.stop()
      if (track === undefined) return put(kind, trouble(kind, 'NotFoundError'))
      if (kind === 'microphone') track.enabled = !state.snapshot().muted
      /* Fired by the system only (unplugged, taken by a call, permission withdrawn), never by our own stop(). */
      track.addEventListener('ended', () => {
        const device = state.snapshot()[kind]
        if (device.status === 'on' && device.track === track) put(kind, trouble(kind, 'ended'))
      })
      put(kind, { status: 'on', track })
    } catch (error) {
      if (asked[kind] === question) put(kind, trouble(kind, error instanceof Error ? error.name : ''))
    }
  }

  /* A device that was missing may have been plugged in: the screen offers to ask again. */
  async function onDeviceChange(): Promise<void> {
    const devices = await mediaDevices?.enumerateDevices().catch(() => [])
    const now = state.snapshot()
    for (const [kind, input] of [
      ['camera', 'videoinput'],
      ['microphone', 'audioinput'],
    ] as const)
      if (now[kind].status === 'missing' && devices?.some((device) => device.kind === input) === true)
        put(kind, { status: 'off' })
  }
  const deviceChange = (): void => void onDeviceChange()
  mediaDevices?.addEventListener('devicechange', deviceChange)

  function shut(kind: DeviceKind): void {
    stop(kind)
    if (state.snapshot()[kind].status !== 'off') put(kind, { status: 'off' })
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    openCamera({ facing = 'environment', deviceId, patiently = false } = {}) {
      const which =
        deviceId === undefined ? { facingMode: { ideal: facing } } : { deviceId: { exact: deviceId } }
      return open('camera', { video: { ...CAMERA, ...which } }, patiently ? PATIENCE : [])
    },
    closeCamera: () => shut('camera'),
    openMicrophone: () => open('microphone', { audio: MICROPHONE }),
    closeMicrophone: () => shut('microphone'),
    setMuted(muted) {
      const now = state.snapshot()
      if (now.muted === muted) return
      if (now.microphone.status === 'on') now.microphone.track.enabled = !muted
      state.set({ ...now, muted })
    },
    tracks() {
      const { camera, microphone } = state.snapshot()
      return {
        camera: camera.status === 'on' ? camera.track : undefined,
        microphone: microphone.status === 'on' ? microphone.track : undefined,
      }
    },
    close() {
      closed = true
      mediaDevices?.removeEventListener('devicechange', deviceChange)
      shut('camera')
      shut('microphone')
    },
  }
}

/** Something else holds the device. Source: Media Capture and Streams, 10.2 getUserMedia(). */
function isBusy(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotReadableError' || error.name === 'AbortError')
}
