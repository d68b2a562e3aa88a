import { createTicker } from './ticker.ts'

/** Longest edge of a film in pixels: sharp enough to read a label, small enough for a laptop to encode beside a call. */
const LONGEST_EDGE = 1280
/** A call starts small and grows sharper: the film never takes on a start-up size below this. */
const SHORTEST_LONG_EDGE = 640
/** Frames drawn a second; above the 24 that the film promises, so that a late tick does not fall below. */
const FILM_RATE = 30

/**
 * Ticks per drawn frame when the encoder is behind, worst first: frames that wait for it fill the memory and are lost in a
 * crash. A machine that keeps up never comes here.
 */
const EASING: readonly { readonly behindMs: number; readonly ticks: number }[] = [
  { behindMs: 6_000, ticks: 8 },
  { behindMs: 4_000, ticks: 4 },
  { behindMs: 2_000, ticks: 2 },
]

export function ticksPerFrame(behindMs: number): number {
  return EASING.find((step) => behindMs >= step.behindMs)?.ticks ?? 1
}

/** The picture that is recorded: of one size from start to end, whatever happens to the live picture. */
export interface Film {
  readonly track: MediaStreamTrack
  readonly width: number
  readonly height: number
  /** How far the encoder is behind, in milliseconds: far behind, fewer frames are drawn until it has caught up. */
  ease(behindMs: number): void
  close(): void
}

/** The film's size for a picture: its shape, its long edge between the two limits, even numbers as encoders want them. */
export function filmSize(picture: { readonly width: number; readonly height: number }): {
  width: number
  height: number
} {
  const longEdge = Math.max(picture.width, picture.height)
  if (longEdge === 0) return { width: LONGEST_EDGE, height: 720 }
  const scale = Math.min(LONGEST_EDGE, Math.max(SHORTEST_LONG_EDGE, longEdge)) / longEdge
  const even = (length: number): number => Math.max(2, Math.round((length * scale) / 2) * 2)
  return { width: even(picture.width), height: even(picture.height) }
}

/** Where a picture lies inside the film: whole, centred, as large as fits. */
export function fitInside(
  picture: { readonly width: number; readonly height: number },
  film: { readonly width: number; readonly height: number },
): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(film.width / picture.width, film.height / picture.height)
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  return { x: Math.round((film.width - width) / 2), y: Math.round((film.height - height) / 2), width, height }
}

/**
 * Copies `source` (the compositor's canvas: camera, marks and models, no strip) at a steady rate onto a canvas of fixed size:
 * that of `picture`, the size that the technician's device says it sends, which the call may not have climbed to yet.
 */
export function createFilm(
  source: HTMLCanvasElement,
  picture: { readonly width: number; readonly height: number } = source,
): Film {
  const { width, height } = filmSize(picture)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  // The encoder wants the pixels on the CPU in any case; a GPU canvas costs a second, slower read of each frame.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('This browser cannot draw the film. Close other tabs and try again.')

  const draw = (): void => {
    if (source.width === 0 || source.height === 0) return
    const at = fitInside(source, canvas)
    if (at.width !== width || at.height !== height) {
      context.fillStyle = '#000'
      context.fillRect(0, 0, width, height)
    }
    context.drawImage(source, at.x, at.y, at.width, at.height)
  }
  draw()
  const stream = canvas.captureStream(FILM_RATE)
  const [track] = stream.getVideoTracks()
  if (track === undefined) throw new Error('This browser cannot record a canvas.')
  let perFrame = 1
  let tick = 0
  const ticker = createTicker(1000 / FILM_RATE, () => {
    if (tick++ % perFrame === 0) draw()
  })
  return {
    track,
    width,
    height,
    ease(behindMs) {
      perFrame = ticksPerFrame(behindMs)
    },
    close() {
      ticker.close()
      track.stop()
    },
  }
}
