import { stillShape } from './still-shape.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { ImageShape, MarkTool, StepDetail } from '#domain/mark.ts'

/** A tap is two points for a circle: the second is this far to the side, as a share of the picture's width. */
const TAP_RADIUS = 0.05

/** The same rule as in the room (resolve/world-shape.ts): drawn out nearly alike along both axes it is round, else as flat as it was drawn. */
const FLATTEST = 0.4
const NEARLY_ROUND = 0.75
/** Drawn out less than this share of the picture's height, it was a tap. */
const LEAST = 0.008

export interface StillWish {
  readonly tool: MarkTool
  readonly text: string
  readonly step: StepDetail
  /** Width over height of the picture. */
  readonly aspect: number
  /** A circle becomes round, however it is drawn out. */
  readonly isRound: boolean
}

/** The shape that the touched points of a still make; undefined where there is none (yet). */
export function drawnShape(wish: StillWish, points: readonly ImagePoint[]): ImageShape | undefined {
  const { tool, aspect } = wish
  const [first] = points
  if (first === undefined) return undefined
  if (tool === 'step') return { tool, at: first, ...wish.step }
  if (tool === 'circle') return drawnEllipse(first, points.at(-1) ?? first, wish)
  return stillShape(tool, points, wish.text, aspect)
}

function drawnEllipse(
  centre: ImagePoint,
  rim: ImagePoint,
  { aspect, isRound }: Pick<StillWish, 'aspect' | 'isRound'>,
): ImageShape {
  const tool = 'circle'
  const x = Math.abs(rim.u - centre.u) * aspect
  const y = Math.abs(rim.v - centre.v)
  const drawn = Math.hypot(x, y)
  if (drawn < LEAST) return { tool, centre, radiusU: TAP_RADIUS, radiusV: TAP_RADIUS * aspect }
  const share = Math.min(x, y) / Math.max(x, y)
  const flatness = isRound || share >= NEARLY_ROUND ? 1 : Math.max(share, FLATTEST)
  // The rim passes under the pointer: (x / a)² + (y / b)² = 1.
  const isWide = x >= y
  const long = isWide ? Math.hypot(x, y / flatness) : Math.hypot(y, x / flatness)
  const [a, b] = isWide ? [long, long * flatness] : [long * flatness, long]
  return { tool, centre, radiusU: a / aspect, radiusV: b }
}
