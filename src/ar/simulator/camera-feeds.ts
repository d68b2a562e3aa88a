import type { Pose } from '#domain/geometry.ts'
import type { Environment } from './environment.ts'
import { fit, lensFor } from './lens.ts'

/** Frames per second of the camera outside AR: what a software renderer carries beside an encoder. */
const RATE = 15

/** The phone's camera as getUserMedia sees it. */
export interface CameraFeeds {
  /** A new video track of the room from the phone's pose; the camera runs until it and all its clones are stopped. */
  open(width: number, height: number): MediaStreamTrack
  /** Whether a track of the camera is live. */
  live(): boolean
}

interface Feed {
  readonly canvas: HTMLCanvasElement
  readonly ctx: CanvasRenderingContext2D
  readonly tracks: Set<MediaStreamTrack>
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
}

export const DEVICE_ID = 'camera-0'
const LABEL = 'camera 0, facing back'

/** Makes a canvas track answer as a camera's. */
function dressTrack(track: MediaStreamTrack, feed: Feed): void {
  feed.tracks.add(track)
  const settings = track.getSettings.bind(track)
  const clone = track.clone.bind(track)
  const answers: Readonly<Record<string, unknown>> = {
    getSettings: () => ({
      ...settings(),
      deviceId: DEVICE_ID,
      facingMode: 'environment',
      width: feed.canvas.width,
      height: feed.canvas.height,
      frameRate: RATE,
    }),
    getCapabilities: () => ({
      deviceId: DEVICE_ID,
      facingMode: ['environment'],
      width: { min: 2, max: feed.canvas.width },
      height: { min: 2, max: feed.canvas.height },
      frameRate: { min: 1, max: RATE },
    }),
    applyConstraints: async () => undefined,
    clone: () => {
      const copy = clone()
      dressTrack(copy, feed)
      return copy
    },
  }
  for (const [name, value] of Object.entries(answers)) Object.defineProperty(track, name, { value })
  Object.defineProperty(track, 'label', { value: LABEL })
}

export function createCameraFeeds({ environment, longEdge, settle, arRunning }: CameraDeps): CameraFeeds {
  const feeds = new Set<Feed>()
  let timer: ReturnType<typeof setInterval> | undefined

  const prune = (): void => {
    for (const feed of feeds)
      if ([...feed.tracks].every((track) => track.readyState === 'ended')) feeds.delete(feed)
  }
  const shoot = (feed: Feed, pose: Pose): void => {
    const { width, height } = feed.canvas
    environment.draw(pose, lensFor(width / height), width, height)
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
    open(width, height) {
      const canvas = document.createElement('canvas')
      const [w, h] = fit(width, height, longEdge)
      canvas.width = w
      canvas.height = h
      // Read back once per frame by the encoder: kept on the processor's side, that is twice as fast without a graphics card.
      const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
      const track = canvas.captureStream().getVideoTracks()[0]
      if (!ctx || !track) throw new DOMException('Could not start video source', 'NotReadableError')
      const feed: Feed = { canvas, ctx, tracks: new Set(), drawn: -1 }
      dressTrack(track, feed)
      feeds.add(feed)
      timer ??= setInterval(run, 1000 / RATE)
      run()
      return track
    },
    live() {
      prune()
      return feeds.size > 0
    },
  }
}
