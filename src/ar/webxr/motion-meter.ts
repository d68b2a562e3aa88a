/** Weight of one frame in the running averages: about an eighth of a second. */
const SMOOTHING = 0.12
/** A longer gap between poses is a loss, and what lies between them says nothing, in milliseconds. */
const GAP_MS = 250
/** Faster than any hand: the space jumped, in metres a second. */
const JUMP = 20

interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}
interface Turn extends Point {
  readonly w: number
}

/** How fast the phone moves, to tell why tracking was lost: the numbers stay as they were when poses stop coming. */
export interface MotionMeter {
  readonly metresPerSecond: number
  readonly degreesPerSecond: number
  /** Once per frame with a pose; monotonic milliseconds. Allocates nothing. */
  follow(position: Point, orientation: Turn, time: number): void
}

export function createMotionMeter(): MotionMeter {
  let metresPerSecond = 0
  let degreesPerSecond = 0
  let lastTime: number | undefined
  let x = 0
  let y = 0
  let z = 0
  let qx = 0
  let qy = 0
  let qz = 0
  let qw = 1
  return {
    get metresPerSecond() {
      return metresPerSecond
    },
    get degreesPerSecond() {
      return degreesPerSecond
    },
    follow(p, q, time) {
      const gap = lastTime === undefined ? Number.POSITIVE_INFINITY : time - lastTime
      if (gap > 0 && gap < GAP_MS) {
        const metres = Math.hypot(p.x - x, p.y - y, p.z - z) / (gap / 1000)
        const w = Math.min(1, Math.abs(q.x * qx + q.y * qy + q.z * qz + q.w * qw))
        const degrees = (Math.acos(w) * 360) / Math.PI / (gap / 1000)
        if (metres < JUMP) {
          metresPerSecond += (metres - metresPerSecond) * SMOOTHING
          degreesPerSecond += (degrees - degreesPerSecond) * SMOOTHING
        }
      }
      lastTime = time
      x = p.x
      y = p.y
      z = p.z
      qx = q.x
      qy = q.y
      qz = q.z
      qw = q.w
    },
  }
}
