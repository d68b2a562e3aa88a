import { alongRay, rayThrough, type SpaceRay } from '#domain/geometry.ts'
import { surfaceFromDepth } from './depth-surface.ts'
import { surfaceFromPlanes, surfaceFromStanding } from './known-surfaces.ts'
import type { RayHit, SurfaceFinder } from './surface-finder.ts'
import { type Aim, facing, type Surface, type SurfaceQuality, towardsViewer } from './surface.ts'

/** Where a mark floats when nothing is known, in metres along the ray: arm's length with a phone. */
const APPROXIMATE_METRES = 1.2

function found(hit: RayHit, quality: SurfaceQuality, aim: Aim, ray: SpaceRay): Surface {
  const { point, normal } = hit
  return normal === undefined
    ? { point, normal: facing(aim.camera), normalKnown: false, quality }
    : { point, normal: towardsViewer(normal, ray.direction), normalKnown: true, quality }
}

function approximate(aim: Aim, ray: SpaceRay): Surface {
  const hit = { point: alongRay(ray, APPROXIMATE_METRES), normal: undefined }
  return found(hit, 'approximate', aim, ray)
}

/** What can be said at once, without asking the device to cast a ray: for what moves, such as a laser pointer. */
export function resolveAtOnce(aim: Aim, finder: SurfaceFinder): Surface {
  const ray = rayThrough(aim.point, aim.camera)
  const depth = finder.depthNear(aim.frame)
  const byDepth = depth && surfaceFromDepth(depth, aim.camera, aim.point)
  if (byDepth) return found(byDepth, 'depth', aim, ray)
  return byKnown(aim, finder, ray)
}

function byKnown(aim: Aim, finder: SurfaceFinder, ray: SpaceRay): Surface {
  const byPlane = surfaceFromPlanes(ray, finder.planes())
  if (byPlane) return found(byPlane, 'plane', aim, ray)
  const byNeighbour = surfaceFromStanding(ray, finder.standing())
  if (byNeighbour) return found(byNeighbour, 'nearby', aim, ray)
  return approximate(aim, ray)
}

/**
 * What lies under a touched point, by the pose of the frame that was seen: depth of that frame, then a hit test along
 * the past ray, then planes, then the surface of a mark nearby, then 1.2 m away and said to be approximate. Never rejects.
 */
export async function resolveSurface(aim: Aim, finder: SurfaceFinder): Promise<Surface> {
  const ray = rayThrough(aim.point, aim.camera)
  const depth = finder.depthNear(aim.frame)
  const byDepth = depth && surfaceFromDepth(depth, aim.camera, aim.point)
  if (byDepth) return found(byDepth, 'depth', aim, ray)
  const byRay = await finder.castRay(ray)
  if (byRay) return found(byRay, 'hit-test', aim, ray)
  return byKnown(aim, finder, ray)
}
