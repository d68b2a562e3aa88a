import { decodeStrip, STRIP_BLOCKS } from './strip-code.ts'
import { pictureHeightIn } from './strip-size.ts'

/** Samples across one block. The outer ones touch the neighbours through scaling and blur and are left out. */
const SAMPLES_PER_BLOCK = 8
const FIRST_SAMPLE = 2
const LAST_SAMPLE = 5
const WIDTH = STRIP_BLOCKS * SAMPLES_PER_BLOCK

/** Of the strip's height only the middle is read: the picture bleeds into its upper edge. */
const INNER_TOP = 0.25
const INNER_HEIGHT = 0.5

export interface StripReader {
  /**
   * The low 16 bits of the id of the frame that the source shows now, or undefined when it cannot be read.
   * Allocates only what the browser does for one getImageData of 192 pixels.
   *
   * @param source a video, bitmap, canvas or video frame, @param width, @param height its whole size with the strip, in pixels
   * @param picture the measure of picture and strip; only their ratio matters
   */
  read(
    source: CanvasImageSource,
    width: number,
    height: number,
    picture: { readonly height: number; readonly stripRows: number },
  ): number | undefined
}

/** Reads the strip of each presented frame with one small draw. */
export function createStripReader(): StripReader {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = 1
  // Kept on the CPU: these few pixels are read back for every frame.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  const levels = new Float32Array(STRIP_BLOCKS)

  return {
    read(source, width, height, picture) {
      if (context === null || width < STRIP_BLOCKS || height < 1 || picture.stripRows === 0) return undefined
      const top = pictureHeightIn(height, picture)
      const rows = height - top
      context.drawImage(source, 0, top + rows * INNER_TOP, width, rows * INNER_HEIGHT, 0, 0, WIDTH, 1)
      const { data } = context.getImageData(0, 0, WIDTH, 1)
      for (let block = 0; block < STRIP_BLOCKS; block++) {
        let sum = 0
        for (let sample = FIRST_SAMPLE; sample <= LAST_SAMPLE; sample++) {
          const at = (block * SAMPLES_PER_BLOCK + sample) * 4
          sum += (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114
        }
        levels[block] = sum / (LAST_SAMPLE - FIRST_SAMPLE + 1)
      }
      return decodeStrip(levels)
    },
  }
}
