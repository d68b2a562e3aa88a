import type { LabelLook } from './label-look.ts'
import { wrap } from './wrap-text.ts'

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

/** Widest line before the text wraps: 39 cm in the world. */
const WRAP = 460
/**
 * Lines shown at most. A label has its words here alone, and 200 characters of most scripts fit; a step's are in a list beside the picture
 * too, and steps that stand close together would cover each other.
 */
const MOST_LINES = 8
const MOST_STEP_LINES = 3
const LINE_RATIO = 1.26
/** Height of the point that hangs to the anchor, and half its width where it leaves the plate. */
export const POINT = 24
export const POINT_HALF = 15
/** A plate's point is painted this far into the plate, over its border. */
const POINT_OVERLAP = 12
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

/** What is drawn as one piece. */
export interface LabelPart {
  /** Where it is painted, with its margin. */
  readonly box: Box
  /** From the anchor to the upper left corner of the box where nothing is in its way; y down. */
  readonly x: number
  readonly y: number
}

export interface LabelLayout {
  readonly lines: readonly string[]
  readonly font: number
  readonly lineHeight: number
  /** Of all that is painted. */
  readonly width: number
  readonly height: number
  /** The words; they make way at the picture's edges. Undefined for a step without words. */
  readonly body: LabelPart | undefined
  /** What shows the place and never leaves it: a plate's point, a step's disc. */
  readonly foot: LabelPart | undefined
  /** The body lies beside its foot, not over or under it. */
  readonly isBeside: boolean
  /** What the words stand on, as painted. */
  readonly plate: Box | undefined
  /** Where the words' middle is, across. */
  readonly textX: number
  /** Middle of the first sign for what is attached to a step. */
  readonly signX: number
  readonly cue: { readonly x: number; readonly y: number; readonly radius: number } | undefined
  /** Middle of a step's disc. */
  readonly disc: { readonly x: number; readonly y: number } | undefined
  /** Where a plate's point leaves it. */
  readonly point: { readonly x: number; readonly y: number } | undefined
}

/** How wide a line is in a font of that height, in label pixels. */
export type MeasureText = (line: string, font: number) => number

/** Breaks the words into lines and says what goes where. */
export function layoutLabel(look: LabelLook, measure: MeasureText): LabelLayout {
  const { font, padX, padY, cue, cueSpace } = metrics[look.kind]
  const margin = look.isSelected ? HALO_MARGIN : MARGIN
  const lines = wrap(
    look.text,
    (line) => measure(line, font) <= WRAP,
    look.kind === 'step' ? MOST_STEP_LINES : MOST_LINES,
  )
  const lineHeight = Math.round(font * LINE_RATIO)
  const signs = look.kind === 'step' ? (Number(look.hasStill) + Number(look.hasModel)) * SIGN_WIDTH : 0
  const textWidth = Math.max(0, ...lines.map((line) => measure(line, font)))
  const isStep = look.kind === 'step'
  const hasPlate = !isStep || lines.length > 0 || signs > 0
  // A step's disc already is its second cue: the number.
  const lead = isStep ? 0 : cueSpace
  const left = isStep ? 2 * margin + 2 * DISC_RADIUS + BADGE_ROOM : 0
  const plate: Box | undefined = hasPlate
    ? {
        x: left + margin,
        y: margin,
        width: Math.ceil(textWidth + signs + 2 * padX + lead),
        height: Math.max(1, lines.length) * lineHeight + 2 * padY,
      }
    : undefined
  const body = plate && bodyOf(look.kind, { ...plate, x: left }, margin)
  const bottom = body?.box.height ?? 0
  const disc = isStep ? { x: margin + DISC_RADIUS, y: margin + BADGE_ROOM + DISC_RADIUS } : undefined
  const point =
    look.kind === 'plate' ? { x: margin + POINT_HALF + margin, y: bottom + POINT_OVERLAP } : undefined
  const foot = discPart(disc, left, margin) ?? pointPart(point, bottom, margin)
  const textX = left + margin + padX
  return {
    lines,
    font,
    lineHeight,
    width: Math.ceil(Math.max(reach(body, 'x', 'width'), reach(foot, 'x', 'width'))),
    height: Math.ceil(Math.max(reach(body, 'y', 'height'), reach(foot, 'y', 'height'))),
    body,
    foot,
    isBeside: isStep,
    plate,
    textX: textX + lead + textWidth / 2,
    signX: textX + textWidth + (lines.length > 0 ? SIGN_WIDTH * 0.65 : SIGN_WIDTH / 2),
    cue:
      !isStep && cue > 0 && plate !== undefined
        ? { x: textX + cue - 4, y: margin + padY + lineHeight / 2 - 1, radius: cue }
        : undefined,
    disc,
    point,
  }
}

const reach = (part: LabelPart | undefined, from: 'x' | 'y', size: 'width' | 'height'): number =>
  part === undefined ? 0 : part.box[from] + part.box[size]

function bodyOf(kind: LabelLook['kind'], plate: Box, margin: number): LabelPart {
  const box = { x: plate.x, y: 0, width: plate.width + 2 * margin, height: plate.height + 2 * margin }
  const y = {
    plate: -(POINT + plate.height + margin),
    value: -(VALUE_RISE + plate.height + margin),
    total: -box.height / 2,
    tag: TAG_DROP,
    step: -(POINT + 2 * DISC_RADIUS + margin),
  }
  return { box, x: kind === 'step' ? DISC_RADIUS + DISC_GAP - margin : -box.width / 2, y: y[kind] }
}

function discPart(disc: LabelLayout['disc'], width: number, margin: number): LabelPart | undefined {
  if (disc === undefined) return undefined
  const rise = disc.y + DISC_RADIUS + POINT
  return { box: { x: 0, y: 0, width, height: rise + margin }, x: -disc.x, y: -rise }
}

function pointPart(point: LabelLayout['point'], top: number, margin: number): LabelPart | undefined {
  if (point === undefined) return undefined
  const box = { x: 0, y: top, width: 2 * point.x, height: POINT_OVERLAP + POINT + margin }
  return { box, x: -point.x, y: -(POINT + POINT_OVERLAP) }
}
