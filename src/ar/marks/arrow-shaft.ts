import { multiply, type Pose, type Quat, type Vec3 } from '#domain/geometry.ts'
import { LEAN, LEANING } from './sizes.ts'

/** The turn from a mark's local frame to its shaft's: +Y along the shaft, which leans that many radians towards local -Z. */
export function shaftTurn({ orientation }: Pose, lean = 0): Quat {
  return multiply(orientation, [-Math.sin(lean / 2), 0, 0, Math.cos(lean / 2)])
}

/**
 * How an arrow is shown that is seen along its own shaft: leaning aside. The same as the shader's (arrow-shader.ts).
 * @param axis along the shaft, @param eye towards the viewer: both unit vectors of the view
 */
export function leanedAside(axis: Vec3, eye: Vec3, isLeaning: boolean): Vec3 {
  const { from, to } = isLeaning ? LEANING : LEAN
  const along = LEAN.sideways * eye[0] + eye[1]
  const up: Vec3 = [LEAN.sideways - eye[0] * along, 1 - eye[1] * along, -eye[2] * along]
  const facing = axis[0] * eye[0] + axis[1] * eye[1] + axis[2] * eye[2]
  const t = Math.min(1, Math.max(0, (facing - from) / (to - from)))
  const push = (LEAN.amount * t * t * (3 - 2 * t)) / Math.hypot(...up)
  const result: Vec3 = [axis[0] + up[0] * push, axis[1] + up[1] * push, axis[2] + up[2] * push]
  const size = Math.hypot(...result)
  return [result[0] / size, result[1] / size, result[2] / size]
}
