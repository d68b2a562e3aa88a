import { type ImagePoint, multiply, type Pose, type Quat } from '#domain/geometry.ts'
import {
  type ImageShape,
  type Mark,
  MarkLabel,
  MOST_LEAN,
  type StillMark,
  type WorldShape,
} from '#domain/mark.ts'

/** Smallest and largest an arrow or a circle can be made by hand, in metres. */
const LEAST = 0.005
const MOST_ARROW = 5
const MOST_CIRCLE = 10
/** The same on a still, as a share of the picture. */
const LEAST_SHARE = 0.004
const MOST_SHARE = 2

/**
 * How far the first turn leans an arrow, in radians: far enough that the side it comes from is seen from above and from the front alike,
 * and not so far that it would touch what stands beside its point.
 */
const TURNED_LEAN = Math.min(MOST_LEAN, Math.PI / 3)

/** Labels and steps face the viewer, and a measure says what is there: there is nothing to turn. */
export function canTurn({ on, shape }: Mark): boolean {
  if (shape.tool === 'freehand' || shape.tool === 'arrow') return true
  return on === 'space' && shape.tool === 'circle'
}

/** What is written keeps its size, so that it can be read; an arrow on a still has one size. */
export function canResize({ on, shape }: Mark): boolean {
  if (shape.tool === 'circle' || shape.tool === 'freehand') return true
  return on === 'space' && shape.tool === 'arrow'
}

/**
 * The same mark turned about its own upright axis, counter-clockwise as seen from its front; the same object where it cannot be. An arrow
 * swings about its tip: one that stands upright leans first, since its shaft is that axis, and from then on comes from another side.
 */
export function turned(mark: Mark, radians: number, aspect: number): Mark {
  if (!canTurn(mark)) return mark
  if (mark.on === 'space') {
    const { shape } = mark
    const pose = turnedPose(mark.pose, radians)
    return shape.tool === 'arrow'
      ? { ...mark, pose, shape: { ...shape, lean: shape.lean ?? TURNED_LEAN } }
      : { ...mark, pose }
  }
  if (mark.shape.tool === 'arrow')
    return { ...mark, shape: { ...mark.shape, turn: halfRound((mark.shape.turn ?? 0) + radians) } }
  if (mark.shape.tool !== 'freehand') return mark
  const centre = middleOf(mark.shape.points)
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const points = mark.shape.points.map(({ u, v }) => {
    // Turned in pixels, not in shares: the picture is not square. Its v points down.
    const x = (u - centre.u) * aspect
    const y = v - centre.v
    return within({ u: centre.u + (x * cos + y * sin) / aspect, v: centre.v + y * cos - x * sin })
  })
  return { ...mark, shape: { ...mark.shape, points } }
}

/** The same direction, from minus half a turn to half a turn. */
function halfRound(radians: number): number {
  return Math.atan2(Math.sin(radians), Math.cos(radians))
}

/** What stands there, turned about its own +Y. */
export function turnedPose(pose: Pose, radians: number): Pose {
  const turn: Quat = [0, Math.sin(radians / 2), 0, Math.cos(radians / 2)]
  return { ...pose, orientation: multiply(pose.orientation, turn) }
}

/** The same mark larger or smaller, as far as it may be; the same object where it cannot be. */
export function resized(mark: Mark, factor: number): Mark {
  if (!canResize(mark)) return mark
  return mark.on === 'space'
    ? { ...mark, shape: resizedInWorld(mark.shape, factor) }
    : { ...mark, shape: resizedOnStill(mark.shape, factor) }
}

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

function resizedInWorld(shape: WorldShape, factor: number): WorldShape {
  switch (shape.tool) {
    case 'arrow':
      return { ...shape, length: between(shape.length * factor, LEAST, MOST_ARROW) }
    case 'circle': {
      // One factor for both, so that an ellipse keeps its shape at the stops.
      const least = Math.min(shape.radiusX, shape.radiusZ)
      const most = Math.max(shape.radiusX, shape.radiusZ)
      const allowed = between(factor, LEAST / least, MOST_CIRCLE / most)
      return { ...shape, radiusX: shape.radiusX * allowed, radiusZ: shape.radiusZ * allowed }
    }
    case 'freehand': {
      const [ox, oy, oz] = shape.points[0] ?? [0, 0, 0]
      const points = shape.points.map(
        ([x, y, z]) => [ox + (x - ox) * factor, oy + (y - oy) * factor, oz + (z - oz) * factor] as const,
      )
      return { ...shape, points }
    }
    case 'text':
    case 'measure':
    case 'step':
      return shape
  }
}

function resizedOnStill(shape: ImageShape, factor: number): ImageShape {
  switch (shape.tool) {
    case 'circle': {
      const least = Math.min(shape.radiusU, shape.radiusV)
      const most = Math.max(shape.radiusU, shape.radiusV)
      const allowed = between(factor, LEAST_SHARE / least, MOST_SHARE / most)
      return { ...shape, radiusU: shape.radiusU * allowed, radiusV: shape.radiusV * allowed }
    }
    case 'freehand': {
      const { u, v } = middleOf(shape.points)
      const points = shape.points.map((point) =>
        within({ u: u + (point.u - u) * factor, v: v + (point.v - v) * factor }),
      )
      return { ...shape, points }
    }
    case 'arrow':
    case 'text':
    case 'step':
      return shape
  }
}

/** A mark on a still, moved by shares of the picture's width and height. */
export function shifted(mark: StillMark, du: number, dv: number): StillMark {
  const by = ({ u, v }: ImagePoint): ImagePoint => within({ u: u + du, v: v + dv })
  const { shape } = mark
  switch (shape.tool) {
    case 'arrow':
      return { ...mark, shape: { ...shape, tip: by(shape.tip) } }
    case 'circle':
      return { ...mark, shape: { ...shape, centre: by(shape.centre) } }
    case 'freehand':
      return { ...mark, shape: { ...shape, points: shape.points.map(by) } }
    case 'text':
    case 'step':
      return { ...mark, shape: { ...shape, at: by(shape.at) } }
  }
}

/** What the mark says, where that can be changed. */
export function textOf({ shape }: Mark): string | undefined {
  if (shape.tool === 'text') return shape.text
  return shape.tool === 'step' ? (shape.text ?? '') : undefined
}

/** The same mark with other words. A label cannot be empty and then stays as it is; a step can. */
export function reworded(mark: Mark, words: string): Mark {
  const label = MarkLabel.safeParse(words)
  const text = label.success ? label.data : undefined
  // Each side by itself, since only that ties a shape to where the mark stands.
  if (mark.on === 'space') {
    const { shape } = mark
    if (shape.tool === 'text') return text === undefined ? mark : { ...mark, shape: { ...shape, text } }
    return shape.tool === 'step' ? { ...mark, shape: withWords(shape, text) } : mark
  }
  const { shape } = mark
  if (shape.tool === 'text') return text === undefined ? mark : { ...mark, shape: { ...shape, text } }
  return shape.tool === 'step' ? { ...mark, shape: withWords(shape, text) } : mark
}

function withWords<T extends { readonly text?: string | undefined }>(shape: T, text: string | undefined): T {
  const { text: _, ...silent } = shape
  return { ...shape, ...silent, text }
}

/** As far outside of the picture as the wire takes a point. */
function within({ u, v }: ImagePoint): ImagePoint {
  return { u: between(u, -1, 2), v: between(v, -1, 2) }
}

function middleOf(points: readonly ImagePoint[]): ImagePoint {
  let [u, v] = [0, 0]
  for (const point of points) {
    u += point.u
    v += point.v
  }
  const count = Math.max(1, points.length)
  return { u: u / count, v: v / count }
}
