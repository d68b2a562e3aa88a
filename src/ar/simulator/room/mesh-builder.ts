import { cross, distance, rotate, type Vec3 } from '#domain/geometry.ts'
import { add, lerp, scale, unit } from '../maths.ts'
import type { RoomCaster } from './cast.ts'
import type { Shade } from './light.ts'
import type { Cylinder } from './solid.ts'

const EDGE = 0.015
const sidesOf = (radius: number): number => (radius < 0.014 ? 7 : radius < 0.04 ? 12 : 18)

/** A flat patch: a corner and its two edges, the normal towards cross(edgeU, edgeV). */
interface Patch {
  readonly corner: Vec3
  readonly edgeU: Vec3
  readonly edgeV: Vec3
  /** Texture coordinates at 0 to 1 along both edges. */
  uv(u: number, v: number): readonly [number, number]
  /** Screen values, 0 to 1. */
  readonly tint: Vec3
}

/** Collects triangles with baked light for one material. */
export interface MeshBuilder {
  patch(patch: Patch): void
  cylinder(solid: Cylinder, tint: Vec3, metres: readonly [number, number]): void
  readonly positions: readonly number[]
  readonly uvs: readonly number[]
  readonly colours: readonly number[]
  readonly indices: readonly number[]
}

/** @param grain metres between baked points: finer shows softer shade and takes longer to start and to draw */
export function createMeshBuilder(caster: RoomCaster, shade: Shade, grain: number): MeshBuilder {
  const positions: number[] = []
  const uvs: number[] = []
  const colours: number[] = []
  const indices: number[] = []

  // Light is taken a little inside the edge: right on it, a neighbour that touches would swallow the point.
  const vertex = (
    point: Vec3,
    normal: Vec3,
    uv: readonly [number, number],
    tint: Vec3,
    inside: Vec3 = point,
  ): number => {
    const gap = distance(point, inside)
    const light = shade(gap > 0 ? lerp(point, inside, Math.min(0.5, EDGE / gap)) : point, normal)
    positions.push(point[0], point[1], point[2])
    uvs.push(uv[0], uv[1])
    colours.push(light[0] * tint[0], light[1] * tint[1], light[2] * tint[2])
    return positions.length / 3 - 1
  }
  // Lifted a little, because a print or a door lies right on what it covers.
  const hidden = (points: readonly Vec3[], normal: Vec3): boolean =>
    caster.swallows(points.map((point) => add(point, scale(normal, 0.003))))

  return {
    positions,
    uvs,
    colours,
    indices,
    patch({ corner, edgeU, edgeV, uv, tint }) {
      const normal = unit(cross(edgeU, edgeV))
      const columns = Math.max(1, Math.ceil(Math.hypot(...edgeU) / grain))
      const rows = Math.max(1, Math.ceil(Math.hypot(...edgeV) / grain))
      const at = (c: number, r: number): Vec3 =>
        add(corner, add(scale(edgeU, c / columns), scale(edgeV, r / rows)))
      const middle = at(columns / 2, rows / 2)
      const known = new Map<number, number>()
      const index = (c: number, r: number): number => {
        const key = r * (columns + 1) + c
        const old = known.get(key)
        if (old !== undefined) return old
        const made = vertex(at(c, r), normal, uv(c / columns, r / rows), tint, middle)
        known.set(key, made)
        return made
      }
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) {
          const spots = [at(c, r), at(c + 1, r), at(c, r + 1), at(c + 1, r + 1)]
          if (hidden(spots, normal)) continue
          const [i00, i10, i01, i11] = [index(c, r), index(c + 1, r), index(c, r + 1), index(c + 1, r + 1)]
          indices.push(i00, i10, i11, i00, i11, i01)
        }
    },
    cylinder({ pose, radius, height }, tint, metres) {
      const place = (local: Vec3): Vec3 => add(pose.position, rotate(pose.orientation, local))
      const sides = sidesOf(radius)
      const angle = (i: number): number => (i / sides) * Math.PI * 2
      const bands = Math.max(1, Math.ceil(height / (grain * 2)))
      const grid = Array.from({ length: bands + 1 }, (_, band) =>
        Array.from({ length: sides + 1 }, (__, i) => {
          const [c, s] = [Math.cos(angle(i)), Math.sin(angle(i))]
          const y = (band / bands - 0.5) * height
          const uv = [(angle(i) * radius) / metres[0], y / metres[1]] as const
          return vertex(place([c * radius, y, s * radius]), rotate(pose.orientation, [c, 0, s]), uv, tint)
        }),
      )
      for (let band = 0; band < bands; band++)
        for (let i = 0; i < sides; i++) {
          const [low, high] = [grid[band] ?? [], grid[band + 1] ?? []]
          const [a, b, c, d] = [low[i] ?? 0, low[i + 1] ?? 0, high[i] ?? 0, high[i + 1] ?? 0]
          indices.push(a, c, d, a, d, b)
        }
      for (const side of [1, -1]) {
        const y = (side * height) / 2
        const normal = rotate(pose.orientation, [0, side, 0])
        const middle = place([0, y, 0])
        const edge = [0, 0.25, 0.5, 0.75].map((k) => angle(k * sides))
        const corners = edge.map((a) => place([Math.cos(a) * radius, y, Math.sin(a) * radius]))
        if (hidden(corners, normal)) continue
        const hub = vertex(middle, normal, [0, 0], tint)
        const rim = Array.from({ length: sides + 1 }, (_, i) => {
          const [x, z] = [Math.cos(angle(i)) * radius, Math.sin(angle(i)) * radius]
          return vertex(place([x, y, z]), normal, [x / metres[0], z / metres[1]], tint, middle)
        })
        for (let i = 0; i < sides; i++)
          indices.push(hub, rim[side > 0 ? i + 1 : i] ?? 0, rim[side > 0 ? i : i + 1] ?? 0)
      }
    },
  }
}
