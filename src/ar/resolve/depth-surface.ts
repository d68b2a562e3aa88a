import {
  alongRay,
  type Camera,
  distance,
  dot,
  type ImagePoint,
  project,
  rayThrough,
  rotate,
  type SpaceDirection,
  type SpacePoint,
  subtract,
  unprojectAtDepth,
  type Vec3,
} from '#domain/geometry.ts'
import type { DepthView, RayHit } from './surface-finder.ts'
import { towardsViewer } from './surface.ts'

/** Depth nearer or farther than this is noise on phones, in metres. */
const NEAREST = 0.1
const FARTHEST = 8

/** Steps along the ray until it meets the depth picture. Between frames 100 ms apart two or three suffice. */
const STEPS = 12
/** The ray has met the surface when a step is shorter than this, in metres. */
const MET = 0.0005
/** How far the surface may pass beside the ray, as a share of the distance: more means that something hides it. */
const BESIDE = 0.01
/** Where to look first along the ray, in metres: arm's length and a bit. */
const FIRST_GUESS = 1.5

/**
 * The normal is fitted to (2n+1)² depths around the point, this share of the picture's longer edge apart: about 4 cm to each side
 * at one metre. A wider patch averages more noise away; a narrower one follows smaller faces.
 */
const PATCH = 3
const PATCH_STEP = 0.012
/** A depth that differs from the middle's by more than this share belongs to something else. */
const SAME_SURFACE = 0.06
/** Share of the patch that must be the same surface, and the root mean square error of the fit (of 1/depth, relative), for a normal to be believed. */
const ENOUGH_OF_PATCH = 0.6
const FLAT_ENOUGH = 0.012

interface Met {
  readonly point: SpacePoint
  readonly at: ImagePoint
  readonly metres: number
}

function isInside({ u, v }: ImagePoint): boolean {
  return u >= 0 && u <= 1 && v >= 0 && v <= 1
}

function measure(depth: DepthView, at: ImagePoint): number | undefined {
  if (!isInside(at)) return undefined
  const metres = depth.metresAt(at)
  return metres !== undefined && metres > NEAREST && metres < FARTHEST ? metres : undefined
}

/** Follows the ray of the seen frame until it meets the surface in the depth picture. */
function meet(depth: DepthView, camera: Camera, point: ImagePoint): Met | undefined {
  const ray = rayThrough(point, camera)
  let guess = FIRST_GUESS
  for (let step = 0; step < STEPS; step++) {
    const at = project(alongRay(ray, guess), depth.camera)
    if (at === undefined) return undefined
    const metres = measure(depth, at)
    if (metres === undefined) return undefined
    const surface = unprojectAtDepth(at, metres, depth.camera)
    const next = dot(subtract(surface, ray.origin), ray.direction)
    if (Math.abs(next - guess) < MET) {
      const onRay = alongRay(ray, next)
      return distance(surface, onRay) < BESIDE * next ? { point: onRay, at, metres } : undefined
    }
    guess = next
  }
  return undefined
}

/**
 * The normal of a plane through the depths around a point. In picture coordinates x', y' (at one metre) a plane is
 * 1/depth = a x' + b y' + c, so it is a linear fit, and its normal in the view is (a, b, -c).
 */
function fitNormal(depth: DepthView, { at, metres }: Met): Vec3 | undefined {
  const [p0, p5, p8, p9] = depth.camera.projection
  const aspect = p5 / p0
  const stepU = aspect >= 1 ? PATCH_STEP : PATCH_STEP / aspect
  const stepV = aspect >= 1 ? PATCH_STEP * aspect : PATCH_STEP
  let n = 0
  let sx = 0,
    sy = 0,
    sw = 0,
    sxx = 0,
    sxy = 0,
    syy = 0,
    sxw = 0,
    syw = 0,
    sww = 0
  for (let row = -PATCH; row <= PATCH; row++) {
    for (let column = -PATCH; column <= PATCH; column++) {
      const u = at.u + column * stepU
      const v = at.v + row * stepV
      const d = measure(depth, { u, v })
      if (d === undefined || Math.abs(d - metres) > SAME_SURFACE * metres) continue
      const x = (column * stepU * 2) / p0
      const y = (-row * stepV * 2) / p5
      const w = 1 / d
      n++
      sx += x
      sy += y
      sw += w
      sxx += x * x
      sxy += x * y
      syy += y * y
      sxw += x * w
      syw += y * w
      sww += w * w
    }
  }
  if (n < (2 * PATCH + 1) ** 2 * ENOUGH_OF_PATCH) return undefined
  const cxx = sxx - (sx * sx) / n
  const cxy = sxy - (sx * sy) / n
  const cyy = syy - (sy * sy) / n
  const cxw = sxw - (sx * sw) / n
  const cyw = syw - (sy * sw) / n
  const det = cxx * cyy - cxy * cxy
  if (Math.abs(det) < 1e-14) return undefined
  const a = (cxw * cyy - cyw * cxy) / det
  const b = (cyw * cxx - cxw * cxy) / det
  const error = Math.max(0, sww - (sw * sw) / n - a * cxw - b * cyw)
  if (Math.sqrt(error / n) * metres > FLAT_ENOUGH) return undefined
  // Offsets above are from the touched point: move the constant back to the picture's middle axis.
  const x0 = (2 * at.u - 1 + p8) / p0
  const y0 = (1 - 2 * at.v + p9) / p5
  const c = (sw - a * sx - b * sy) / n - a * x0 - b * y0
  return [a, b, -c]
}

/**
 * The surface point under a point of the seen frame, by a depth picture that may have been measured from elsewhere;
 * undefined when the depth does not show it. The normal is known only where the patch around it is flat.
 */
export function surfaceFromDepth(depth: DepthView, camera: Camera, point: ImagePoint): RayHit | undefined {
  const met = meet(depth, camera, point)
  if (met === undefined) return undefined
  const inView = fitNormal(depth, met)
  const normal: SpaceDirection | undefined =
    inView &&
    towardsViewer(rotate(depth.camera.pose.orientation, inView), rayThrough(point, camera).direction)
  return { point: met.point, normal }
}
