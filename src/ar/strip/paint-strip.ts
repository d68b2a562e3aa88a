import { STRIP_BLOCKS, stripBit } from './strip-code.ts'

/** What a 2D context must offer to carry a strip. */
type StripContext = Pick<CanvasRenderingContext2D, 'fillStyle' | 'fillRect'>

/**
 * Paints the strip of a frame id as wide as the picture. Block edges fall on whole pixels, so that no block is grey.
 * Allocates nothing: it runs once per outgoing frame.
 *
 * @param x, y top left corner in canvas pixels
 * @param width of the picture, @param rows of the strip, in canvas pixels
 */
export function paintStrip(
  context: StripContext,
  x: number,
  y: number,
  width: number,
  rows: number,
  id: number,
): void {
  context.fillStyle = '#000'
  context.fillRect(x, y, width, rows)
  context.fillStyle = '#fff'
  for (let block = 0; block < STRIP_BLOCKS; block++) {
    if (stripBit(id, block) === 0) continue
    const left = Math.round((block * width) / STRIP_BLOCKS)
    const right = Math.round(((block + 1) * width) / STRIP_BLOCKS)
    context.fillRect(x + left, y, right - left, rows)
  }
}
