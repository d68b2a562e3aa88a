import type { Box } from './key-points.ts'

/** The nearest so many points count nearly whole, however far they are: a bare door is followed by what little there is on it. */
const NEAR_POINTS = 24
/** Nearer than this, as a share of the keyframe's longer edge, all are near. */
const NEAR = 0.06
/** What is far away still says a little about turn and tilt, as long as it lies on the same surface. */
const LEAST = 0.02

/** How far a place is from the nearest of the boxes, 0 inside; all in pixels. */
export function distanceTo({ left, top, right, bottom }: Box, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}

/**
 * How much each point counts when it is decided where a keyframe is: a homography holds for one plane, and marks belong to the plane of
 * what is around them, however much more is to be seen of others. 0 to 1; all 1 without marks.
 * @param edge the keyframe's longer edge, in pixels
 */
export function weighPoints(
  points: { readonly count: number; readonly x: Float32Array; readonly y: Float32Array },
  boxes: readonly Box[],
  edge: number,
  into: Float32Array,
): void {
  into.fill(1)
  if (boxes.length === 0) return
  const away = Float64Array.from({ length: points.count }, (_, i) =>
    Math.min(...boxes.map((box) => distanceTo(box, points.x[i] ?? 0, points.y[i] ?? 0))),
  )
  const reach = Math.max(NEAR * edge, away.toSorted()[NEAR_POINTS] ?? 0)
  for (let i = 0; i < points.count; i++)
    into[i] = LEAST + (1 - LEAST) * Math.exp(-(((away[i] ?? 0) / reach) ** 2) / 2)
}
