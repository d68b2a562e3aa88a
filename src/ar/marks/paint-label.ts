import { CASING, css, markColours, type Rgb } from './colours.ts'
import type { LabelLook } from './label-look.ts'
import { fontOf } from './label-font.ts'
import { type LabelLayout, layoutLabel, POINT, POINT_HALF, SIGN_WIDTH } from './label-layout.ts'
import { type Context2D, paintCue } from './paint-cue.ts'
import { paintDisc, paintModelSign, paintStillSign, pinPath } from './paint-step.ts'

/* 2D drawing only: the light guest page uses this without three. All numbers are label pixels. */

/** Still a pixel wide where a label has its least size on a small picture. */
const BORDER = 6
const RADIUS = 20

const WHITE: Rgb = [0xff, 0xff, 0xff]
/** Letters of a step that is done: still easy to read, and no longer asking. */
const CALM = 0.72

/** Scripts that are written from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko and Arabic's presentation forms). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LETTER = /\p{L}/u

/** Lays a label out with the fonts of that context. Leaves the context's font set. */
export function layoutOn(context: Context2D, look: LabelLook): LabelLayout {
  return layoutLabel(look, (line, font) => {
    context.font = fontOf(font)
    return context.measureText(line).width
  })
}

/** Paints both parts of a label where the layout says, from the context's origin. */
export function paintLabel(context: Context2D, look: LabelLook, layout: LabelLayout): void {
  context.save()
  context.lineJoin = 'round'
  if (layout.plate !== undefined) {
    const outline = outlineOf(look, layout.plate)
    if (look.isSelected) paintHalo(context, outline)
    paintPlate(context, look, outline)
  }
  if (look.kind === 'step' && layout.disc !== undefined) {
    if (look.isSelected) paintHalo(context, pinPath(layout.disc))
    paintDisc(context, look, layout.disc)
  }
  if (layout.point !== undefined) paintPoint(context, look, layout.point)
  if (layout.cue !== undefined) paintCue(context, look.colour, layout.cue.x, layout.cue.y, layout.cue.radius)
  paintWords(context, look, layout)
  context.restore()
}

/** A white ring with a dark edge of its own: seen on any picture, and never taken for a mark's colour. */
function paintHalo(context: Context2D, shape: Path2D): void {
  for (const [paint, width] of [
    [css(CASING, 0.55), 28],
    [css(WHITE), 22],
  ] as const) {
    context.strokeStyle = paint
    context.lineWidth = width
    context.stroke(shape)
  }
}

/** From a plate's edge to the middle of its border. */
const INSET = BORDER / 2 + 1

function outlineOf(look: LabelLook, plate: NonNullable<LabelLayout['plate']>): Path2D {
  const left = plate.x + INSET
  const top = plate.y + INSET
  const right = plate.x + plate.width - INSET
  const bottom = plate.y + plate.height - INSET
  const radius = look.kind === 'step' || look.kind === 'plate' ? RADIUS : (bottom - top) / 2
  const path = new Path2D()
  // Not roundRect: iPhones have it since iOS 16 only.
  path.moveTo(left + radius, top)
  path.arcTo(right, top, right, bottom, radius)
  path.arcTo(right, bottom, left, bottom, radius)
  path.arcTo(left, bottom, left, top, radius)
  path.arcTo(left, top, right, top, radius)
  path.closePath()
  return path
}

/** A plate's point. It lies over the plate's border and opens it, wherever the plate has slid to. */
function paintPoint(context: Context2D, look: LabelLook, { x, y }: { x: number; y: number }): void {
  const sides = new Path2D()
  sides.moveTo(x - POINT_HALF, y - INSET)
  sides.lineTo(x, y + POINT)
  sides.lineTo(x + POINT_HALF, y - INSET)
  if (look.isSelected) {
    context.save()
    context.beginPath()
    context.rect(0, y + 1, 2 * x, 2 * POINT)
    context.clip()
    paintHalo(context, sides)
    context.restore()
  }
  context.lineCap = 'butt'
  context.strokeStyle = css(CASING)
  context.lineWidth = BORDER + 4
  context.stroke(sides)
  const inside = new Path2D(sides)
  inside.lineTo(x + POINT_HALF, y - INSET - BORDER)
  inside.lineTo(x - POINT_HALF, y - INSET - BORDER)
  inside.closePath()
  context.fillStyle = css(CASING)
  context.fill(inside)
  paintBorder(context, look, sides)
}

function paintPlate(context: Context2D, look: LabelLook, outline: Path2D): void {
  context.strokeStyle = css(CASING)
  context.lineWidth = BORDER + 4
  context.stroke(outline)
  context.fillStyle = css(CASING, 0.9)
  context.fill(outline)
  paintBorder(context, look, outline)
}

function paintBorder(context: Context2D, look: LabelLook, path: Path2D): void {
  const isCalm = look.kind === 'tag' || (look.kind === 'step' && look.isDone)
  context.setLineDash(look.isDashed === true ? [BORDER * 3, BORDER * 2.4] : [])
  context.strokeStyle = isCalm ? css(WHITE, 0.35) : css(markColours[look.colour].rgb)
  context.lineWidth = look.kind === 'plate' || look.kind === 'step' ? BORDER : BORDER - 2
  context.stroke(path)
  context.setLineDash([])
}

function paintWords(context: Context2D, look: LabelLook, layout: LabelLayout): void {
  const { plate, lines, font, lineHeight, textX, signX } = layout
  if (plate === undefined) return
  const isDone = look.kind === 'step' && look.isDone
  const firstLine = plate.y + (plate.height - lines.length * lineHeight) / 2 + lineHeight / 2
  context.font = fontOf(font)
  context.fillStyle = css(WHITE, isDone ? CALM : 1)
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  // Full stops and brackets stand on the side where the script expects them.
  context.direction = readsFromRight(look.text) ? 'rtl' : 'ltr'
  lines.forEach((line, index) => context.fillText(line, textX, firstLine + index * lineHeight + font * 0.04))
  if (look.kind !== 'step') return
  const paint = css(WHITE, isDone ? CALM : 1)
  const y = plate.y + plate.height / 2
  if (look.hasModel) paintModelSign(context, paint, signX, y)
  if (look.hasStill) paintStillSign(context, paint, signX + (look.hasModel ? SIGN_WIDTH : 0), y)
}

/** By the first letter, as the Unicode bidirectional algorithm finds a paragraph's direction. */
function readsFromRight(text: string): boolean {
  const letter = LETTER.exec(text)
  return letter !== null && RIGHT_TO_LEFT.test(letter[0])
}
