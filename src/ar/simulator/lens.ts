import type { Projection } from '#domain/geometry.ts'

/** Field of view along the picture's long edge, radians: a phone's main camera as cropped to its screen. */
const LONG_EDGE = (64 * Math.PI) / 180

/** The lens for a picture of this width by height, upright or lying: the long edge always sees the same angle. */
export function lensFor(aspect: number): Projection {
  const t = Math.tan(LONG_EDGE / 2)
  return aspect < 1 ? [1 / (t * aspect), 1 / t, 0, 0] : [1 / t, aspect / t, 0, 0]
}

/** Width and height in whole, even pixels with the long edge at most `longEdge`: encoders want even sizes. */
export function fit(width: number, height: number, longEdge: number): readonly [number, number] {
  const k = Math.min(1, longEdge / Math.max(width, height, 1))
  const even = (n: number): number => Math.max(2, Math.round((n * k) / 2) * 2)
  return [even(width), even(height)]
}
