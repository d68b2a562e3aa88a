import type { ImagePoint } from '#domain/geometry.ts'
import type { StillMark } from '#domain/mark.ts'

/** Chords of a circle: none bends by more than a third of a pixel at 720 lines. */
const CHORDS = 48

/**
 * A mark of a still as it stands in the live picture, in that picture's image coordinates: its place goes through the homography,
 * while the sizes of arrowheads, lines and letters are those of the screen and stay legible. A circle becomes the oval that it is
 * seen as. Undefined when part of it is behind the camera.
 * @param homography nine numbers, row by row: still to picture, both in image coordinates
 */
export function throughHomography(mark: StillMark, homography: readonly number[]): StillMark | undefined {
  const shape = shapeThrough(mark.shape, homography)
  return shape && { ...mark, shape }
}

function shapeThrough(shape: StillMark['shape'], h: readonly number[]): StillMark['shape'] | undefined {
  switch (shape.tool) {
    case 'arrow': {
      const tip = mapPoint(h, shape.tip)
      return tip && { ...shape, tip }
    }
    case 'text':
    case 'step': {
      const at = mapPoint(h, shape.at)
      return at && { ...shape, at }
    }
    case 'freehand': {
      const points = mapAll(h, shape.points)
      return points && { ...shape, points }
    }
    case 'circle': {
      const { centre, radiusU, radiusV } = shape
      const ring = Array.from({ length: CHORDS + 1 }, (_, n): ImagePoint => {
        const angle = (2 * Math.PI * (n % CHORDS)) / CHORDS
        return { u: centre.u + radiusU * Math.cos(angle), v: centre.v + radiusV * Math.sin(angle) }
      })
      const points = mapAll(h, ring)
      return points && { tool: 'freehand', points }
    }
  }
}

function mapAll(h: readonly number[], points: readonly ImagePoint[]): ImagePoint[] | undefined {
  const mapped: ImagePoint[] = []
  for (const point of points) {
    const at = mapPoint(h, point)
    if (at === undefined) return undefined
    mapped.push(at)
  }
  return mapped
}

/** The point of the still that is seen at a point of the live picture; undefined where the surface cannot be seen. */
export function backThroughHomography(h: readonly number[], { u, v }: ImagePoint): ImagePoint | undefined {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, k = 0, l = 1] = h
  // The adjugate: its scale falls out, its sign says which side of the camera the surface is on.
  const w = (d * k - e * g) * u + (b * g - a * k) * v + (a * e - b * d)
  const determinant = a * (e * l - f * k) - b * (d * l - f * g) + c * (d * k - e * g)
  if (!(Math.abs(w) > 1e-9) || Math.sign(w) !== Math.sign(determinant)) return undefined
  return {
    u: ((e * l - f * k) * u + (c * k - b * l) * v + (b * f - c * e)) / w,
    v: ((f * g - d * l) * u + (a * l - c * g) * v + (c * d - a * f)) / w,
  }
}

export function mapPoint(h: readonly number[], { u, v }: ImagePoint): ImagePoint | undefined {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, k = 0, l = 1] = h
  const w = g * u + k * v + l
  if (!(w > 1e-6)) return undefined
  return { u: (a * u + b * v + c) / w, v: (d * u + e * v + f) / w }
}
