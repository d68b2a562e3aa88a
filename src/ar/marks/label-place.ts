import { DISC_RADIUS, type LabelLayout, type LabelPart, POINT } from './label-layout.ts'

/*
 * Where a label lies in a picture: words never run off it while there is room for them, and what shows the place never leaves it.
 * label-batch.ts does the same in its shader.
 */

/** A label's words are at most this share of the picture's width. */
export const MOST_WIDE = 0.85
/** In label pixels: room that is left to the picture's edge, what of a plate stays over its place, and room between a disc and words over it. */
export const EDGE_ROOM = 8
export const KEEP = 24
export const OVER_GAP = 8
/** How far a step's disc reaches over its place. */
export const DISC_RISE = POINT + 2 * DISC_RADIUS

/** One part in the picture: the upper left corner of its box. */
interface PlacedPart {
  readonly part: LabelPart
  readonly x: number
  readonly y: number
  /** Upside down: a plate's point when the plate hangs under its place. */
  readonly isMirrored: boolean
}

/** From the anchor to each edge of the picture, in label pixels. */
interface Room {
  readonly left: number
  readonly up: number
  readonly right: number
  readonly down: number
}

/**
 * Lengths are in any one measure, of the picture's upper left corner, y down.
 * @param unit of one label pixel where the label has all the room it wants
 * @returns the unit that it has, and its parts, body first
 */
export function placeLabel(
  layout: LabelLayout,
  anchor: { readonly x: number; readonly y: number },
  picture: { readonly width: number; readonly height: number },
  wanted: number,
): { readonly unit: number; readonly parts: readonly PlacedPart[] } {
  const { body, foot, isBeside } = layout
  const unit = Math.min(wanted, (MOST_WIDE * picture.width) / Math.max(1, body?.box.width ?? 0))
  const room: Room = {
    left: anchor.x / unit - EDGE_ROOM,
    up: anchor.y / unit - EDGE_ROOM,
    right: (picture.width - anchor.x) / unit - EDGE_ROOM,
    down: (picture.height - anchor.y) / unit - EDGE_ROOM,
  }
  const isUnder = body !== undefined && !isBeside && hangsUnder(body, room)
  const parts: PlacedPart[] = []
  const put = (part: LabelPart, x: number, y: number, isMirrored: boolean): void => {
    parts.push({ part, x: anchor.x + x * unit, y: anchor.y + y * unit, isMirrored })
  }
  if (body !== undefined) {
    const [x, y] = isBeside ? beside(body, room) : [slid(body, room), isUnder ? under(body) : body.y]
    put(body, x, y, false)
  }
  if (foot !== undefined) put(foot, foot.x, isUnder ? under(foot) : foot.y, isUnder)
  return { unit, parts }
}

const under = ({ y, box }: LabelPart): number => -(y + box.height)

function hangsUnder({ y, box: { height } }: LabelPart, { up, down }: Room): boolean {
  const fits = (top: number): boolean => top >= -up && top + height <= down
  return !fits(y) && fits(-(y + height))
}

/** Over or under its place, and as far aside as is needed; part of it always stays over the place. */
function slid({ box: { width } }: LabelPart, { left, right }: Room): number {
  const most = Math.max(0, width / 2 - KEEP)
  const shift = Math.max(Math.min(0, right - width / 2), width / 2 - left)
  return -width / 2 + Math.min(most, Math.max(-most, shift))
}

/** To the right of the disc, else to the left, else over it, else under the place. */
function beside(body: LabelPart, room: Room): readonly [x: number, y: number] {
  const { width, height } = body.box
  const end = body.x + width
  if (end > room.right && end > room.left) {
    const over = -(DISC_RISE + OVER_GAP + height)
    return [slid(body, room), over >= -room.up ? over : OVER_GAP]
  }
  const y = Math.max(Math.min(body.y, room.down - height), -room.up)
  const level = Math.min(body.y + height, Math.max(body.y - height, y))
  return [end <= room.right ? body.x : -end, level]
}
