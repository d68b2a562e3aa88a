import { createGrey, type GreyImage } from './grey-image.ts'
import type { TrackedPicture } from './tracking-messages.ts'

/** The longer edge that pictures are looked at with: smaller loses fine marks, larger loses pictures on a mid phone. */
const LONG_EDGE = 480

/** Even sizes, so that the first halving loses no row. */
export function greySize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONG_EDGE / Math.max(width, height))
  const even = (edge: number): number => Math.max(2, 2 * Math.round((edge * scale) / 2))
  return { width: even(width), height: even(height) }
}

/** Brightness as the eye weighs it. Source: Rec. 601, in 1/256. */
export function greyOf(rgba: Uint8ClampedArray, to: GreyImage): void {
  for (let i = 0, at = 0; at < to.data.length; i += 4, at++) {
    to.data[at] = (77 * (rgba[i] ?? 0) + 150 * (rgba[i + 1] ?? 0) + 29 * (rgba[i + 2] ?? 0)) >> 8
  }
}

/** Makes pictures small and grey; for a worker. The grey picture is the same object until the size changes. */
export function createGreyReader(): (picture: TrackedPicture) => GreyImage {
  const canvas = new OffscreenCanvas(1, 1)
  // Read back each time: a canvas on the graphics card would stall it.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (context === null) throw new Error('This browser draws no pictures in a worker')
  let grey = createGrey(1, 1)
  return (picture) => {
    const isFrame = 'displayWidth' in picture
    const { width, height } = greySize(
      isFrame ? picture.displayWidth : picture.width,
      isFrame ? picture.displayHeight : picture.height,
    )
    if (width !== grey.width || height !== grey.height) {
      canvas.width = width
      canvas.height = height
      context.imageSmoothingQuality = 'medium'
      grey = createGrey(width, height)
    }
    context.drawImage(picture, 0, 0, width, height)
    greyOf(context.getImageData(0, 0, width, height).data, grey)
    return grey
  }
}
