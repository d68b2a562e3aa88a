import type { BufferGeometry } from 'three'

/** Rays per corner: the noise of 96 lies under what eight bits show after smoothing by interpolation. */
const RAYS = 96

/** How far around a corner others count, as a share of the model's largest side. */
const REACH = 0.3

/** Darkest that a corner gets: light finds its way even into a groove. */
const FLOOR = 0.32

/**
 * How open each corner of the parts is to the sky around, as RGBA bytes for vertex colours: what makes joints and grooves read without any
 * shadow at run time. Plain ray casting against every triangle; seconds per model, once.
 * Source of the intersection: Moller and Trumbore, Fast, minimum storage ray/triangle intersection, 1997.
 */
export function bakeShade(parts: readonly BufferGeometry[]): readonly Uint8Array[] {
  const triangles = collect(parts)
  const reach = REACH * extent(triangles)
  const directions = hemisphere(RAYS)
  return parts.map((part) => {
    const position = part.getAttribute('position').array
    const normal = part.getAttribute('normal').array
    const shade = new Uint8Array((position.length / 3) * 4)
    for (let at = 0; at < position.length; at += 3) {
      const n = [normal[at] ?? 0, normal[at + 1] ?? 0, normal[at + 2] ?? 0] as const
      const p = [position[at] ?? 0, position[at + 1] ?? 0, position[at + 2] ?? 0] as const
      const openness = opennessAt(p, n, directions, triangles, reach)
      // Vertex colours are linear light.
      const value = Math.round(255 * Math.max(FLOOR, Math.min(1, openness * 1.12)))
      shade.set([value, value, value, 255], (at / 3) * 4)
    }
    return shade
  })
}

type Triple = readonly [number, number, number]

function opennessAt(
  p: Triple,
  n: Triple,
  directions: readonly Triple[],
  triangles: Float64Array,
  reach: number,
): number {
  const tangent: Triple = Math.abs(n[0]) < 0.8 ? unit([0, n[2], -n[1]]) : unit([-n[2], 0, n[0]])
  const other: Triple = [
    n[1] * tangent[2] - n[2] * tangent[1],
    n[2] * tangent[0] - n[0] * tangent[2],
    n[0] * tangent[1] - n[1] * tangent[0],
  ]
  const skip = reach * 0.004
  const from: Triple = [p[0] + n[0] * skip, p[1] + n[1] * skip, p[2] + n[2] * skip]
  let open = 0
  for (const [x, y, z] of directions) {
    const ray: Triple = [
      tangent[0] * x + n[0] * y + other[0] * z,
      tangent[1] * x + n[1] * y + other[1] * z,
      tangent[2] * x + n[2] * y + other[2] * z,
    ]
    const hit = nearestHit(from, ray, triangles, reach)
    // The surface that the model stands on counts as well.
    const ground = ray[1] < 0 ? -from[1] / ray[1] : Infinity
    const metres = Math.min(hit, ground > 0 ? ground : 0)
    open += metres >= reach ? 1 : (metres / reach) ** 0.7
  }
  return open / directions.length
}

function nearestHit(o: Triple, d: Triple, t: Float64Array, reach: number): number {
  let nearest = reach
  for (let at = 0; at < t.length; at += 9) {
    const e1x = t[at + 3] ?? 0
    const e1y = t[at + 4] ?? 0
    const e1z = t[at + 5] ?? 0
    const e2x = t[at + 6] ?? 0
    const e2y = t[at + 7] ?? 0
    const e2z = t[at + 8] ?? 0
    const px = d[1] * e2z - d[2] * e2y
    const py = d[2] * e2x - d[0] * e2z
    const pz = d[0] * e2y - d[1] * e2x
    const det = e1x * px + e1y * py + e1z * pz
    if (Math.abs(det) < 1e-16) continue
    const sx = o[0] - (t[at] ?? 0)
    const sy = o[1] - (t[at + 1] ?? 0)
    const sz = o[2] - (t[at + 2] ?? 0)
    const u = (sx * px + sy * py + sz * pz) / det
    if (u < 0 || u > 1) continue
    const qx = sy * e1z - sz * e1y
    const qy = sz * e1x - sx * e1z
    const qz = sx * e1y - sy * e1x
    const v = (d[0] * qx + d[1] * qy + d[2] * qz) / det
    if (v < 0 || u + v > 1) continue
    const metres = (e2x * qx + e2y * qy + e2z * qz) / det
    if (metres > 1e-7 && metres < nearest) nearest = metres
  }
  return nearest
}

/** All triangles as first corner and two edges. */
function collect(parts: readonly BufferGeometry[]): Float64Array {
  const flat: number[] = []
  for (const part of parts) {
    const { array } = part.getAttribute('position')
    const index = part.getIndex()?.array ?? []
    for (let at = 0; at < index.length; at += 3) {
      const corner = (which: number): Triple => {
        const start = (index[at + which] ?? 0) * 3
        return [array[start] ?? 0, array[start + 1] ?? 0, array[start + 2] ?? 0]
      }
      const a = corner(0)
      const b = corner(1)
      const c = corner(2)
      flat.push(...a, b[0] - a[0], b[1] - a[1], b[2] - a[2], c[0] - a[0], c[1] - a[1], c[2] - a[2])
    }
  }
  return Float64Array.from(flat)
}

function extent(triangles: Float64Array): number {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let at = 0; at < triangles.length; at += 9) {
    for (let axis = 0; axis < 3; axis++) {
      const value = triangles[at + axis] ?? 0
      low[axis] = Math.min(low[axis] ?? 0, value)
      high[axis] = Math.max(high[axis] ?? 0, value)
    }
  }
  return Math.max(...high.map((value, axis) => value - (low[axis] ?? 0)))
}

/** Directions around +Y, denser towards it (cosine). Source: Vogel's spiral, so that the same script makes the same bytes. */
function hemisphere(count: number): readonly Triple[] {
  const golden = Math.PI * (3 - Math.sqrt(5))
  return Array.from({ length: count }, (_, index): Triple => {
    const radius = Math.sqrt((index + 0.5) / count)
    return [radius * Math.cos(index * golden), Math.sqrt(1 - radius ** 2), radius * Math.sin(index * golden)]
  })
}

function unit([x, y, z]: Triple): Triple {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}
