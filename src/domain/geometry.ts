import * as z from 'zod/mini'

/**
 * Frames of reference are types. All are right-handed and in metres, as in WebXR: +X right, +Y up, -Z forward.
 * - space: one run of one device's world coordinates (a WebXR `local-floor` reference space between two resets)
 * - view: the camera of one frame (WebXR view space)
 * - local: the frame of one mark or placement; its origin on the surface, +Y along the surface normal
 * - image: the picture without its strip; u to the right, v down, both 0 to 1, origin top left
 */
export const Vec3 = z.readonly(z.tuple([z.number(), z.number(), z.number()]))
export type Vec3 = readonly [x: number, y: number, z: number]
export type Quat = readonly [x: number, y: number, z: number, w: number]
export const Quat = z.readonly(z.tuple([z.number(), z.number(), z.number(), z.number()]))

declare const frame: unique symbol
type InFrame<F extends string> = Vec3 & { readonly [frame]: F }
export type SpacePoint = InFrame<'space'>
export type SpaceDirection = InFrame<'space-direction'>
export type LocalPoint = InFrame<'local'>

/* The one constructor per branded type. */
/* oxlint-disable typescript/no-unsafe-type-assertion -- a brand exists only in the types; these three are where it is put on */
export const spacePoint = (x: number, y: number, z: number): SpacePoint => [x, y, z] as unknown as SpacePoint
export const spaceDirection = (x: number, y: number, z: number): SpaceDirection => {
  const length = Math.hypot(x, y, z) || 1
  return [x / length, y / length, z / length] as unknown as SpaceDirection
}
export const localPoint = (x: number, y: number, z: number): LocalPoint => [x, y, z] as unknown as LocalPoint
/* oxlint-enable typescript/no-unsafe-type-assertion */

export interface ImagePoint {
  readonly u: number
  readonly v: number
}
export const ImagePoint = z.object({
  u: z.number().check(z.gte(-1), z.lte(2)),
  v: z.number().check(z.gte(-1), z.lte(2)),
})

/** A rigid pose in a space: where a camera, a surface point or a model stands. Quaternion is x, y, z, w. */
export interface Pose {
  readonly position: Vec3
  readonly orientation: Quat
}
export const Pose = z.object({ position: Vec3, orientation: Quat })

/**
 * A pinhole projection as the five numbers that matter of WebXR's column-major 4x4:
 * [P0, P5, P8, P9] (x scale, y scale, x offset, y offset). Near and far are the renderer's own choice.
 */
export type Projection = readonly [p0: number, p5: number, p8: number, p9: number]
export const Projection = z.readonly(z.tuple([z.number(), z.number(), z.number(), z.number()]))

/** The camera of one frame: its pose in the space and its projection. */
export interface Camera {
  readonly pose: Pose
  readonly projection: Projection
}

export interface SpaceRay {
  readonly origin: SpacePoint
  readonly direction: SpaceDirection
}

export function projectionOf(matrix: ArrayLike<number>): Projection {
  return [matrix[0] ?? 1, matrix[5] ?? 1, matrix[8] ?? 0, matrix[9] ?? 0]
}

/** The full column-major matrix for a renderer. Source: glFrustum with offsets, near and far in metres. */
export function projectionMatrix(p: Projection, near = 0.02, far = 100): readonly number[] {
  const c = (far + near) / (near - far)
  const d = (2 * far * near) / (near - far)
  return [p[0], 0, 0, 0, 0, p[1], 0, 0, p[2], p[3], c, -1, 0, 0, d, 0]
}

/** v turned by q. Source: v + 2 q.w (q.xyz x v) + 2 q.xyz x (q.xyz x v). */
export function rotate(q: Quat, v: Vec3): Vec3 {
  const [qx, qy, qz, qw] = q
  const tx = 2 * (qy * v[2] - qz * v[1])
  const ty = 2 * (qz * v[0] - qx * v[2])
  const tz = 2 * (qx * v[1] - qy * v[0])
  return [
    v[0] + qw * tx + qy * tz - qz * ty,
    v[1] + qw * ty + qz * tx - qx * tz,
    v[2] + qw * tz + qx * ty - qy * tx,
  ]
}

export function conjugate(q: Quat): Quat {
  return [-q[0], -q[1], -q[2], q[3]]
}

/** The turn "first b, then a". */
export function multiply(a: Quat, b: Quat): Quat {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ]
}

/** The pose in the outer frame of what has the pose `inner` in the frame whose own pose is `outer`. */
export function compose(outer: Pose, inner: Pose): Pose {
  return {
    position: fromLocal(outer, inner.position),
    orientation: multiply(outer.orientation, inner.orientation),
  }
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
export function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** The ray in the space that passes through an image point of that frame. */
export function rayThrough(point: ImagePoint, camera: Camera): SpaceRay {
  const [p0, p5, p8, p9] = camera.projection
  const x = (2 * point.u - 1 + p8) / p0
  const y = (1 - 2 * point.v + p9) / p5
  const d = rotate(camera.pose.orientation, [x, y, -1])
  const o = camera.pose.position
  return { origin: spacePoint(o[0], o[1], o[2]), direction: spaceDirection(d[0], d[1], d[2]) }
}

/** The point at `depth` metres along the camera's axis (not along the ray), as depth sensing gives it. */
export function unprojectAtDepth(point: ImagePoint, depth: number, camera: Camera): SpacePoint {
  const [p0, p5, p8, p9] = camera.projection
  const x = ((2 * point.u - 1 + p8) / p0) * depth
  const y = ((1 - 2 * point.v + p9) / p5) * depth
  const d = rotate(camera.pose.orientation, [x, y, -depth])
  const o = camera.pose.position
  return spacePoint(o[0] + d[0], o[1] + d[1], o[2] + d[2])
}

export function alongRay(ray: SpaceRay, metres: number): SpacePoint {
  const { origin: o, direction: d } = ray
  return spacePoint(o[0] + d[0] * metres, o[1] + d[1] * metres, o[2] + d[2] * metres)
}

/** Where a point of the space is seen in that frame; undefined when it lies behind the camera. */
export function project(point: Vec3, camera: Camera): ImagePoint | undefined {
  const v = rotate(conjugate(camera.pose.orientation), subtract(point, camera.pose.position))
  if (v[2] > -1e-4) return undefined
  const [p0, p5, p8, p9] = camera.projection
  const ndcX = (v[0] * p0) / -v[2] - p8
  const ndcY = (v[1] * p5) / -v[2] - p9
  return { u: (ndcX + 1) / 2, v: (1 - ndcY) / 2 }
}

/** Metres along the ray to the plane, or undefined when parallel or behind. */
export function rayToPlane(ray: SpaceRay, point: Vec3, normal: Vec3): number | undefined {
  const slope = dot(ray.direction, normal)
  if (Math.abs(slope) < 1e-6) return undefined
  const metres = dot(subtract(point, ray.origin), normal) / slope
  return metres > 0 ? metres : undefined
}

/** A point of the space in the local frame of a pose, and back. */
export function toLocal(pose: Pose, point: Vec3): LocalPoint {
  const v = rotate(conjugate(pose.orientation), subtract(point, pose.position))
  return localPoint(v[0], v[1], v[2])
}
export function fromLocal(pose: Pose, point: Vec3): SpacePoint {
  const v = rotate(pose.orientation, point)
  return spacePoint(pose.position[0] + v[0], pose.position[1] + v[1], pose.position[2] + v[2])
}
