import type { ImagePoint } from '#domain/geometry.ts'
import type { ImageShape, MarkColour } from '#domain/mark.ts'
import { CASING, css, markColours } from '../marks/colours.ts'
import { type Context2D, traceCue } from '../marks/paint-cue.ts'
import { LABEL_FONT_PX } from '../marks/label-layout.ts'
import { type LabelLook, labelLookOf } from '../marks/label-look.ts'
import { ARROW_LEAST_SHARE, FOOT_RADIUS, LEAN } from '../marks/sizes.ts'
import { placeLabel } from '../marks/label-place.ts'
import { layoutOn, paintLabel } from '../marks/paint-label.ts'

/*
 * 2D canvas only: the guest page without AR draws marked stills with this and never loads three. Sizes follow the compositor's,
 * so that both sides see the same mark.
 */

/** As shares of the picture's height. */
const LINE_WIDTH = 0.0067
const CASING_WIDTH = 0.002
const ARROW_LENGTH = 0.1125
const ARROW_CASING = 0.0028
const SIGN_RADIUS = FOOT_RADIUS * ARROW_LEAST_SHARE
/** Clockwise from straight up, in radians. */
const ARROW_ANGLE = Math.atan(LEAN.sideways)
/** Edge of a sign, and the stroke of the one that is open, against its radius. */
const SIGN_CASING = 0.26
const SIGN_STROKE = 0.34
const POINTER_RADIUS = 0.014
const LABEL_FONT = 0.0283

/** What can be drawn on a picture: the shapes of stills, and what marks of a room look like from where a still was taken. */
export type PictureShape =
  | Exclude<ImageShape, { readonly tool: 'arrow' }>
  /** Without a tail it leans as an arrow on a still does. */
  | {
      readonly tool: 'arrow'
      readonly tip: ImagePoint
      readonly turn?: number | undefined
      readonly tail?: ImagePoint | undefined
    }
  /** A measured length, written on its line. */
  | { readonly tool: 'length'; readonly at: ImagePoint; readonly text: string; readonly isTotal: boolean }

export interface PictureMark {
  readonly colour: MarkColour
  readonly shape: PictureShape
}

export interface StillDrawing {
  /** Size that is drawn to, in pixels from the context's origin; the context's canvas when left out. */
  readonly width?: number
  readonly height?: number
}

/**
 * Draws a still and the marks on it. The picture is stretched to the size drawn to, which should have its shape.
 * The context's state stays as it was.
 */
export function drawStill(
  context: Context2D,
  picture: CanvasImageSource,
  marks: Iterable<PictureMark>,
  options: StillDrawing = {},
): void {
  const width = options.width ?? context.canvas.width
  const height = options.height ?? context.canvas.height
  context.drawImage(picture, 0, 0, width, height)
  drawMarks(context, marks, width, height)
}

/** Draws marks over what is there, in a picture of this size at the context's origin. The context's state stays as it was. */
export function drawMarks(
  context: Context2D,
  marks: Iterable<PictureMark>,
  width: number,
  height: number,
): void {
  context.save()
  context.lineCap = 'round'
  context.lineJoin = 'round'
  // Labels last: what must be read hides behind nothing.
  const inOrder = [...marks].sort((a, b) => Number(hasWords(a)) - Number(hasWords(b)))
  for (const mark of inOrder) drawMark(context, mark, width, height)
  context.restore()
}

/** A laser pointer on the picture: a dot, seen on white as on black. */
export function drawPointer(
  context: Context2D,
  colour: MarkColour,
  { u, v }: ImagePoint,
  width: number,
  height: number,
): void {
  context.save()
  context.beginPath()
  context.arc(u * width, v * height, POINTER_RADIUS * height, 0, 2 * Math.PI)
  context.fillStyle = css(markColours[colour].rgb)
  context.fill()
  context.lineWidth = 2 * CASING_WIDTH * height
  context.strokeStyle = css(CASING)
  context.stroke()
  context.restore()
}

function hasWords({ shape }: PictureMark): boolean {
  return shape.tool === 'text' || shape.tool === 'step' || shape.tool === 'length'
}

function drawMark(context: Context2D, { shape, colour }: PictureMark, width: number, height: number): void {
  const at = ({ u, v }: ImagePoint): readonly [number, number] => [u * width, v * height]
  switch (shape.tool) {
    case 'arrow':
      drawArrow(context, colour, at(shape.tip), height, shape.turn, shape.tail && at(shape.tail))
      break
    case 'circle': {
      const [x, y] = at(shape.centre)
      const path = new Path2D()
      path.ellipse(x, y, shape.radiusU * width, shape.radiusV * height, 0, 0, 2 * Math.PI)
      drawLine(context, path, colour, height)
      drawSign(context, colour, x + shape.radiusU * width, y, height)
      break
    }
    case 'freehand': {
      const points = shape.points.map(at)
      drawLine(context, strokePath(points), colour, height)
      if (points[0] !== undefined) drawSign(context, colour, ...points[0], height)
      break
    }
    case 'text':
    case 'step': {
      const look = labelLookOf({ shape, colour })
      if (look !== undefined) drawLabel(context, look, ...at(shape.at), width, height)
      break
    }
    case 'length': {
      const kind = shape.isTotal ? 'total' : 'value'
      drawLabel(context, { kind, text: shape.text, colour }, ...at(shape.at), width, height)
      break
    }
  }
}

function drawLabel(
  context: Context2D,
  look: LabelLook,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const layout = layoutOn(context, look)
  const placed = placeLabel(layout, { x, y }, { width, height }, (LABEL_FONT * height) / LABEL_FONT_PX)
  for (const { part, x: left, y: top, isMirrored } of placed.parts) {
    const { box } = part
    context.save()
    context.translate(left, top)
    context.scale(placed.unit, placed.unit)
    if (isMirrored) context.transform(1, 0, 0, -1, 0, box.height)
    context.beginPath()
    context.rect(0, 0, box.width, box.height)
    context.clip()
    context.translate(-box.x, -box.y)
    paintLabel(context, look, layout)
    context.restore()
  }
}

function drawLine(context: Context2D, path: Path2D, colour: MarkColour, height: number): void {
  context.strokeStyle = css(CASING)
  context.lineWidth = (LINE_WIDTH + 2 * CASING_WIDTH) * height
  context.stroke(path)
  context.strokeStyle = css(markColours[colour].rgb)
  context.lineWidth = LINE_WIDTH * height
  context.stroke(path)
}

/** The colour's sign upon its line: filled, or open where that is its shape; the line does not run through it. */
function drawSign(context: Context2D, colour: MarkColour, x: number, y: number, height: number): void {
  const radius = SIGN_RADIUS * height
  const { cue, rgb } = markColours[colour]
  const isOpen = cue === 'ring'
  const stroke = isOpen ? SIGN_STROKE : 0
  context.beginPath()
  traceCue(context, colour, x, y, radius)
  context.fillStyle = css(isOpen ? CASING : rgb)
  context.strokeStyle = css(CASING)
  context.lineWidth = (stroke + SIGN_CASING) * radius
  context.stroke()
  context.fill()
  if (!isOpen) return
  context.strokeStyle = css(rgb)
  context.lineWidth = stroke * radius
  context.stroke()
}

/** A smooth path: through the middles between points, bent by the points. One point becomes a dot. */
function strokePath(points: readonly (readonly [number, number])[]): Path2D {
  const path = new Path2D()
  const [first, ...others] = points
  if (first === undefined) return path
  // A line without length draws nothing; a tiny circle draws its own width.
  if (others.length === 0) path.arc(first[0], first[1], 0.1, 0, 2 * Math.PI)
  else path.moveTo(first[0], first[1])
  others.forEach(([x, y], index) => {
    const next = others[index + 1]
    if (next === undefined) path.lineTo(x, y)
    else path.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2)
  })
  return path
}

/**
 * Its tip on the point, the cue around it, its shaft to the tail. Without a tail it is the arrow of a wall that is seen from the front: it
 * leans to the upper right, or `turn` radians counter-clockwise from there.
 */
function drawArrow(
  context: Context2D,
  colour: MarkColour,
  [x, y]: readonly [number, number],
  height: number,
  turn = 0,
  tail?: readonly [number, number],
): void {
  const least = ARROW_LEAST_SHARE * height
  const [across, up] = tail === undefined ? [0, 0] : [tail[0] - x, y - tail[1]]
  const long = Math.hypot(across, up)
  const size = tail === undefined ? ARROW_LENGTH * height : Math.max(least, long)
  // Seen along its shaft it would be a disc.
  const angle = long < least / 2 ? ARROW_ANGLE - turn : Math.atan2(across, up)
  const edge = ARROW_CASING * 2 * height
  const paint = css(markColours[colour].rgb)
  context.save()
  context.translate(x, y)

  context.beginPath()
  traceCue(context, colour, 0, 0, size * FOOT_RADIUS)
  context.strokeStyle = css(CASING)
  context.lineWidth = size * 0.07 + edge
  context.stroke()
  context.strokeStyle = paint
  context.lineWidth = size * 0.07
  context.stroke()

  context.rotate(angle)
  const path = new Path2D()
  path.moveTo(0, 0)
  path.lineTo(size * 0.19, -size * 0.44)
  path.lineTo(size * 0.075, -size * 0.4)
  path.lineTo(size * 0.075, -size * 0.86)
  path.arc(0, -size * 0.86, size * 0.075, 0, Math.PI, true)
  path.lineTo(-size * 0.075, -size * 0.4)
  path.lineTo(-size * 0.19, -size * 0.44)
  path.closePath()
  context.strokeStyle = css(CASING)
  context.lineWidth = edge
  context.stroke(path)
  context.fillStyle = paint
  context.fill(path)
  context.restore()
}
