import type { Pose } from '#domain/geometry.ts'
import { type CameraSettings, decideSettings, type Lens, PLAIN, ZOOM, zoomed } from './camera-controls.ts'
import type { Environment } from './environment.ts'
import { fit, lensFor } from './lens.ts'

/** Frames per second of the camera outside AR: what a software renderer carries beside an encoder. */
const RATE = 15

/** The phone's camera as getUserMedia sees it. */
export interface CameraFeeds {
  /** A new video track of the room from the phone's pose; the camera runs until it and all its clones are stopped. */
  open(lens: Lens, width: number, height: number): MediaStreamTrack
  /** Whether a track of the camera is live. */
  live(): boolean
  /** Whether a live track has the torch on. */
  torch(): boolean
}

interface Feed {
  readonly canvas: HTMLCanvasElement
  readonly ctx: CanvasRenderingContext2D
  readonly tracks: Set<MediaStreamTrack>
  readonly lens: Lens
  settings: CameraSettings
  drawn: number
}

export interface CameraDeps {
  readonly environment: Environment
  /** The longest edge that is drawn for a wish; a wish that insists gets what it asks for. */
  readonly longEdge: number
  /** Moves the phone on along its path and tells where it is. */
  settle(): Pose
  /** While AR runs it owns the camera: tracks that are still open stand still. */
  arRunning(): boolean
  /** The torch was switched, or its camera closed. */
  torchChanged(): void
}

/** Makes a canvas track answer as a camera's. */
function dressTrack(track: MediaStreamTrack, feed: Feed, changed: () => void): void {
  feed.tracks.add(track)
  const settings = track.getSettings.bind(track)
  const clone = track.clone.bind(track)
  const answers: Readonly<Record<string, unknown>> = {
    getSettings: () => ({
      ...settings(),
      deviceId: feed.lens.deviceId,
      facingMode: 'environment',
      ...feed.settings,
      width: feed.canvas.width,
      height: feed.canvas.height,
      frameRate: RATE,
    }),
    getCapabilities: () => ({
      deviceId: feed.lens.deviceId,
      facingMode: ['environment'],
      torch: true,
      zoom: ZOOM,
      width: { min: 2, max: feed.canvas.width },
      height: { min: 2, max: feed.canvas.height },
      frameRate: { min: 1, max: RATE },
    }),
    applyConstraints: async (wanted: MediaTrackConstraints = {}) => {
      const decision = decideSettings(feed.settings, wanted)
      if (decision.status === 'impossible')
        throw new OverconstrainedError(decision.constraint, 'This camera cannot do that')
      feed.settings = decision.settings
      changed()
    },
    clone: () => {
      const copy = clone()
      dressTrack(copy, feed, changed)
      return copy
    },
  }
  for (const [name, value] of Object.entries(answers)) Object.defineProperty(track, name, { value })
  Object.defineProperty(track, 'label', { value: feed.lens.label })
}

export function createCameraFeeds(deps: CameraDeps): CameraFeeds {
  const { environment, longEdge, settle, arRunning, torchChanged } = deps
  const feeds = new Set<Feed>()
  let timer: ReturnType<typeof setInterval> | undefined

  const prune = (): void => {
    for (const feed of feeds)
      if ([...feed.tracks].every((track) => track.readyState === 'ended')) {
        feeds.delete(feed)
        if (feed.settings.torch) torchChanged()
      }
  }
  const shoot = (feed: Feed, pose: Pose): void => {
    const { width, height } = feed.canvas
    environment.draw(pose, zoomed(lensFor(width / height), feed.lens, feed.settings), width, height)
    if (feed.drawn === environment.version()) {
      // A camera gives frames also of a still room: putting one pixel back is the cheapest way to push one.
      feed.ctx.putImageData(feed.ctx.getImageData(0, 0, 1, 1), 0, 0)
      return
    }
    environment.makeReadable()
    feed.ctx.drawImage(environment.canvas, 0, 0)
    feed.drawn = environment.version()
  }
  const run = (): void => {
    prune()
    if (feeds.size === 0) {
      clearInterval(timer)
      timer = undefined
      return
    }
    if (arRunning()) return
    const pose = settle()
    for (const feed of feeds) shoot(feed, pose)
    environment.shown()
  }

  return {
    open(lens, width, height) {
      const canvas = document.createElement('canvas')
      const [w, h] = fit(width, height, longEdge)
      canvas.width = w
      canvas.height = h
      // Read back once per frame by the encoder: kept on the processor's side, that is twice as fast without a graphics card.
      const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
      const track = canvas.captureStream().getVideoTracks()[0]
      if (!ctx || !track) throw new DOMException('Could not start video source', 'NotReadableError')
      const feed: Feed = { canvas, ctx, tracks: new Set(), lens, settings: PLAIN, drawn: -1 }
      dressTrack(track, feed, torchChanged)
      feeds.add(feed)
      timer ??= setInterval(run, 1000 / RATE)
      run()
      return track
    },
    live() {
      prune()
      return feeds.size > 0
    },
    torch() {
      prune()
      return [...feeds].some((feed) => feed.settings.torch)
    },
  }
}
