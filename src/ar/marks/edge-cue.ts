import type { Camera, Vec3 } from '#domain/geometry.ts'

/** Which way a person turns to see a mark. */
export type CueSide = 'left' | 'right' | 'above' | 'below' | 'behind'

/** Where a mark is seen, or where at the edge of the picture something should point to it. Written by `edgeCue`, again and again. */
export interface EdgeCue {
  isOffScreen: boolean
  /** Of the mark where it is seen, else of the cue at the picture's edge (with a margin); shares of width and height, v down. */
  u: number
  v: number
  /** From the picture's middle to the mark: 0 is right, a quarter turn is down; radians, -PI to PI. */
  angle: number
  /** From the camera to the mark. */
  metres: number
  side: CueSide
}

/** Room between a cue's middle and the picture's edge, as a share of the picture's shorter side: half of a 48 px cue on a 360 px phone and a bit. */
const MARGIN = 0.09

/** A mark further round than this is behind: the cosine of its angle from straight back. */
const BEHIND = 0.5

/** For what is behind, up and down count this much less: people turn round, they do not bend backwards. */
const FLATTEN = 0.7

export function createEdgeCue(): EdgeCue {
  return { isOffScreen: false, u: 0.5, v: 0.5, angle: 0, metres: 0, side: 'right' }
}

/**
 * Where a cue for a mark belongs; for every frame, so it allocates nothing.
 * @param point where the mark stands, in the camera's space
 * @param out is overwritten
 */
export function edgeCue(point: Vec3, { pose, projection }: Camera, out: EdgeCue): void {
  // Into the view: turned back by the camera's conjugate. The same as rotate(conjugate(q), p - c), without its arrays.
  const q = pose.orientation
  const qx = -q[0]
  const qy = -q[1]
  const qz = -q[2]
  const qw = q[3]
  const px = point[0] - pose.position[0]
  const py = point[1] - pose.position[1]
  const pz = point[2] - pose.position[2]
  const tx = 2 * (qy * pz - qz * py)
  const ty = 2 * (qz * px - qx * pz)
  const tz = 2 * (qx * py - qy * px)
  const x = px + qw * tx + qy * tz - qz * ty
  const y = py + qw * ty + qz * tx - qx * tz
  const z = pz + qw * tz + qx * ty - qy * tx
  const metres = Math.sqrt(x * x + y * y + z * z)
  const back = metres > 0 ? z / metres : 0
  const isBefore = z < -1e-4

  // From the picture's middle in halves of its width and height, y up; only the direction is meant when it lies behind.
  let dx: number
  let dy: number
  if (isBefore) {
    dx = (x * projection[0]) / -z - projection[2]
    dy = (y * projection[1]) / -z - projection[3]
  } else {
    dx = x * projection[0]
    dy = y * projection[1] * (1 - FLATTEN * Math.min(1, Math.max(0, back)))
    // Straight behind is nowhere: to the right then, where most phones are held.
    if (Math.abs(dx) < 1e-9 && Math.abs(dy) < 1e-9) dx = 1
  }
  const aspect = projection[1] / projection[0]
  out.metres = metres
  out.angle = Math.atan2(-dy, dx * aspect)
  out.isOffScreen = !isBefore || Math.abs(dx) > 1 || Math.abs(dy) > 1
  const isSideways = Math.abs(dx) >= Math.abs(dy)
  out.side = back > BEHIND ? 'behind' : isSideways ? (dx < 0 ? 'left' : 'right') : dy > 0 ? 'above' : 'below'
  if (out.isOffScreen) {
    const margin = 2 * MARGIN
    const halfWidth = 1 - (aspect > 1 ? margin / aspect : margin)
    const halfHeight = 1 - (aspect > 1 ? margin : margin * aspect)
    const shrink = Math.min(
      halfWidth / Math.max(Math.abs(dx), 1e-9),
      halfHeight / Math.max(Math.abs(dy), 1e-9),
    )
    dx *= shrink
    dy *= shrink
  }
  out.u = 0.5 + dx / 2
  out.v = 0.5 - dy / 2
}
