import { fromLocal, type Pose, type Vec3 } from '#domain/geometry.ts'

/** A line in the space: x, y, z per point. */
export interface SpaceLine {
  readonly points: Float32Array
  readonly closed: boolean
  /** A bar across another line's end: the shader keeps it long enough to be seen. */
  readonly isBar?: boolean
}

/** Corners of a circle: at 60 cm across the picture the edges are still under a pixel off the true circle. */
const CIRCLE_POINTS = 72

/** Strokes with fewer points than this are rounded; a slow hand samples densely enough by itself. */
const SPARSE_STROKE = 160

/** Points put between two of a sparse stroke. */
const SUBDIVISIONS = 4

/** An ellipse flat in the local XZ plane. */
export function ellipseLine(pose: Pose, radiusX: number, radiusZ: number): SpaceLine {
  const points = new Float32Array(CIRCLE_POINTS * 3)
  for (let index = 0; index < CIRCLE_POINTS; index++) {
    const angle = (index / CIRCLE_POINTS) * 2 * Math.PI
    points.set(fromLocal(pose, [radiusX * Math.cos(angle), 0, radiusZ * Math.sin(angle)]), index * 3)
  }
  return { points, closed: true }
}

/** A stroke through its points; one single point becomes a dot. */
export function strokeLine(pose: Pose, local: readonly Vec3[]): SpaceLine {
  const first = local[0]
  if (first === undefined) return { points: new Float32Array(), closed: false }
  const path = local.length === 1 ? [first, first] : local.length < SPARSE_STROKE ? rounded(local) : local
  const points = new Float32Array(path.length * 3)
  path.forEach((point, index) => points.set(fromLocal(pose, point), index * 3))
  return { points, closed: false }
}

/**
 * A smooth curve through every point. Source: Catmull and Rom, A class of local interpolating splines, 1974, in the centripetal form of
 * Yuksel et al. 2011, which makes no loops where points lie unevenly.
 */
export function rounded(path: readonly Vec3[]): readonly Vec3[] {
  const result: Vec3[] = []
  for (let index = 0; index + 1 < path.length; index++) {
    const p1 = path[index]
    const p2 = path[index + 1]
    if (p1 === undefined || p2 === undefined) break
    const p0 = path[index - 1] ?? mirrored(p1, p2)
    const p3 = path[index + 2] ?? mirrored(p2, p1)
    result.push(p1)
    for (let step = 1; step < SUBDIVISIONS; step++) result.push(between(p0, p1, p2, p3, step / SUBDIVISIONS))
  }
  const last = path.at(-1)
  return last === undefined ? result : [...result, last]
}

/** What lies as far behind `from` as `to` lies before it. */
function mirrored(from: Vec3, to: Vec3): Vec3 {
  return [2 * from[0] - to[0], 2 * from[1] - to[1], 2 * from[2] - to[2]]
}

/** Knot distance of the centripetal form; never 0, so that points that coincide do no harm. */
function knot(a: Vec3, b: Vec3): number {
  return Math.max(Math.sqrt(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])), 1e-4)
}

function between(p0: Vec3, p1: Vec3, p2: Vec3, p3: Vec3, share: number): Vec3 {
  const t1 = knot(p0, p1)
  const t2 = t1 + knot(p1, p2)
  const t3 = t2 + knot(p2, p3)
  const t = t1 + (t2 - t1) * share
  const mix = (a: Vec3, b: Vec3, ta: number, tb: number): Vec3 => {
    const w = (t - ta) / (tb - ta)
    return [a[0] + (b[0] - a[0]) * w, a[1] + (b[1] - a[1]) * w, a[2] + (b[2] - a[2]) * w]
  }
  const a1 = mix(p0, p1, 0, t1)
  const a2 = mix(p1, p2, t1, t2)
  const a3 = mix(p2, p3, t2, t3)
  return mix(mix(a1, a2, 0, t2), mix(a2, a3, t1, t3), t1, t2)
}
