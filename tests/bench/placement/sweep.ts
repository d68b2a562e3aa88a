import type { Quat, Vec3 } from '#domain/geometry.ts'
import type { PathPoint } from '#ar/simulator/phone-simulator.ts'

/** The technician turns on the spot with the phone at arm's length, a little down: so the phone moves sideways too. */
const BODY: Vec3 = [0, 1.5, 0.6]
const ARM = 0.35
const PITCH = -18

/** Far to both sides there are targets in sight; wide, so that no delay is as long as the way there and back. Degrees. */
const WIDEST = 50
/** Where it stands still: most targets are in sight. */
const STILL = 6
/** Degrees between points of the path: between them the phone goes straight on. */
const STEP = 2

function poseAt(yaw: number): { readonly position: Vec3; readonly orientation: Quat } {
  const y = (yaw * Math.PI) / 360
  const p = (PITCH * Math.PI) / 360
  const [sin, cos] = [Math.sin(2 * y), Math.cos(2 * y)]
  return {
    position: [BODY[0] - ARM * sin, BODY[1], BODY[2] - ARM * cos],
    orientation: [
      Math.cos(y) * Math.sin(p),
      Math.sin(y) * Math.cos(p),
      -Math.sin(y) * Math.sin(p),
      Math.cos(y) * Math.cos(p),
    ],
  }
}

/** Back and forth at an even speed, from the middle, for that many seconds. Zero degrees a second stands still. */
export function sweepPath(degreesPerSecond: number, seconds: number): readonly PathPoint[] {
  if (degreesPerSecond === 0) return [0, seconds * 1000].map((t) => ({ t, ...poseAt(STILL) }))
  const steps = Math.ceil((seconds * degreesPerSecond) / STEP)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const turned = step * STEP + WIDEST
    const yaw = Math.abs((turned % (4 * WIDEST)) - 2 * WIDEST) - WIDEST
    return { t: ((step * STEP) / degreesPerSecond) * 1000, ...poseAt(yaw) }
  })
}
