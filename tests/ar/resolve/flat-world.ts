import {
  alongRay,
  type Camera,
  dot,
  type Pose,
  type Projection,
  projectionOf,
  type Quat,
  rayThrough,
  rayToPlane,
  rotate,
  type SpaceRay,
  spaceDirection,
  spacePoint,
  subtract,
  toLocal,
  type Vec3,
} from '#domain/geometry.ts'
import { poseOn } from '#ar/resolve/surface.ts'
import type { DepthView, RayHit, SurfaceFinder, SurfacePlane } from '#ar/resolve/surface-finder.ts'

/** A flat rectangle of the world: the pose's +Y is its normal, half sizes along its local X and Z in metres. */
export interface Patch {
  readonly pose: Pose
  readonly halfX: number
  readonly halfZ: number
}

/** A turn of that many radians about an axis. */
export function turn(axis: Vec3, radians: number): Quat {
  const [x, y, z] = spaceDirection(...axis)
  const s = Math.sin(radians / 2)
  return [x * s, y * s, z * s, Math.cos(radians / 2)]
}

/** A phone held upright: 60 degrees high, 9 by 16. */
const phoneProjection: Projection = projectionOf([
  (1 / Math.tan(Math.PI / 6)) * (16 / 9),
  0,
  0,
  0,
  0,
  1 / Math.tan(Math.PI / 6),
  0,
  0,
  0,
  0,
  -1,
  -1,
  0,
  0,
  0,
  0,
])

export function cameraAt(position: Vec3, orientation: Quat = [0, 0, 0, 1]): Camera {
  return { pose: { position, orientation }, projection: phoneProjection }
}

const level = cameraAt([0, 0, 10])
export function patch(position: Vec3, normal: Vec3, halfX = 20, halfZ = 20): Patch {
  const pose = poseOn({ point: spacePoint(...position), normal: spaceDirection(...normal) }, level)
  return { pose, halfX, halfZ }
}

export function castInto(
  patches: readonly Patch[],
  ray: SpaceRay,
): (RayHit & { readonly metres: number }) | undefined {
  let best: (RayHit & { readonly metres: number }) | undefined
  for (const { pose, halfX, halfZ } of patches) {
    const normal = rotate(pose.orientation, [0, 1, 0])
    const metres = rayToPlane(ray, pose.position, normal)
    if (metres === undefined || (best && best.metres <= metres)) continue
    const point = alongRay(ray, metres)
    const [x, , z] = toLocal(pose, point)
    if (Math.abs(x) > halfX || Math.abs(z) > halfZ) continue
    const side = dot(normal, ray.direction) > 0 ? -1 : 1
    best = { metres, point, normal: spaceDirection(normal[0] * side, normal[1] * side, normal[2] * side) }
  }
  return best
}

/** What a depth camera at that place would measure, exactly. */
export function depthFrom(patches: readonly Patch[], camera: Camera): DepthView {
  const forward = rotate(camera.pose.orientation, [0, 0, -1])
  return {
    camera,
    metresAt(point) {
      const hit = castInto(patches, rayThrough(point, camera))
      return hit && dot(subtract(hit.point, camera.pose.position), forward)
    },
  }
}

/** A finder over flat patches whose senses can be switched on and off. It keeps the law of surface finders. */
export function flatFinder(
  patches: readonly Patch[],
  senses: { depth?: Camera; ray?: boolean; planes?: boolean; standing?: readonly Pose[] },
): SurfaceFinder & { readonly asked: SpaceRay[] } {
  const asked: SpaceRay[] = []
  const outlines: readonly SurfacePlane[] = patches.map(({ pose, halfX, halfZ }) => ({
    pose,
    outline: [
      [-halfX, -halfZ],
      [halfX, -halfZ],
      [halfX, halfZ],
      [-halfX, halfZ],
    ],
  }))
  return {
    asked,
    depthNear: () => senses.depth && depthFrom(patches, senses.depth),
    castRay(ray) {
      asked.push(ray)
      const hit = senses.ray ? castInto(patches, ray) : undefined
      return Promise.resolve(hit && { point: hit.point, normal: hit.normal })
    },
    planes: () => (senses.planes ? outlines : []),
    standing: () => senses.standing ?? [],
  }
}

/** Angle between two directions in degrees. */
export function degreesBetween(a: Vec3, b: Vec3): number {
  return (
    (Math.acos(Math.min(1, Math.max(-1, dot(spaceDirection(...a), spaceDirection(...b))))) * 180) / Math.PI
  )
}
