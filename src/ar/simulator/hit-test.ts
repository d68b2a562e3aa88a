import { cross, dot, type Pose, type Quat, type Vec3 } from '#domain/geometry.ts'
import { scale, turnOntoSurface, unit } from './maths.ts'
import type { Ray, SurfaceHit } from './room/cast.ts'
import { caster } from './room/layout.ts'
import { onFlatArea } from './room/planes.ts'

/**
 * What a ray meets, nearest first, each as a pose in the room: on the surface, +Y its normal, +Z within the surface towards
 * the ray's start. As ARCore does it: a plane answers also behind other things, a point only where the ray first
 * arrives, a mesh never (this phone has none). Source: WebXR Hit Test Module; ARCore HitResult.getHitPose.
 * @param floorOnly everything else is not found (yet)
 */
export function castHits(
  ray: Ray,
  entityTypes: readonly string[] = ['plane'],
  floorOnly = false,
): readonly Pose[] {
  const kept = caster
    .hits(ray)
    .filter(
      (hit, i) =>
        (entityTypes.includes('point') && i === 0) || (entityTypes.includes('plane') && onFlatArea(hit)),
    )
    .filter((hit) => !floorOnly || isFloor(hit))
  return kept.map((hit) => poseOfHit(hit, ray))
}

const isFloor = ({ solid, normal }: SurfaceHit): boolean => solid === undefined && normal[1] > 0.99

function poseOfHit(hit: SurfaceHit, ray: Ray): Pose {
  return { position: hit.point, orientation: turnOntoSurface(hit.normal, scale(ray.direction, -1)) }
}

interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** A ray given in a space, in the room: `matrix` is the space's pose there, column-major. */
export function rayInRoom(matrix: ArrayLike<number>, origin: Point, direction: Point): Ray {
  const m = (i: number): number => matrix[i] ?? 0
  const turned = ({ x, y, z }: Point): Vec3 => [
    m(0) * x + m(4) * y + m(8) * z,
    m(1) * x + m(5) * y + m(9) * z,
    m(2) * x + m(6) * y + m(10) * z,
  ]
  const o = turned(origin)
  return { origin: [o[0] + m(12), o[1] + m(13), o[2] + m(14)], direction: unit(turned(direction)) }
}

/** The turn that takes the phone's forward (-Z) to a direction, both unit: how a target ray space is laid. */
export function turnForwardTo(direction: Vec3): Quat {
  const forward: Vec3 = [0, 0, -1]
  const [x, y, z] = cross(forward, direction)
  const w = 1 + dot(forward, direction)
  const length = Math.hypot(x, y, z, w)
  return length < 1e-9 ? [0, 1, 0, 0] : [x / length, y / length, z / length, w / length]
}
