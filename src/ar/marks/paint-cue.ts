import { css, markColours, CASING } from './colours.ts'
import type { MarkColour } from '#domain/mark.ts'

/* 2D drawing only: the light guest page uses this without three. */

/** Any 2D context: a canvas of the page or an offscreen one. */
export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Adds a colour's cue shape of that radius to the context's path. */
export function traceCue(context: Context2D, colour: MarkColour, x: number, y: number, radius: number): void {
  const { cue } = markColours[colour]
  switch (cue) {
    case 'circle':
    case 'ring':
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.closePath()
      break
    case 'octagon':
      tracePolygon(context, x, y, radius * 1.06, 8, Math.PI / 8)
      break
    case 'triangle':
      tracePolygon(context, x, y + radius * 0.14, radius * 1.24, 3, 0)
      break
    case 'square':
      tracePolygon(context, x, y, radius * 1.18, 4, Math.PI / 4)
      break
    case 'diamond':
      tracePolygon(context, x, y, radius * 1.18, 4, 0)
      break
  }
}

/** A regular polygon whose first corner stands at the top, turned clockwise. */
function tracePolygon(
  context: Context2D,
  x: number,
  y: number,
  radius: number,
  corners: number,
  turn: number,
): void {
  for (let corner = 0; corner < corners; corner++) {
    const angle = turn + (corner / corners) * 2 * Math.PI
    const px = x + radius * Math.sin(angle)
    const py = y - radius * Math.cos(angle)
    if (corner === 0) context.moveTo(px, py)
    else context.lineTo(px, py)
  }
  context.closePath()
}

/** The cue as a small sign: filled, or open for the neutral ring. */
export function paintCue(context: Context2D, colour: MarkColour, x: number, y: number, radius: number): void {
  const paint = css(markColours[colour].rgb)
  context.lineJoin = 'round'
  context.beginPath()
  traceCue(context, colour, x, y, radius)
  if (markColours[colour].cue === 'ring') {
    context.strokeStyle = paint
    context.lineWidth = radius * 0.42
    context.stroke()
    return
  }
  context.fillStyle = paint
  context.fill()
  context.strokeStyle = css(CASING, 0.4)
  context.lineWidth = radius * 0.08
  context.stroke()
}
