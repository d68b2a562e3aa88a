import { cross, distance, fromLocal, type Pose, subtract, type Vec3 } from '#domain/geometry.ts'
import { formatLength } from '#domain/length-words.ts'
import type { Units } from '#domain/mark.ts'
import type { SpaceLine } from './line-points.ts'

/** Half the length of the bars that end a measure, in metres. */
const TICK = 0.014

/** Segments shorter than this have no direction, in metres. */
const NO_LENGTH = 1e-4

/** How far the total hangs beyond the last point, in metres, so that it does not cover the last bar. */
const BEYOND = 0.045

/** The path itself, straight from point to point, and a bar across each of its points. */
export function measureLines(pose: Pose, local: readonly Vec3[]): readonly SpaceLine[] {
  const lines = [lineThrough(pose, local.length === 1 ? [...local, ...local] : local)]
  for (const [index, point] of local.entries()) {
    const before = local[index - 1] ?? point
    const after = local[index + 1] ?? point
    for (const bar of barsAcross(subtract(after, before)))
      lines.push({ ...lineThrough(pose, [offset(point, bar, -TICK), offset(point, bar, TICK)]), isBar: true })
  }
  return lines
}

/** Lengths in metres of the segments of a measured path, in order; empty for fewer than two points. */
export function measureLengths(points: readonly Vec3[]): number[] {
  return points.slice(1).map((point, index) => distance(points[index] ?? point, point))
}

/** What is written where, in the local frame: each length on its segment, with more than one the whole beyond the last point. */
export function measureWords(
  local: readonly Vec3[],
  units: Units,
): readonly { readonly at: Vec3; readonly text: string; readonly kind: 'value' | 'total' }[] {
  const lengths = measureLengths(local)
  const words = lengths.map((length, index) => {
    const a = local[index] ?? [0, 0, 0]
    const b = local[index + 1] ?? a
    const at: Vec3 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]
    return { at, text: formatLength(length, units), kind: 'value' as const }
  })
  const last = local.at(-1)
  const before = local.at(-2)
  if (lengths.length < 2 || last === undefined || before === undefined) return words
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  const on = unit(subtract(last, before)) ?? [1, 0, 0]
  return [
    ...words,
    { at: offset(last, on, BEYOND), text: `Total ${formatLength(whole, units)}`, kind: 'total' },
  ]
}

/**
 * Bars lie on the surface, across the path. Where the path stands upright on the surface no such direction is better than another: there
 * two of them make a cross, which is seen from every side.
 */
function barsAcross(along: Vec3): readonly Vec3[] {
  const direction = unit(along)
  if (direction === undefined || Math.abs(direction[1]) > 0.96) {
    return [
      [1, 0, 0],
      [0, 0, 1],
    ]
  }
  const across = unit(cross(direction, [0, 1, 0]))
  return across === undefined ? [] : [across]
}

function unit(v: Vec3): Vec3 | undefined {
  const length = Math.hypot(...v)
  return length < NO_LENGTH ? undefined : [v[0] / length, v[1] / length, v[2] / length]
}

function offset(point: Vec3, direction: Vec3, metres: number): Vec3 {
  return [
    point[0] + direction[0] * metres,
    point[1] + direction[1] * metres,
    point[2] + direction[2] * metres,
  ]
}

function lineThrough(pose: Pose, local: readonly Vec3[]): SpaceLine {
  const points = new Float32Array(local.length * 3)
  local.forEach((point, index) => points.set(fromLocal(pose, point), index * 3))
  return { points, closed: false }
}
