import type { CameraControls as CameraOffer, CameraWish } from '#domain/capability.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import { fail, type Outcome, succeed } from '#domain/problem.ts'
import { readOffer } from './camera-offer.ts'
import { type Photo, takePhoto } from './camera-photo.ts'
import type { LocalMedia } from './local-media.ts'

/**
 * What this device's camera lets itself be told: torch, zoom, lens, photo. Only what this browser and this camera have is
 * offered; undefined while no camera is open.
 */
export interface CameraControls extends Engine<CameraOffer | undefined> {
  /** Does it, after the technician's tap. A photo is in the outcome; it is nobody's still before it is shared. */
  apply(wish: CameraWish): Promise<Outcome<Photo | undefined>>
}

export interface CameraControlsDeps {
  readonly media: LocalMedia
  /** `navigator.mediaDevices`; undefined where the page is not secure. */
  readonly mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | undefined
}

const NO_CAMERA = 'The camera is off, so this cannot be done now.'
const NOT_HERE = 'This phone’s browser does not let a page do this with its camera.'
const LENS_STUCK = 'That lens could not be opened. The camera is as it was.'

/** What image capture calls constraints; newer than the type library. */
type Setting = MediaTrackConstraintSet & { readonly torch?: boolean; readonly zoom?: number }

export function createCameraControls({ media, mediaDevices }: CameraControlsDeps): CameraControls {
  const state = createValue<CameraOffer | undefined>(undefined)
  /** Each setting replaces all earlier ones, so that they are always said together. */
  let chosen: Setting = {}
  let track: MediaStreamTrack | undefined
  let closed = false

  async function look(): Promise<void> {
    const looked = track
    if (looked === undefined) return state.set(undefined)
    // Twice: Chrome on Android knows torch and zoom only a moment after the camera is open.
    for (const isSettled of [false, true]) {
      const offer = await readOffer(looked, mediaDevices, isSettled)
      if (closed || track !== looked) return
      if (JSON.stringify(offer) !== JSON.stringify(state.snapshot())) state.set(offer)
    }
  }

  function follow(): void {
    const { camera } = media.tracks()
    if (camera === track) return
    track = camera
    chosen = {}
    void look()
  }

  async function choose(setting: Setting): Promise<Outcome<undefined>> {
    if (track === undefined) return fail('not-supported', NO_CAMERA)
    const next = { ...zoomOf(track), ...chosen, ...setting }
    try {
      await track.applyConstraints({ advanced: [next] })
      chosen = next
    } catch {
      return fail('not-supported', NOT_HERE)
    } finally {
      await look()
    }
    return succeed(undefined)
  }

  async function setTorch(on: boolean): Promise<Outcome<undefined>> {
    if (state.snapshot()?.torch === undefined) return fail('not-supported', NOT_HERE)
    const outcome = await choose({ torch: on })
    // A wish that cannot be met is passed over in silence by the browser.
    return outcome.ok && state.snapshot()?.torch !== on ? fail('not-supported', NOT_HERE) : outcome
  }

  async function setZoom(value: number): Promise<Outcome<undefined>> {
    const zoom = state.snapshot()?.zoom
    if (zoom === undefined) return fail('not-supported', NOT_HERE)
    return choose({ zoom: Math.min(Math.max(value, zoom.min), zoom.max) })
  }

  async function openLens(lensId: string): Promise<Outcome<undefined>> {
    const before = track?.getSettings().deviceId
    const isOffered = state.snapshot()?.lenses?.some(({ id }) => id === lensId) === true
    if (!isOffered) return fail('not-supported', NOT_HERE)
    await media.openCamera({ deviceId: lensId })
    if (media.tracks().camera !== undefined) return succeed(undefined)
    await media.openCamera(before === undefined ? {} : { deviceId: before })
    return fail('not-supported', LENS_STUCK)
  }

  async function photo(): Promise<Outcome<Photo>> {
    const taken = track === undefined ? undefined : await takePhoto(track)
    return taken === undefined ? fail('not-supported', NO_CAMERA) : succeed(taken)
  }

  const off = media.subscribe(follow)
  follow()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async apply(wish) {
      if (track === undefined) return fail('not-supported', NO_CAMERA)
      switch (wish.kind) {
        case 'torch':
          return setTorch(wish.on)
        case 'zoom':
          return setZoom(wish.value)
        case 'lens':
          return openLens(wish.lensId)
        case 'photo':
          return photo()
      }
    },
    close() {
      closed = true
      off()
    },
  }
}

/** The zoom that somebody else chose on this track, as after AR: a setting that does not name it would end it. */
function zoomOf(track: MediaStreamTrack): Setting {
  const settings = track.getSettings()
  return 'zoom' in settings && typeof settings.zoom === 'number' ? { zoom: settings.zoom } : {}
}
