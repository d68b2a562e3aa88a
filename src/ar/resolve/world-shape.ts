import { distance, type LocalPoint } from '#domain/geometry.ts'
import { type MarkTool, MAX_STROKE_POINTS, type WorldShape } from '#domain/mark.ts'

/** An arrow is this share of its distance long, so that it looks alike near and far; metres at least and at most. */
const ARROW_SHARE = 0.12
const ARROW_MIN = 0.06
const ARROW_MAX = 0.4

/** A circle that was tapped and not drawn out, as a share of its distance. */
const CIRCLE_SHARE = 0.05
/** The smallest circle that a finger can mean, and the largest that the wire takes, in metres. */
const CIRCLE_MIN = 0.005
const CIRCLE_MAX = 10

/** Points of a stroke nearer to the last one than this share of the distance add nothing that can be seen. */
const STROKE_STEP_SHARE = 0.002

/** Length of an arrow that is seen from that far, in metres. */
function arrowLength(metresAway: number): number {
  return Math.min(ARROW_MAX, Math.max(ARROW_MIN, metresAway * ARROW_SHARE))
}

/** Radius of a circle with its centre at the local origin; without a rim it takes its size from the distance. */
function circleRadius(rim: LocalPoint | undefined, metresAway: number): number {
  const drawn = rim === undefined ? 0 : Math.hypot(rim[0], rim[2])
  const radius = drawn < CIRCLE_MIN ? metresAway * CIRCLE_SHARE : drawn
  return Math.min(CIRCLE_MAX, Math.max(CIRCLE_MIN, radius))
}

/** A stroke without the points that lie on top of each other, thinned evenly when it is longer than the wire takes. */
function strokePoints(points: readonly LocalPoint[], metresAway: number): readonly LocalPoint[] {
  const step = metresAway * STROKE_STEP_SHARE
  const kept: LocalPoint[] = []
  for (const [index, point] of points.entries()) {
    const last = kept.at(-1)
    const isEnd = index === points.length - 1
    if (last === undefined || distance(last, point) >= step || (isEnd && kept.length > 1)) kept.push(point)
  }
  if (kept.length <= MAX_STROKE_POINTS) return kept
  const every = (kept.length - 1) / (MAX_STROKE_POINTS - 1)
  return Array.from({ length: MAX_STROKE_POINTS }, (_, i) => kept[Math.round(i * every)] ?? kept[0]).filter(
    (point) => point !== undefined,
  )
}

/**
 * The shape of a mark from the points on its plane, in its local frame. The first one is the local origin.
 * @param metresAway from the camera to the first point; undefined text makes a text mark impossible
 */
export function worldShape(
  tool: MarkTool,
  points: readonly LocalPoint[],
  metresAway: number,
  text: string | undefined,
): WorldShape | undefined {
  switch (tool) {
    case 'arrow':
      return { tool, length: arrowLength(metresAway) }
    case 'circle': {
      const radius = circleRadius(points.length > 1 ? points.at(-1) : undefined, metresAway)
      return { tool, radiusX: radius, radiusZ: radius }
    }
    case 'freehand':
      return points.length === 0 ? undefined : { tool, points: [...strokePoints(points, metresAway)] }
    case 'text':
      return text === undefined ? undefined : { tool, text }
  }
}
