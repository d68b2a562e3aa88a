import type { Pose } from '#domain/geometry.ts'
import { lerp, normaliseQuat, slerp } from './maths.ts'
import type { PathPoint } from './phone-simulator.ts'

/** The pose on a path at t milliseconds: before the first point it is the first, after the last it is the last. */
export function poseAt(path: readonly PathPoint[], t: number): Pose | undefined {
  const next = path.findIndex((point) => point.t > t)
  const from = next === -1 ? path.at(-1) : path[Math.max(0, next - 1)]
  if (!from) return undefined
  const to = next > 0 ? path[next] : undefined
  if (!to) return { position: from.position, orientation: normaliseQuat(from.orientation) }
  const k = (t - from.t) / (to.t - from.t)
  return {
    position: lerp(from.position, to.position, k),
    orientation: slerp(from.orientation, to.orientation, k),
  }
}
