import { CASING, css, markColours, type Rgb } from './colours.ts'
import { fontOf } from './label-font.ts'
import type { LabelLook } from './label-look.ts'
import { DISC_RADIUS, POINT } from './label-layout.ts'
import type { Context2D } from './paint-cue.ts'

/* The parts of a numbered step, in label pixels. 2D drawing only. */

type StepLook = Extract<LabelLook, { kind: 'step' }>

const EDGE = 4.5
const BADGE_RADIUS = 17
/** Half the opening of the disc from which its point comes, in radians. */
const POINT_OPENING = 0.42
const WHITE: Rgb = [0xff, 0xff, 0xff]

interface Middle {
  readonly x: number
  readonly y: number
}

/** The outline of a step's disc with the point that hangs to its anchor. */
export function pinPath({ x, y }: Middle): Path2D {
  const path = new Path2D()
  const radius = DISC_RADIUS - EDGE / 2
  path.arc(x, y, radius, Math.PI / 2 + POINT_OPENING, Math.PI / 2 - POINT_OPENING)
  path.lineTo(x, y + DISC_RADIUS + POINT - EDGE / 2)
  path.closePath()
  return path
}

/** The number on its disc: in the mark's colour while there is something to do; dark, with a tick, once it is done. */
export function paintDisc(context: Context2D, look: StepLook, middle: Middle): void {
  const { x, y } = middle
  const paint = css(markColours[look.colour].rgb)
  const pin = pinPath(middle)
  context.strokeStyle = css(CASING)
  context.lineWidth = EDGE * 2
  context.stroke(pin)
  context.fillStyle = look.isDone ? css(CASING, 0.92) : paint
  context.fill(pin)
  if (look.isDone || look.isDashed === true) {
    const radius = DISC_RADIUS - EDGE - (look.isDone ? 1 : 3)
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    const dash = (2 * Math.PI * radius) / 14
    context.setLineDash(look.isDashed === true ? [dash * 0.55, dash * 0.45] : [])
    context.strokeStyle = look.isDone ? paint : css(CASING, 0.85)
    context.lineWidth = look.isDone ? 4 : 3.5
    context.stroke()
    context.setLineDash([])
  }
  context.font = fontOf(look.number > 9 ? 37 : 44, 700)
  context.fillStyle = look.isDone ? css(WHITE, 0.8) : css(CASING)
  context.textAlign = 'center'
  context.textBaseline = 'alphabetic'
  context.direction = 'ltr'
  // Digits are about 0.72 of the type high and stand on the baseline.
  context.fillText(`${look.number}`, x, y + (look.number > 9 ? 13.3 : 15.8))
  if (look.isDone) paintBadge(context, x + DISC_RADIUS * 0.74, y - DISC_RADIUS * 0.74)
}

/** A tick on a green disc: done, in colour and in shape. */
function paintBadge(context: Context2D, x: number, y: number): void {
  context.beginPath()
  context.arc(x, y, BADGE_RADIUS, 0, 2 * Math.PI)
  context.fillStyle = css(markColours.green.rgb)
  context.strokeStyle = css(CASING)
  context.lineWidth = EDGE
  context.stroke()
  context.fill()
  context.beginPath()
  context.moveTo(x - 7.5, y + 0.5)
  context.lineTo(x - 2.2, y + 6)
  context.lineTo(x + 8, y - 5.8)
  context.lineCap = 'round'
  context.lineWidth = 5
  context.stroke()
}

/** A framed picture: a still belongs to this step. */
export function paintStillSign(context: Context2D, paint: string, x: number, y: number): void {
  context.strokeStyle = paint
  context.lineWidth = 3
  context.beginPath()
  context.rect(x - 15, y - 12, 30, 24)
  context.moveTo(x - 12, y + 8)
  context.lineTo(x - 4, y - 2)
  context.lineTo(x + 3, y + 5)
  context.lineTo(x + 7, y + 1)
  context.lineTo(x + 12, y + 7)
  context.stroke()
  context.fillStyle = paint
  context.beginPath()
  context.arc(x + 6, y - 5, 2.6, 0, 2 * Math.PI)
  context.fill()
}

/** A box: a 3D model belongs to this step. */
export function paintModelSign(context: Context2D, paint: string, x: number, y: number): void {
  context.strokeStyle = paint
  context.lineWidth = 3
  context.beginPath()
  context.moveTo(x, y - 15)
  context.lineTo(x + 13, y - 8)
  context.lineTo(x + 13, y + 7)
  context.lineTo(x, y + 14)
  context.lineTo(x - 13, y + 7)
  context.lineTo(x - 13, y - 8)
  context.closePath()
  context.moveTo(x - 13, y - 8)
  context.lineTo(x, y - 1)
  context.lineTo(x + 13, y - 8)
  context.moveTo(x, y - 1)
  context.lineTo(x, y + 14)
  context.stroke()
}
