import { cross, dot, type Quat, type Vec3 } from '#domain/geometry.ts'

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k]
export const lerp = (a: Vec3, b: Vec3, k: number): Vec3 => [
  a[0] + (b[0] - a[0]) * k,
  a[1] + (b[1] - a[1]) * k,
  a[2] + (b[2] - a[2]) * k,
]
export const unit = (a: Vec3): Vec3 => scale(a, 1 / (Math.hypot(a[0], a[1], a[2]) || 1))

export const NO_TURN: Quat = [0, 0, 0, 1]

/** The turn about a unit axis by an angle in radians, right-handed. */
export function turn(axis: Vec3, radians: number): Quat {
  const s = Math.sin(radians / 2)
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(radians / 2)]
}

export function normaliseQuat(q: Quat): Quat {
  const length = Math.hypot(q[0], q[1], q[2], q[3]) || 1
  // A turn that is one already stays bit for bit: what was set is what one reads back.
  if (Math.abs(length - 1) < 1e-12) return q
  return [q[0] / length, q[1] / length, q[2] / length, q[3] / length]
}

/** Constant angular speed on the shorter way round. Source: Shoemake, "Animating rotation with quaternion curves", 1985. */
export function slerp(a: Quat, b: Quat, k: number): Quat {
  const raw = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]
  const sign = raw < 0 ? -1 : 1
  const cosine = Math.min(1, Math.abs(raw))
  const angle = Math.acos(cosine)
  // Below about 0.06 degrees the sine in the divisor loses its digits; straight mixing is exact enough there.
  const blend = angle < 1e-3
  const wa = blend ? 1 - k : Math.sin((1 - k) * angle) / Math.sin(angle)
  const wb = sign * (blend ? k : Math.sin(k * angle) / Math.sin(angle))
  return normaliseQuat([
    a[0] * wa + b[0] * wb,
    a[1] * wa + b[1] * wb,
    a[2] * wa + b[2] * wb,
    a[3] * wa + b[3] * wb,
  ])
}

/** The turn that takes the world's axes to three perpendicular unit axes (right-handed). Source: Shepperd's method. */
export function turnFromAxes(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2]
  if (trace > 0) {
    const s = Math.sqrt(trace + 1) * 2
    return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4]
  }
  if (x[0] > y[1] && x[0] > z[2]) {
    const s = Math.sqrt(1 + x[0] - y[1] - z[2]) * 2
    return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s]
  }
  if (y[1] > z[2]) {
    const s = Math.sqrt(1 + y[1] - x[0] - z[2]) * 2
    return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s]
  }
  const s = Math.sqrt(1 + z[2] - x[0] - y[1]) * 2
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s]
}

/** A turn whose +Y is the unit `normal` and whose +Z points, within the surface, as near as can be along `toward`. */
export function turnOntoSurface(normal: Vec3, toward: Vec3): Quat {
  const flat = add(toward, scale(normal, -dot(toward, normal)))
  const usable = Math.hypot(flat[0], flat[1], flat[2]) > 1e-5
  const fallback: Vec3 = Math.abs(normal[1]) < 0.9 ? [0, 1, 0] : [0, 0, 1]
  const z = unit(usable ? flat : add(fallback, scale(normal, -dot(fallback, normal))))
  return turnFromAxes(cross(normal, z), normal, z)
}

/** Heading about +Y and tilt about the phone's own X, radians; a phone held upright has no roll. */
export interface Heading {
  readonly yaw: number
  readonly pitch: number
}

export function headingOf(forward: Vec3): Heading {
  return {
    yaw: Math.atan2(-forward[0], -forward[2]),
    pitch: Math.asin(Math.max(-1, Math.min(1, forward[1]))),
  }
}

export function turnOfHeading({ yaw, pitch }: Heading): Quat {
  const sy = Math.sin(yaw / 2)
  const cy = Math.cos(yaw / 2)
  const sp = Math.sin(pitch / 2)
  const cp = Math.cos(pitch / 2)
  return [cy * sp, sy * cp, -sy * sp, cy * cp]
}

/** Column-major 4x4 of a rigid pose, as WebXR and gl-matrix have it. */
export function matrixOf(position: Vec3, q: Quat): Float32Array {
  const [x, y, z, w] = q
  return new Float32Array([
    1 - 2 * (y * y + z * z),
    2 * (x * y + z * w),
    2 * (x * z - y * w),
    0,
    2 * (x * y - z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z + x * w),
    0,
    2 * (x * z + y * w),
    2 * (y * z - x * w),
    1 - 2 * (x * x + y * y),
    0,
    position[0],
    position[1],
    position[2],
    1,
  ])
}
