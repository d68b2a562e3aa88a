import {
  alongRay,
  type Camera,
  distance,
  dot,
  type LocalPoint,
  localPoint,
  type Pose,
  rayThrough,
  rayToPlane,
  toLocal,
} from '#domain/geometry.ts'
import { type Aim, facing, normalOf, poseOn, type Surface } from './surface.ts'

/** A surface seen flatter than this (cosine) would stretch a stroke over metres: the stroke is drawn facing the camera. */
const TOO_FLAT = 0.26

/** A point of a stroke may lie this many times farther away than its first one; beyond, the ray runs along the plane to nowhere. */
const FARTHEST_SHARE = 4

/**
 * The plane that a stroke is frozen to when its first point is resolved, as the local frame of its mark: the surface, or, when its
 * normal is not known or it is seen too flat, a plane that faces the camera at that depth.
 */
export function strokePose(surface: Surface, first: Aim): Pose {
  const ray = rayThrough(first.point, first.camera)
  const isUsable = surface.normalKnown && Math.abs(dot(surface.normal, ray.direction)) >= TOO_FLAT
  const normal = isUsable ? surface.normal : facing(first.camera)
  return poseOn({ point: surface.point, normal }, first.camera)
}

/** A later point of the stroke, by the camera of its own frame, on the frozen plane in its local frame (y is 0); undefined when it misses. */
export function onStrokePlane(aim: Aim, plane: Pose, first: Camera): LocalPoint | undefined {
  const ray = rayThrough(aim.point, aim.camera)
  const metres = rayToPlane(ray, plane.position, normalOf(plane))
  const reach = distance(first.pose.position, plane.position) * FARTHEST_SHARE
  if (metres === undefined || metres > reach) return undefined
  const [x, , z] = toLocal(plane, alongRay(ray, metres))
  return localPoint(x, 0, z)
}
