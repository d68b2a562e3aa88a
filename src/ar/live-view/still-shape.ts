import type { ImagePoint } from '#domain/geometry.ts'
import { type MarkTool, MAX_STROKE_POINTS, type StillMark } from '#domain/mark.ts'

/** A circle that was tapped and not drawn out: its radius as a share of the picture's height. */
const TAPPED_RADIUS = 0.05
/** The smallest circle that a finger can mean. */
const LEAST_RADIUS = 0.008
/** Points of a stroke nearer to the last one than this share of the picture's height add nothing that can be seen. */
const STEP = 0.0015

/**
 * The shape of a mark on a still from the touched points: an arrow, a text or a step stands at the first one, a circle goes from its middle
 * to the last one. Undefined without a point, for a text without words, and for a measure: a picture has no metres.
 * @param aspect the picture's width over its height, so that a circle is round
 * @param stepNumber which step it is, 1 to 99; its words are `text`, and it may have none
 */
export function stillShape(
  tool: MarkTool,
  points: readonly ImagePoint[],
  text?: string,
  aspect = 1,
  stepNumber = 1,
): StillMark['shape'] | undefined {
  const first = points[0]
  if (first === undefined) return undefined
  const words = text?.trim() ?? ''
  switch (tool) {
    case 'arrow':
      return { tool, tip: first }
    case 'circle': {
      const last = points.at(-1) ?? first
      const drawn = Math.hypot((last.u - first.u) * aspect, last.v - first.v)
      const radius = drawn < LEAST_RADIUS ? TAPPED_RADIUS : drawn
      return { tool, centre: first, radiusU: radius / aspect, radiusV: radius }
    }
    case 'freehand':
      return { tool, points: thinned(points, aspect) }
    case 'text':
      return words === '' ? undefined : { tool, at: first, text: words }
    case 'step':
      return { tool, at: first, number: stepNumber, isDone: false, ...(words !== '' && { text: words }) }
    case 'measure':
      return undefined
  }
}

function thinned(points: readonly ImagePoint[], aspect: number): ImagePoint[] {
  const kept: ImagePoint[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (last === undefined || Math.hypot((point.u - last.u) * aspect, point.v - last.v) >= STEP)
      kept.push(point)
  }
  if (kept.length <= MAX_STROKE_POINTS) return kept
  const every = (kept.length - 1) / (MAX_STROKE_POINTS - 1)
  return Array.from({ length: MAX_STROKE_POINTS }, (_, index) => kept[Math.round(index * every)]).filter(
    (point) => point !== undefined,
  )
}
