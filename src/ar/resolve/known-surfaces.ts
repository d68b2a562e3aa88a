import {
  alongRay,
  distance,
  dot,
  fromLocal,
  type Pose,
  rayToPlane,
  type SpaceRay,
  toLocal,
} from '#domain/geometry.ts'
import type { RayHit, SurfacePlane } from './surface-finder.ts'
import { normalOf, towardsViewer } from './surface.ts'

/** Found planes are smaller than the real ones: their outline is taken this much larger about its middle. */
const ENLARGED = 1.2

/** How near to a mark, in metres, the ray must pass its plane for the mark's surface to be believed there. */
const NEARBY = 0.35

/** A ray that meets a surface flatter than this (cosine to the normal) says nothing about where. */
const GRAZING = 0.12

/** Farther than this the answer would be a guess, in metres. */
const FARTHEST = 12

function meetPlane(ray: SpaceRay, pose: Pose): { readonly metres: number; readonly hit: RayHit } | undefined {
  const normal = normalOf(pose)
  if (Math.abs(dot(normal, ray.direction)) < GRAZING) return undefined
  const metres = rayToPlane(ray, pose.position, normal)
  if (metres === undefined || metres > FARTHEST) return undefined
  return { metres, hit: { point: alongRay(ray, metres), normal: towardsViewer(normal, ray.direction) } }
}

/** Whether x, z lies in the enlarged outline. Source: even-odd rule (M. Shimrat, CACM 5(8), 1962). */
function isWithin({ outline }: SurfacePlane, x: number, z: number): boolean {
  let middleX = 0
  let middleZ = 0
  for (const [px, pz] of outline) {
    middleX += px / outline.length
    middleZ += pz / outline.length
  }
  const sx = middleX + (x - middleX) / ENLARGED
  const sz = middleZ + (z - middleZ) / ENLARGED
  let inside = false
  for (let i = 0; i < outline.length; i++) {
    const [ax, az] = outline[i] ?? [0, 0]
    const [bx, bz] = outline[(i + 1) % outline.length] ?? [0, 0]
    if (az > sz !== bz > sz && sx < ((bx - ax) * (sz - az)) / (bz - az) + ax) inside = !inside
  }
  return inside
}

/** The nearest found plane that the ray meets within its outline, enlarged by a fifth. */
export function surfaceFromPlanes(ray: SpaceRay, planes: readonly SurfacePlane[]): RayHit | undefined {
  let best: { readonly metres: number; readonly hit: RayHit } | undefined
  for (const plane of planes) {
    const met = meetPlane(ray, plane.pose)
    if (met === undefined || (best !== undefined && met.metres >= best.metres)) continue
    const [x, , z] = toLocal(plane.pose, met.hit.point)
    if (isWithin(plane, x, z)) best = met
  }
  return best?.hit
}

/** The plane of the mark that stands nearest to where the ray meets it. */
export function surfaceFromStanding(ray: SpaceRay, standing: readonly Pose[]): RayHit | undefined {
  let nearest = NEARBY
  let best: RayHit | undefined
  for (const pose of standing) {
    const met = meetPlane(ray, pose)
    if (met === undefined) continue
    const apart = distance(met.hit.point, fromLocal(pose, [0, 0, 0]))
    if (apart >= nearest) continue
    nearest = apart
    best = met.hit
  }
  return best
}
