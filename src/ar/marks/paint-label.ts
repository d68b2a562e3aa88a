import type { MarkColour } from '#domain/mark.ts'
import { CASING, css, markColours } from './colours.ts'
import { type Context2D, paintCue } from './paint-cue.ts'

/* 2D drawing only: the light guest page uses this without three. */

/** Pixels per line of text; everything else follows from it. */
export const LABEL_FONT_PX = 40
/** Widest line before the text wraps, in label pixels. */
const WRAP = 560
/** Lines shown at most; 200 characters of most scripts fit. */
const MOST_LINES = 7
const LINE_HEIGHT = Math.round(LABEL_FONT_PX * 1.26)
const PAD_X = 22
const PAD_Y = 12
const CUE_RADIUS = 12
const CUE_SPACE = 40
const BORDER = 5
/** Height of the point that hangs from the plate's lower edge. */
const POINT = 24
const RADIUS = 20
/** Room around, so that neighbours in an atlas never bleed into each other. */
const MARGIN = 3

/** The device's own faces: every script and emoji that it can show, and nothing is fetched. */
const FONT = `600 ${LABEL_FONT_PX}px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Noto Color Emoji', sans-serif`

export interface LabelLayout {
  readonly lines: readonly string[]
  /** Whole label with margin, in pixels; the anchor lies at the middle of its lower edge, `anchorUp` above it. */
  readonly width: number
  readonly height: number
  readonly anchorUp: number
}

/** Breaks the text into lines and says how large its label is. Leaves the context's font set. */
export function layoutLabel(context: Context2D, text: string): LabelLayout {
  context.font = FONT
  const lines = wrap(text, (line) => context.measureText(line).width <= WRAP)
  const widest = Math.max(...lines.map((line) => context.measureText(line).width))
  return {
    lines,
    width: Math.ceil(widest + 2 * PAD_X + CUE_SPACE + 2 * MARGIN),
    height: lines.length * LINE_HEIGHT + 2 * PAD_Y + POINT + 2 * MARGIN,
    anchorUp: MARGIN,
  }
}

/** Words first; a word that is longer than a line is broken between what readers see as characters. */
export function wrap(text: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (line !== '' && !fits(line + segment)) {
        lines.push(line)
        line = ''
      }
      line += segment
    }
  }
  if (line !== '') lines.push(line)
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1] ?? ''}…`]
}

/** Paints a label with its upper left corner at x, y: dark plate, border and cue in the mark's colour, a point that hangs to the anchor. */
export function paintLabel(
  context: Context2D,
  layout: LabelLayout,
  colour: MarkColour,
  dashed: boolean,
  x: number,
  y: number,
): void {
  const left = x + MARGIN + BORDER / 2 + 1
  const top = y + MARGIN + BORDER / 2 + 1
  const right = x + layout.width - MARGIN - BORDER / 2 - 1
  const bottom = y + layout.height - MARGIN - POINT
  const middle = x + layout.width / 2
  const paint = css(markColours[colour].rgb)

  context.save()
  context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(middle - POINT * 0.62, bottom)
  context.lineTo(middle, y + layout.height - MARGIN)
  context.lineTo(middle + POINT * 0.62, bottom)
  context.arcTo(right, bottom, right, bottom - RADIUS, RADIUS)
  context.arcTo(right, top, right - RADIUS, top, RADIUS)
  context.arcTo(left, top, left, top + RADIUS, RADIUS)
  context.arcTo(left, bottom, left + RADIUS, bottom, RADIUS)
  context.closePath()
  context.strokeStyle = css(CASING)
  context.lineWidth = BORDER + 4
  context.stroke()
  context.fillStyle = css(CASING, 0.9)
  context.fill()
  context.setLineDash(dashed ? [BORDER * 3, BORDER * 2.4] : [])
  context.strokeStyle = paint
  context.lineWidth = BORDER
  context.stroke()
  context.setLineDash([])

  paintCue(context, colour, left + PAD_X + CUE_RADIUS - 4, top + PAD_Y + LINE_HEIGHT / 2 - 2, CUE_RADIUS)
  context.font = FONT
  context.fillStyle = '#ffffff'
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  const centre = x + MARGIN + PAD_X + CUE_SPACE + (layout.width - 2 * MARGIN - 2 * PAD_X - CUE_SPACE) / 2
  layout.lines.forEach((line, index) => {
    context.fillText(line, centre, top + PAD_Y + (index + 0.5) * LINE_HEIGHT)
  })
  context.restore()
}
