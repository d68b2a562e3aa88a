import { distance, type LocalPoint } from '#domain/geometry.ts'
import { MAX_MEASURE_POINTS, MAX_STROKE_POINTS, type WorldShape } from '#domain/mark.ts'
import type { DrawingWish } from './drawing.ts'

/** An arrow is this share of its distance long, so that it looks alike near and far; metres at least and at most. */
const ARROW_SHARE = 0.12
const ARROW_MIN = 0.06
const ARROW_MAX = 0.4

/** A circle that was tapped and not drawn out, as a share of its distance. */
const CIRCLE_SHARE = 0.05
/** The smallest circle that a finger can mean, and the largest that the wire takes, in metres. */
const CIRCLE_MIN = 0.005
const CIRCLE_MAX = 10

/** A circle drawn out along one axis alone is an ellipse of this flatness; one drawn out nearly alike along both is round. */
const FLATTEST = 0.4
const NEARLY_ROUND = 0.75

/** Points of a stroke nearer to the last one than this share of the distance add nothing that can be seen. */
const STROKE_STEP_SHARE = 0.002

/** Length of an arrow that is seen from that far, in metres. */
function arrowLength(metresAway: number): number {
  return Math.min(ARROW_MAX, Math.max(ARROW_MIN, metresAway * ARROW_SHARE))
}

/**
 * Radii of a circle with its centre at the local origin, so that its rim passes under the finger: as much longer along one axis as it was
 * drawn out along it. Without a rim it is round and takes its size from the distance.
 */
function circleRadii(
  rim: LocalPoint | undefined,
  metresAway: number,
): { readonly radiusX: number; readonly radiusZ: number } {
  const [x, , z] = rim ?? [0, 0, 0]
  const drawn = Math.hypot(x, z)
  if (drawn < CIRCLE_MIN) {
    const radius = withinLimits(metresAway * CIRCLE_SHARE)
    return { radiusX: radius, radiusZ: radius }
  }
  const share = Math.min(Math.abs(x), Math.abs(z)) / Math.max(Math.abs(x), Math.abs(z))
  const flatness = share >= NEARLY_ROUND ? 1 : Math.max(share, FLATTEST)
  // On an ellipse: (x / radiusX)² + (z / radiusZ)² = 1.
  const isWide = Math.abs(x) >= Math.abs(z)
  const long = isWide ? Math.hypot(x, z / flatness) : Math.hypot(z, x / flatness)
  const [radiusX, radiusZ] = isWide ? [long, long * flatness] : [long * flatness, long]
  return { radiusX: withinLimits(radiusX), radiusZ: withinLimits(radiusZ) }
}

function withinLimits(radius: number): number {
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
 * The shape of a mark from its points in its local frame; the first one is the local origin. Undefined when the wish lacks what its tool
 * needs: a text without text, a step without its number.
 * @param metresAway from the camera to the first point
 */
export function worldShape(
  { tool, text, units, step }: Pick<DrawingWish, 'tool' | 'text' | 'units' | 'step'>,
  points: readonly LocalPoint[],
  metresAway: number,
): WorldShape | undefined {
  switch (tool) {
    case 'arrow':
      return { tool, length: arrowLength(metresAway) }
    case 'circle':
      return { tool, ...circleRadii(points.length > 1 ? points.at(-1) : undefined, metresAway) }
    case 'freehand':
      return points.length === 0 ? undefined : { tool, points: [...strokePoints(points, metresAway)] }
    case 'text':
      return text === undefined ? undefined : { tool, text }
    case 'measure':
      return points.length === 0
        ? undefined
        : { tool, points: points.slice(0, MAX_MEASURE_POINTS), units: units ?? 'metric' }
    case 'step':
      return step && { tool, ...step }
  }
}
