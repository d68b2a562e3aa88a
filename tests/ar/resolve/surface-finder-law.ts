import {
  type Camera,
  distance,
  dot,
  type ImagePoint,
  rayThrough,
  rotate,
  subtract,
} from '#domain/geometry.ts'
import type { SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { surfaceFromDepth } from '#ar/resolve/depth-surface.ts'

/** Points of the picture where the law is checked; away from the rim, where depth pictures end. */
export const lawPoints: readonly ImagePoint[] = [
  { u: 0.5, v: 0.5 },
  { u: 0.3, v: 0.4 },
  { u: 0.7, v: 0.6 },
]

/**
 * The law of every SurfaceFinder: its senses speak of the same world. `camera` is the camera of `frame`, and something lies under each
 * of the points, away from edges. `within` is the share of the distance by which two senses may differ.
 * @returns what is broken, as sentences
 */
export async function breachesOfFinderLaw(
  finder: SurfaceFinder,
  frame: number | undefined,
  camera: Camera,
  points: readonly ImagePoint[],
  within: number,
): Promise<readonly string[]> {
  const breaches: string[] = []
  const depth = finder.depthNear(frame)
  for (const point of points) {
    const ray = rayThrough(point, camera)
    const hit = await finder.castRay(ray)
    const where = `at ${point.u}, ${point.v}`
    if (hit) {
      const away = subtract(hit.point, ray.origin)
      const ahead = dot(away, ray.direction)
      if (!(ahead > 0)) breaches.push(`[SF1] a hit lies in front of the camera: ${ahead} ${where}`)
      const beside = Math.sqrt(Math.max(0, dot(away, away) - ahead * ahead))
      if (!(beside < 0.002)) breaches.push(`[SF1] a hit lies on the ray: ${beside} m beside ${where}`)
      if (hit.normal && Math.abs(Math.hypot(...hit.normal) - 1) > 1e-5)
        breaches.push(`[SF2] a normal has unit length: ${hit.normal.join(' ')} ${where}`)
    }
    const measured = depth && surfaceFromDepth(depth, camera, point)
    if (depth && !measured) breaches.push(`[SF3] a depth picture of the frame knows its inside ${where}`)
    if (hit && measured) {
      const apart = distance(measured.point, hit.point)
      const far = distance(hit.point, ray.origin)
      if (!(apart <= within * far))
        breaches.push(`[SF3] depth and hit test tell of one surface: ${apart} m apart ${where}`)
    }
  }
  for (const { outline, pose } of finder.planes()) {
    if (outline.length < 3) breaches.push('[SF4] a plane has an outline with an area')
    const length = Math.hypot(...rotate(pose.orientation, [0, 1, 0]))
    if (Math.abs(length - 1) > 1e-4) breaches.push('[SF4] a plane has a unit normal')
  }
  return breaches
}
