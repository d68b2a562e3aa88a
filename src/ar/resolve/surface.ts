import {
  type Camera,
  cross,
  dot,
  type ImagePoint,
  type Pose,
  type Quat,
  rotate,
  type SpaceDirection,
  spaceDirection,
  type SpacePoint,
  subtract,
  type Vec3,
} from '#domain/geometry.ts'
import type { PlacementQuality } from '#domain/mark.ts'

/** One point that someone touched, with the camera of the frame that was seen. */
export interface Aim {
  readonly camera: Camera
  readonly point: ImagePoint
  /** The frame's id when the picture of that frame was touched; undefined for a touch on the technician's own screen. */
  readonly frame: number | undefined
}

export type SurfaceQuality = Exclude<PlacementQuality, 'provisional'>

/** What lies under a touched point. */
export interface Surface {
  readonly point: SpacePoint
  /** Unit length, on the viewer's side of the surface. Towards the camera when nothing better is known. */
  readonly normal: SpaceDirection
  /** Whether the normal is the surface's own. */
  readonly normalKnown: boolean
  readonly quality: SurfaceQuality
}

/** Above this share of gravity in the normal a surface counts as lying flat, and "up" on it means away from the viewer. */
const LYING_FLAT = 0.9

/** Where the camera looks, and the other way: the normal of a surface of which nothing is known. */
function forwardOf(camera: Camera): Vec3 {
  return rotate(camera.pose.orientation, [0, 0, -1])
}
export function facing(camera: Camera): SpaceDirection {
  const [x, y, z] = rotate(camera.pose.orientation, [0, 0, 1])
  return spaceDirection(x, y, z)
}

/** The same normal, on the side from which the ray came. */
export function towardsViewer(normal: Vec3, ray: Vec3): SpaceDirection {
  const side = dot(normal, ray) > 0 ? -1 : 1
  return spaceDirection(normal[0] * side, normal[1] * side, normal[2] * side)
}

/** v without its part along the unit vector n. */
function along(v: Vec3, n: Vec3): Vec3 {
  const part = dot(v, n)
  return [v[0] - n[0] * part, v[1] - n[1] * part, v[2] - n[2] * part]
}

function unit(v: Vec3): Vec3 | undefined {
  const length = Math.hypot(...v)
  return length < 1e-3 ? undefined : [v[0] / length, v[1] / length, v[2] / length]
}

/**
 * The turn whose axes are these three unit vectors at right angles.
 * Source: K. Shoemake, Quaternions, 1994 (conversion from a rotation matrix by its largest diagonal).
 */
function fromAxes(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2]
  if (trace > 0) {
    const s = 2 * Math.sqrt(trace + 1)
    return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4]
  }
  if (x[0] > y[1] && x[0] > z[2]) {
    const s = 2 * Math.sqrt(1 + x[0] - y[1] - z[2])
    return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s]
  }
  if (y[1] > z[2]) {
    const s = 2 * Math.sqrt(1 + y[1] - x[0] - z[2])
    return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s]
  }
  const s = 2 * Math.sqrt(1 + z[2] - x[0] - y[1])
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s]
}

/**
 * The local frame of a mark on a surface: +Y along the normal, and a yaw that does not jump about: local -Z points up on a wall and
 * away from the viewer on a table, +X to the viewer's right.
 */
export function poseOn(surface: Pick<Surface, 'point' | 'normal'>, camera: Camera): Pose {
  const { point, normal } = surface
  const forward = forwardOf(camera)
  const isFlat = Math.abs(normal[1]) > LYING_FLAT
  const up = unit(along(isFlat ? forward : [0, 1, 0], normal)) ??
    // Looking straight down: the top of the picture is "away".
    unit(along(rotate(camera.pose.orientation, [0, 1, 0]), normal)) ?? [0, 0, -1]
  const z: Vec3 = [-up[0], -up[1], -up[2]]
  return { position: point, orientation: fromAxes(cross(normal, z), normal, z) }
}

/** A model's pose: upright by gravity on the surface point, its front (+Z) turned to the viewer. */
export function uprightPose(point: SpacePoint, camera: Camera): Pose {
  const [x, , z] = subtract(camera.pose.position, point)
  const forward = forwardOf(camera)
  // From straight above, the model faces the lower edge of the picture.
  const yaw = Math.hypot(x, z) < 0.05 ? Math.atan2(-forward[0], -forward[2]) : Math.atan2(x, z)
  return { position: point, orientation: [0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)] }
}

/** +Y of a pose: the normal of the surface that it stands on. */
export function normalOf(pose: Pose): SpaceDirection {
  const [x, y, z] = rotate(pose.orientation, [0, 1, 0])
  return spaceDirection(x, y, z)
}
