import {
  alongRay,
  type Camera,
  distance,
  type ImagePoint,
  type Pose,
  project,
  rayThrough,
} from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import { surfaceFromStanding } from '../resolve/known-surfaces.ts'
import { facing, type Surface } from '../resolve/surface.ts'

/** Where nothing is known, things are taken to stand at arm's length and a bit, in metres along the ray. */
const USUAL_DISTANCE = 1.2

/**
 * What probably lies under a point of the picture, from what already stands in the space: the expert's own guess until the technician's
 * device answers. The plane of a mark nearby, else the distance of the mark that is seen nearest to the point, else arm's length.
 */
export function guessSurface(point: ImagePoint, camera: Camera, scene: SceneState, spaceId: Id): Surface {
  const ray = rayThrough(point, camera)
  const standing = posesIn(scene, spaceId)
  const met = surfaceFromStanding(ray, standing)
  if (met?.normal !== undefined) {
    return { point: met.point, normal: met.normal, normalKnown: true, quality: 'nearby' }
  }
  const metres = nearestDistance(point, camera, standing) ?? USUAL_DISTANCE
  return { point: alongRay(ray, metres), normal: facing(camera), normalKnown: false, quality: 'approximate' }
}

function posesIn({ marks, placements }: SceneState, spaceId: Id): readonly Pose[] {
  const poses: Pose[] = []
  for (const mark of marks.values()) {
    if (mark.on === 'space' && mark.spaceId === spaceId && mark.quality !== 'provisional')
      poses.push(mark.pose)
  }
  for (const placement of placements.values()) if (placement.spaceId === spaceId) poses.push(placement.pose)
  return poses
}

/** How far away stands what is seen nearest to that point of the picture. */
function nearestDistance(point: ImagePoint, camera: Camera, poses: readonly Pose[]): number | undefined {
  let nearest = Number.POSITIVE_INFINITY
  let metres: number | undefined
  for (const { position } of poses) {
    const seen = project(position, camera)
    if (seen === undefined) continue
    const apart = Math.hypot(seen.u - point.u, seen.v - point.v)
    if (apart >= nearest) continue
    nearest = apart
    metres = distance(position, camera.pose.position)
  }
  return metres
}
