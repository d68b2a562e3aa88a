import type { LabelLook } from './label-look.ts'

/* All numbers are label pixels: the type of a text mark is LABEL_FONT_PX high, everything else follows from it. */

export const LABEL_FONT_PX = 40

/** Type and padding of each kind. */
const metrics = {
  plate: { font: LABEL_FONT_PX, padX: 22, padY: 12, cue: 12, cueSpace: 40 },
  step: { font: LABEL_FONT_PX, padX: 22, padY: 11, cue: 12, cueSpace: 40 },
  value: { font: 34, padX: 18, padY: 7, cue: 9, cueSpace: 28 },
  total: { font: 34, padX: 18, padY: 7, cue: 9, cueSpace: 28 },
  tag: { font: 28, padX: 14, padY: 5, cue: 0, cueSpace: 0 },
} as const

/** Widest line before the text wraps. */
const WRAP = 560
/** Lines shown at most; 200 characters of most scripts fit. */
const MOST_LINES = 7
const LINE_RATIO = 1.26
/** Height of the point that hangs to the anchor. */
export const POINT = 24
/** A step's disc, and the room between it and its words. */
export const DISC_RADIUS = 37
const DISC_GAP = 8
/** Room for the badge that a done step wears over its disc's upper right, and for signs of what is attached. */
const BADGE_ROOM = 10
export const SIGN_WIDTH = 40
/** A tag hangs this far below what is held. */
const TAG_DROP = 20

/** A length stands this far above the middle of its line: short lines are not covered by what they measure. */
const VALUE_RISE = 12

/** Room around, so that neighbours in an atlas never bleed into each other; more when a halo goes around. */
const MARGIN = 3
const HALO_MARGIN = 15

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface LabelLayout {
  readonly lines: readonly string[]
  readonly font: number
  readonly lineHeight: number
  /** Whole label with its margin. */
  readonly width: number
  readonly height: number
  /** Where the anchor lies, from the upper left corner; a tag's is above it. */
  readonly anchorX: number
  readonly anchorY: number
  /** What the words stand on; undefined for a step without words. */
  readonly plate: Box | undefined
  /** Where the words' middle is, across. */
  readonly textX: number
  /** Middle of the first sign for what is attached to a step. */
  readonly signX: number
  readonly cue: { readonly x: number; readonly y: number; readonly radius: number } | undefined
  /** Middle of a step's disc. */
  readonly disc: { readonly x: number; readonly y: number } | undefined
}

/** How wide a line is in a font of that height, in label pixels. */
export type MeasureText = (line: string, font: number) => number

/** Breaks the words into lines and says what goes where. */
export function layoutLabel(look: LabelLook, measure: MeasureText): LabelLayout {
  const { font, padX, padY, cue, cueSpace } = metrics[look.kind]
  const margin = look.isSelected ? HALO_MARGIN : MARGIN
  const lines = wrap(look.text, (line) => measure(line, font) <= WRAP)
  const lineHeight = Math.round(font * LINE_RATIO)
  const signs = look.kind === 'step' ? (Number(look.hasStill) + Number(look.hasModel)) * SIGN_WIDTH : 0
  const textWidth = Math.max(0, ...lines.map((line) => measure(line, font)))
  const isStep = look.kind === 'step'
  const hasPlate = !isStep || lines.length > 0 || signs > 0
  const left = isStep ? margin + 2 * DISC_RADIUS + DISC_GAP : margin
  const top = isStep ? margin + BADGE_ROOM : margin
  // A step's disc already is its second cue: the number.
  const lead = isStep ? 0 : cueSpace
  const plate: Box | undefined = hasPlate
    ? {
        x: left,
        y: top,
        width: Math.ceil(textWidth + signs + 2 * padX + lead),
        height: Math.max(1, lines.length) * lineHeight + 2 * padY,
      }
    : undefined
  const disc = isStep ? { x: margin + DISC_RADIUS, y: top + DISC_RADIUS } : undefined
  const right = Math.max(
    plate === undefined ? 0 : plate.x + plate.width,
    disc === undefined ? 0 : disc.x + DISC_RADIUS + BADGE_ROOM,
  )
  const plateBottom = plate === undefined ? 0 : plate.y + plate.height
  const point = look.kind === 'plate' ? POINT : 0
  const bottom = Math.max(plateBottom + point, disc === undefined ? 0 : disc.y + DISC_RADIUS + POINT)
  const width = Math.ceil(right + margin)
  const height = Math.ceil(bottom + margin)
  const anchorY = {
    plate: bottom,
    value: bottom + VALUE_RISE,
    total: height / 2,
    tag: -TAG_DROP,
    step: (disc?.y ?? 0) + DISC_RADIUS + POINT,
  }
  return {
    lines,
    font,
    lineHeight,
    width,
    height,
    anchorX: disc?.x ?? width / 2,
    anchorY: anchorY[look.kind],
    plate,
    textX: left + padX + lead + textWidth / 2,
    signX: left + padX + textWidth + (lines.length > 0 ? SIGN_WIDTH * 0.65 : SIGN_WIDTH / 2),
    cue:
      !isStep && cue > 0 && plate !== undefined
        ? { x: left + padX + cue - 4, y: top + padY + lineHeight / 2 - 1, radius: cue }
        : undefined,
    disc,
  }
}

/** Scripts and signs that are as wide as high: CJK, Hangul, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u

const segmenters = new Map<string, Intl.Segmenter>()

/** Made when first needed, and only where there are any: Firefox has it since 125 only, and this file is in every guest's page. */
function pieces(text: string, granularity: 'grapheme' | 'word'): readonly string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter(undefined, { granularity })
  segmenters.set(granularity, segmenter)
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

/** About how wide a line will be, where there is no canvas to ask. */
export function estimateText(line: string, font: number): number {
  let width = 0
  for (const piece of pieces(line, 'grapheme')) width += WIDE.test(piece) ? 1 : 0.56
  return width * font
}

/**
 * Between words first; what has no spaces (Chinese, Thai, a very long word) between the words that its language sees, then between what
 * readers see as characters.
 */
export function wrap(text: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = []
  let line = ''
  const put = (piece: string): void => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line)
      line = ''
    }
    line += piece
  }
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    if (fits(word)) line = word
    else
      for (const part of pieces(word, 'word'))
        for (const piece of fits(part) ? [part] : pieces(part, 'grapheme')) put(piece)
  }
  if (line !== '') lines.push(line)
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1] ?? ''}…`]
}
