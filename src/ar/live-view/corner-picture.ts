import type { Crop } from '../compositor/compositor.ts'
import type { Size } from './picture-shape.ts'

/** A second, small picture of the newest frames, without marks: what the phone sees while a still is held. */
export interface CornerPicture {
  attach(canvas: HTMLCanvasElement | undefined): void
  /** A frame of that whole size came; nothing happens while nobody looks. */
  draw(frame: VideoFrame | HTMLVideoElement, size: Size, crop: Crop): void
}

/** Longest edge of its pixels: it is shown a few centimetres wide, and every frame costs a copy. */
const LONG_EDGE = 480

export function createCornerPicture(): CornerPicture {
  let canvas: HTMLCanvasElement | undefined
  let context: CanvasRenderingContext2D | undefined
  return {
    attach(next) {
      canvas = next
      context = next?.getContext('2d', { alpha: false }) ?? undefined
    },
    draw(frame, size, crop) {
      if (canvas === undefined || context === undefined) return
      const width = size.width * (crop.right - crop.left)
      const height = size.height * (crop.bottom - crop.top)
      const scale = Math.min(1, LONG_EDGE / Math.max(width, height, 1))
      const wide = Math.round(width * scale)
      const high = Math.round(height * scale)
      // Setting a size clears and allocates anew, also when it is the same.
      if (canvas.width !== wide || canvas.height !== high) {
        canvas.width = wide
        canvas.height = high
      }
      context.drawImage(
        frame,
        size.width * crop.left,
        size.height * crop.top,
        width,
        height,
        0,
        0,
        wide,
        high,
      )
    },
  }
}
