import type { Pose, Quat, Vec3 } from '#domain/geometry.ts'
import { NO_TURN } from '../maths.ts'
import type { LabelName } from './paint-labels.ts'

/** What a solid is made of; each is one texture and one draw call. */
export type Surface = 'floor' | 'brick' | 'plaster' | 'wood' | 'paint' | 'steel' | 'dark' | 'carton'

interface Common {
  readonly name: string
  /** Local frame to the room, metres. A box is centred; a cylinder is centred with its axis along local Y. */
  readonly pose: Pose
  readonly surface: Surface
  /** sRGB, multiplied with the surface's texture. Kept pale or grey: strong colours belong to the targets alone. */
  readonly tint: string
}
export interface Box extends Common {
  readonly kind: 'box'
  readonly size: Vec3
}
export interface Cylinder extends Common {
  readonly kind: 'cylinder'
  readonly radius: number
  readonly height: number
}
/** A solid thing: seen, hit by rays, casting baked shade. */
export type Solid = Box | Cylinder

/** A printed sheet lying on a surface: seen, but rays hit what is under it. */
export interface Label {
  readonly art: LabelName
  readonly centre: Vec3
  readonly normal: Vec3
  /** Which way the print's top points, within the sheet. */
  readonly up: Vec3
  readonly width: number
  readonly height: number
}

/** Things that stand together, in the room's frame (the local-floor space at the start, metres). */
export interface Furnishing {
  readonly solids: readonly Solid[]
  readonly labels: readonly Label[]
}

export function box(
  name: string,
  centre: Vec3,
  size: Vec3,
  surface: Surface,
  tint = '#ffffff',
  orientation: Quat = NO_TURN,
): Box {
  return { kind: 'box', name, pose: { position: centre, orientation }, size, surface, tint }
}

export function cylinder(
  name: string,
  centre: Vec3,
  radius: number,
  height: number,
  surface: Surface,
  tint = '#ffffff',
  orientation: Quat = NO_TURN,
): Cylinder {
  return { kind: 'cylinder', name, pose: { position: centre, orientation }, radius, height, surface, tint }
}
