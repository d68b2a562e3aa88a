import { conjugate, type ImagePoint, type Camera, rayThrough, rotate, toLocal } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'

/** Width, height, depth in metres at real size, standing on the origin. */
type Size = readonly [width: number, height: number, depth: number]

/** A model whose size nobody knows yet shows as a box of this size, in metres. */
const UNKNOWN: Size = [0.2, 0.2, 0.2]

/** How far beside its box a finger may touch, as a share of the distance. */
const FINGER = 0.02

/** Metres along a ray until it enters a box; undefined when it misses. Source: Kay and Kajiya, Ray Tracing Complex Scenes, 1986 (slabs). */
function enterBox(
  origin: readonly number[],
  direction: readonly number[],
  least: readonly number[],
  most: readonly number[],
): number | undefined {
  let from = 0
  let to = Number.POSITIVE_INFINITY
  for (let axis = 0; axis < 3; axis++) {
    const o = origin[axis] ?? 0
    const d = direction[axis] ?? 0
    const a = ((least[axis] ?? 0) - o) / d
    const b = ((most[axis] ?? 0) - o) / d
    // Along a slab, 0 / 0 says that the ray runs on its very face: inside.
    from = Math.max(from, Math.min(Number.isNaN(a) ? -Infinity : a, Number.isNaN(b) ? -Infinity : b))
    to = Math.min(to, Math.max(Number.isNaN(a) ? Infinity : a, Number.isNaN(b) ? Infinity : b))
  }
  return from <= to ? from : undefined
}

/** The model that a touch means, by the boxes around the models of this space: the nearest one that the finger meets. */
export function pickPlacement(
  point: ImagePoint,
  camera: Camera,
  placements: ReadonlyMap<Id, Placement>,
  spaceId: Id,
  sizeOf: (modelId: string) => Size | undefined,
): Id | undefined {
  const ray = rayThrough(point, camera)
  let best: { readonly id: Id; readonly metres: number } | undefined
  for (const { id, spaceId: space, pose, scale, modelId } of placements.values()) {
    if (space !== spaceId) continue
    const [width, height, depth] = sizeOf(modelId) ?? UNKNOWN
    const origin = toLocal(pose, ray.origin)
    const pad = Math.hypot(...origin) * FINGER
    const x = (width * scale) / 2 + pad
    const z = (depth * scale) / 2 + pad
    const direction = rotate(conjugate(pose.orientation), ray.direction)
    const metres = enterBox(origin, direction, [-x, -pad, -z], [x, height * scale + pad, z])
    if (metres !== undefined && (best === undefined || metres < best.metres)) best = { id, metres }
  }
  return best?.id
}
