import type { Crop } from '../compositor/compositor.ts'
import type { Size } from './picture-shape.ts'

/** The frame that is on the screen, kept until the next one, so that strip, picture and still come from the very same one. */
export interface HeldFrame {
  /** Takes over a frame, or takes the one that the video shows now; undefined when it shows none. */
  take(from: HTMLVideoElement | VideoFrame): VideoFrame | HTMLVideoElement | undefined
  readonly frame: VideoFrame | HTMLVideoElement | undefined
  /** Its whole size with the strip, in pixels. */
  readonly size: Size
  /** Its picture as a canvas of its own; undefined when nothing is held. */
  copy(crop: Crop): HTMLCanvasElement | undefined
  release(): void
}

export function createHeldFrame(): HeldFrame {
  let held: VideoFrame | HTMLVideoElement | undefined
  let size: Size = { width: 0, height: 0 }

  function release(): void {
    if (held !== undefined && !(held instanceof HTMLVideoElement)) held.close()
    held = undefined
  }

  return {
    get frame() {
      return held
    },
    get size() {
      return size
    },
    take(from) {
      if (!(from instanceof HTMLVideoElement)) {
        release()
        size = { width: from.displayWidth, height: from.displayHeight }
        held = from
        return held
      }
      const video = from
      const { videoWidth: width, videoHeight: height } = video
      if (width === 0 || height === 0) return undefined
      release()
      size = { width, height }
      held = video
      if (typeof VideoFrame === 'function') {
        // The video may move on between two reads of it (2 of 942 were measured); one VideoFrame stays what it is.
        try {
          const frame = new VideoFrame(video)
          held = frame
          size = { width: frame.displayWidth, height: frame.displayHeight }
        } catch {
          // No frame decoded yet, or a browser that cannot: the video itself will do.
        }
      }
      return held
    },
    copy(crop) {
      if (held === undefined) return undefined
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(size.width * (crop.right - crop.left))
      canvas.height = Math.round(size.height * (crop.bottom - crop.top))
      const context = canvas.getContext('2d', { alpha: false })
      if (context === null) return undefined
      context.drawImage(
        held,
        size.width * crop.left,
        size.height * crop.top,
        canvas.width,
        canvas.height,
        0,
        0,
        canvas.width,
        canvas.height,
      )
      return canvas
    },
    release,
  }
}
