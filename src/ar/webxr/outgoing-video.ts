/**
 * How long, and how many, frames may be drawn without any of them leaving before another way out is taken. The count keeps a device
 * that stands still for seconds while shaders are made from being taken for one that captures nothing.
 */
const WATCHDOG_MS = 2000
const WATCHDOG_FRAMES = 12

/** Captured this often where frames cannot be asked for one by one (Firefox has no requestFrame). */
const CAPTURE_RATE = 24

interface Source {
  readonly track: MediaStreamVideoTrack
  push(time: number): void
  stop(): void
}

/** A canvas as an outgoing track, one frame per push. */
export interface OutgoingVideo {
  /** Replaced once when the first way out proves to be shut; `onReplaced` tells. */
  readonly track: MediaStreamTrack
  /** The canvas holds a new frame; monotonic time in milliseconds. */
  push(time: number): void
  close(): void
}

function fromCapture(canvas: HTMLCanvasElement): Source | undefined {
  const [asked] = canvas.captureStream(0).getVideoTracks()
  if (asked !== undefined && 'requestFrame' in asked && typeof asked.requestFrame === 'function') {
    const request: unknown = asked.requestFrame
    return {
      track: asked,
      push: () => {
        if (typeof request === 'function') Reflect.apply(request, asked, [])
      },
      stop: () => asked.stop(),
    }
  }
  asked?.stop()
  const [steady] = canvas.captureStream(CAPTURE_RATE).getVideoTracks()
  return steady && { track: steady, push: () => undefined, stop: () => steady.stop() }
}

/** Writes the canvas' frames into a track by hand: needs neither the page's rendering nor its animation frames. Chromium only. */
function fromGenerator(canvas: HTMLCanvasElement): Source | undefined {
  if (typeof MediaStreamTrackGenerator === 'undefined' || typeof VideoFrame === 'undefined') return undefined
  const track = new MediaStreamTrackGenerator({ kind: 'video' })
  const writer = track.writable.getWriter()
  return {
    track,
    push(time) {
      // A full queue would only delay what is shown: it grew to seconds when it was not watched.
      if ((writer.desiredSize ?? 0) <= 0) return
      const frame = new VideoFrame(canvas, { timestamp: Math.round(time * 1000) })
      writer.write(frame).catch(() => frame.close())
    },
    stop() {
      writer.close().catch(() => undefined)
      track.stop()
    },
  }
}

/** Looks whether any frame comes out of a track; without the means to look it believes so. */
function watch(track: MediaStreamVideoTrack): { hasSeen(): boolean; stop(): void } {
  if (typeof MediaStreamTrackProcessor === 'undefined') return { hasSeen: () => true, stop: () => undefined }
  const copy = track.clone()
  const reader = new MediaStreamTrackProcessor({
    track: copy,
    maxBufferSize: 1,
  }).readable.getReader()
  let seen = false
  let stopped = false
  const stop = (): void => {
    if (stopped) return
    stopped = true
    reader.cancel().catch(() => undefined)
    copy.stop()
  }
  reader
    .read()
    .then(({ value }) => {
      seen = value !== undefined
      value?.close()
      stop()
    })
    .catch(() => undefined)
  return { hasSeen: () => seen, stop }
}

/**
 * The track that carries a canvas. Canvas capture is driven by drawing; whether a browser captures while an AR session has the screen
 * is not promised anywhere, so the first frames are watched, and if none leaves, frames are written into a track by hand.
 * @param onReplaced the track is another one from now on
 * @returns undefined when the browser cannot capture a canvas at all
 */
export function createOutgoingVideo(
  canvas: HTMLCanvasElement,
  onReplaced: () => void,
): OutgoingVideo | undefined {
  let source = fromCapture(canvas)
  if (source === undefined) return undefined
  let current = source
  let watching: ReturnType<typeof watch> | undefined = watch(current.track)
  let firstPush: number | undefined
  let pushes = 0

  const check = (time: number): void => {
    if (watching === undefined) return
    if (watching.hasSeen()) {
      watching = undefined
      return
    }
    firstPush ??= time
    pushes++
    if (time - firstPush < WATCHDOG_MS || pushes < WATCHDOG_FRAMES) return
    watching.stop()
    watching = undefined
    source = fromGenerator(canvas)
    if (source === undefined) return
    current.stop()
    current = source
    onReplaced()
  }

  return {
    get track() {
      return current.track
    },
    push(time) {
      check(time)
      current.push(time)
    },
    close() {
      watching?.stop()
      current.stop()
    },
  }
}
