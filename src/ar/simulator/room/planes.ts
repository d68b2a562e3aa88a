import type { Pose, Vec3 } from '#domain/geometry.ts'
import { add, scale } from '../maths.ts'
import type { SurfaceHit } from './cast.ts'
import { type Face, facesOf, facesOfShell, poseOfFace } from './faces.ts'
import { caster, shell, solids } from './layout.ts'

/** A flat area that a phone's tracking would find: pose with +Y out of the surface, outline in its own X and Z, metres. */
export interface FlatArea {
  readonly pose: Pose
  readonly halfX: number
  readonly halfZ: number
  readonly orientation: 'horizontal' | 'vertical' | undefined
}

/** Shorter (metres) or smaller (square metres) than this, a phone's tracking makes no plane of a surface. */
const LEAST_EDGE = 0.25
const LEAST_AREA = 0.15
/** A face with less room than this before it (metres) is up against something, so no camera sees it. */
const LEAST_CLEARANCE = 0.05

function isFlatArea({ edgeU, edgeV }: Face): boolean {
  const [u, v] = [Math.hypot(...edgeU), Math.hypot(...edgeV)]
  return Math.min(u, v) >= LEAST_EDGE && u * v >= LEAST_AREA
}

function orientationOf(normal: Vec3): FlatArea['orientation'] {
  if (Math.abs(normal[1]) > 0.99) return 'horizontal'
  return Math.abs(normal[1]) < 0.01 ? 'vertical' : undefined
}

const areaOf = (face: Face): FlatArea => ({
  pose: poseOfFace(face),
  halfX: Math.hypot(...face.edgeU) / 2,
  halfZ: Math.hypot(...face.edgeV) / 2,
  orientation: orientationOf(face.normal),
})

function open(face: Face): boolean {
  const middle = add(face.corner, scale(add(face.edgeU, face.edgeV), 0.5))
  const from = add(middle, scale(face.normal, 0.001))
  if (caster.swallows([from])) return false
  return caster.clearance(...from, ...face.normal) > LEAST_CLEARANCE
}

/** All flat areas of the room, the same list every time. */
export const flatAreas: readonly FlatArea[] = [
  ...facesOfShell(shell),
  ...solids.flatMap((solid) =>
    solid.kind === 'box' ? facesOf(solid).filter((f) => isFlatArea(f) && open(f)) : [],
  ),
].map(areaOf)

/** Whether a hit lies on one of the flat areas, and so counts as a plane for a hit test. */
export function onFlatArea(hit: SurfaceHit): boolean {
  if (!hit.solid) return true
  if (hit.solid.kind !== 'box') return false
  return facesOf(hit.solid).some(
    (face) =>
      isFlatArea(face) &&
      face.normal[0] * hit.normal[0] + face.normal[1] * hit.normal[1] + face.normal[2] * hit.normal[2] >
        0.999,
  )
}
