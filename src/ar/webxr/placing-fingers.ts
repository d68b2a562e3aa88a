import { type ImagePoint, multiply, type Quat } from '#domain/geometry.ts'

/** Real size holds on while two fingers ask for no more than so much less or more. */
const STOP_BELOW = 0.9
const STOP_ABOVE = 1.1
/** Smaller is lost between two fingers, larger is a room's own size. */
const LEAST = 0.05
const MOST = 20

/** How two fingers on the screen moved. */
export interface TwoFingers {
  /** Counter-clockwise, in radians, from -pi to pi. */
  readonly twist: number
  /** How many times as far apart as before. */
  readonly spread: number
}

/** @param aspect the picture's width over its height: its coordinates are shares of both, fingers turn in pixels */
export function twoFingers(
  before: readonly [ImagePoint, ImagePoint],
  now: readonly [ImagePoint, ImagePoint],
  aspect: number,
): TwoFingers {
  // v points down; angles go the other way round.
  const across = ([a, b]: readonly [ImagePoint, ImagePoint]): readonly [number, number] => [
    (b.u - a.u) * aspect,
    a.v - b.v,
  ]
  const [x0, y0] = across(before)
  const [x1, y1] = across(now)
  const was = Math.hypot(x0, y0)
  return {
    twist: Math.atan2(x0 * y1 - y0 * x1, x0 * x1 + y0 * y1),
    spread: was < 1e-4 ? 1 : Math.hypot(x1, y1) / was,
  }
}

/** The scale that fingers asking for `asked` get: it stops at real size for a while, and goes on from there without a jump. */
export function withStop(asked: number): number {
  const scale = asked < STOP_BELOW ? asked / STOP_BELOW : asked > STOP_ABOVE ? asked / STOP_ABOVE : 1
  return Math.min(MOST, Math.max(LEAST, scale))
}

/** What fingers would have asked for to get `scale`, so that a second gesture goes on from where the first one ended. */
export function beforeStop(scale: number): number {
  if (Math.abs(scale - 1) < 1e-6) return 1
  return scale < 1 ? scale * STOP_BELOW : scale * STOP_ABOVE
}

/** Turned about gravity's axis: counter-clockwise as seen from above. What stands upright stays so. */
export function turnedUpright(orientation: Quat, radians: number): Quat {
  return multiply([0, Math.sin(radians / 2), 0, Math.cos(radians / 2)], orientation)
}
