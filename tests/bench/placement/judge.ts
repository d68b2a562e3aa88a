import {
  type Camera,
  cross,
  distance,
  type ImagePoint,
  project,
  subtract,
  type Vec3,
} from '#domain/geometry.ts'
import { add, scale, unit } from '#ar/simulator/maths.ts'
import { caster } from '#ar/simulator/room/layout.ts'
import { type Target, TARGET_DIAMETER } from '#ar/simulator/room/targets.ts'

/** The picture that errors are told in: its long edge in pixels, as at 720p. */
const LONG_EDGE = 1280
/** The distance that errors in the world are told for, in metres. */
const TOLD_FOR = 1.5
const RIM_POINTS = 16
/** What lies behind the camera, or nearly so, is no pixel of its picture: told as this many pixels, so that it stays a number. */
const FARTHEST_PIXELS = 10_000

/** How far one mark stands from the thing that was clicked. */
export interface Miss {
  /** In the clicked frame's picture, in pixels at 720p; at most FARTHEST_PIXELS. */
  readonly pixels: number
  /** In the room, scaled to 1.5 m from the camera, in centimetres. */
  readonly centimetres: number
}

function pixelsBetween(a: ImagePoint | undefined, b: ImagePoint | undefined, camera: Camera): number {
  if (a === undefined || b === undefined) return FARTHEST_PIXELS
  const [p0, p5] = camera.projection
  const aspect = p5 / p0
  const width = aspect >= 1 ? LONG_EDGE : LONG_EDGE * aspect
  return Math.min(FARTHEST_PIXELS, Math.hypot((a.u - b.u) * width, ((a.v - b.v) * width) / aspect))
}

/** @param at where the mark stands, @param thing where the clicked thing really is, both in the space */
export function missOf(at: Vec3, thing: Vec3, camera: Camera): Miss {
  return {
    pixels: pixelsBetween(project(at, camera), project(thing, camera), camera),
    centimetres: ((distance(at, thing) * TOLD_FOR) / distance(camera.pose.position, thing)) * 100,
  }
}

/** How far the mark stands from the very pixel that was clicked, in pixels at 720p: what resolving alone adds. */
export function offPixel(at: Vec3, point: ImagePoint, camera: Camera): number {
  return pixelsBetween(project(at, camera), point, camera)
}

/** Whether nothing stands before any part of the disc: else the middle of what is seen is not the disc's middle. */
export function isWhole({ position, normal }: Target, eye: Vec3): boolean {
  const across = unit(cross(normal, Math.abs(normal[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0]))
  const along = cross(normal, across)
  return Array.from({ length: RIM_POINTS }, (_, i) => (i / RIM_POINTS) * 2 * Math.PI).every((angle) => {
    const r = TARGET_DIAMETER / 2
    const rim = add(position, add(scale(across, r * Math.cos(angle)), scale(along, r * Math.sin(angle))))
    const hit = caster.first({ origin: eye, direction: unit(subtract(rim, eye)) })
    return hit === undefined || hit.metres > distance(eye, rim) - 0.003
  })
}

/** The value below which that share of the values lies; by the nearest rank. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
