import {
  alongRay,
  cross,
  distance,
  dot,
  multiply,
  type Pose,
  type Quat,
  rayThrough,
  rayToPlane,
  type Vec3,
} from '#domain/geometry.ts'
import type { PlacementQuality } from '#domain/mark.ts'
import { type Aim, normalOf, type Surface } from './surface.ts'

/** Where no surface is found, what is moved slides on its own plane, but not to more than this many times its distance. */
const FARTHEST_SHARE = 3
/** A ray that meets the plane flatter than this (cosine to the normal) says nothing about where. */
const GRAZING = 0.12

/** What stands somewhere and is taken elsewhere. */
interface Standing {
  readonly pose: Pose
  readonly quality: PlacementQuality
}

/** The shortest turn that takes one unit vector to another. Source: half-way quaternion, (1 + a·b, a × b) normalised. */
function shortestTurn(from: Vec3, to: Vec3): Quat {
  const w = 1 + dot(from, to)
  if (w < 1e-6) {
    // Opposite: half a turn about any axis across.
    const across: Vec3 = Math.abs(from[0]) < 0.9 ? [1, 0, 0] : [0, 0, 1]
    const [x, y, z] = cross(from, across)
    const length = Math.hypot(x, y, z)
    return [x / length, y / length, z / length, 0]
  }
  const [x, y, z] = cross(from, to)
  const length = Math.hypot(x, y, z, w)
  return [x / length, y / length, z / length, w / length]
}

/** How a thing goes with the surface that it is moved to: a mark leans with it, a model stays upright. */
export type Lean = 'with-surface' | 'upright'

/**
 * Where something stands once it was moved to a touched point: turned with the surface by the shortest way, so that its own turn stays.
 * Where no surface is found it slides on its own plane; what has only an approximate place anyway keeps its distance from the viewer.
 * Undefined when there is no such place: better not moved than moved to nowhere.
 */
export function movedPose(standing: Standing, surface: Surface, aim: Aim, lean: Lean): Standing | undefined {
  const { pose, quality } = standing
  const { position, orientation } = pose
  if (surface.quality !== 'approximate') {
    const turned =
      lean === 'upright' || !surface.normalKnown
        ? orientation
        : multiply(shortestTurn(normalOf(pose), surface.normal), orientation)
    return { pose: { position: surface.point, orientation: turned }, quality: surface.quality }
  }
  const ray = rayThrough(aim.point, aim.camera)
  const away = distance(position, aim.camera.pose.position)
  if (quality === 'approximate')
    return { pose: { position: alongRay(ray, away), orientation }, quality: 'approximate' }
  const normal = normalOf(pose)
  const metres = rayToPlane(ray, position, normal)
  const isUsable =
    metres !== undefined && metres < away * FARTHEST_SHARE && Math.abs(dot(normal, ray.direction)) >= GRAZING
  return isUsable ? { pose: { position: alongRay(ray, metres), orientation }, quality: 'nearby' } : undefined
}
