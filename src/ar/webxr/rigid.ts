import { conjugate, distance, multiply, type Pose, toLocal } from '#domain/geometry.ts'

/** A WebXR pose as ours. */
export function poseOf({ position: p, orientation: q }: XRRigidTransform): Pose {
  return { position: [p.x, p.y, p.z], orientation: [q.x, q.y, q.z, q.w] }
}

/** The pose `pose` as seen from `frame`; `compose(frame, relativeTo(frame, pose))` is `pose`. */
export function relativeTo(frame: Pose, pose: Pose): Pose {
  return {
    position: toLocal(frame, pose.position),
    orientation: multiply(conjugate(frame.orientation), pose.orientation),
  }
}

/** Whether two poses differ by more than so many metres or degrees. */
export function isApart(a: Pose, b: Pose, metres: number, degrees: number): boolean {
  if (distance(a.position, b.position) > metres) return true
  const [, , , w] = multiply(conjugate(a.orientation), b.orientation)
  return Math.acos(Math.min(1, Math.abs(w))) * 2 > (degrees * Math.PI) / 180
}
