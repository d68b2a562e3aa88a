import type { Vec3 } from '#domain/geometry.ts'
import { turnOfHeading } from '../maths.ts'
import { createRoomCaster, type Shell } from './cast.ts'
import { furnishings } from './furniture.ts'
import { machine } from './machine.ts'

/*
 * The room's frame is the local-floor space of a session before any reset: metres, origin on the floor where the
 * phone starts, +Y up, -Z towards the machine.
 */
export const shell: Shell = { min: [-2.3, 0, -2.85], max: [2.3, 2.75, 1.9] }

const parts = [machine, ...furnishings]
export const solids = parts.flatMap((part) => part.solids)
export const labels = parts.flatMap((part) => part.labels)

/** A flat source of light: its middle, its two half edges; it shines to the side of cross(a, b). */
export interface Light {
  readonly centre: Vec3
  readonly a: Vec3
  readonly b: Vec3
  /** Linear RGB, relative. */
  readonly colour: Vec3
}
export const lights: readonly Light[] = [
  { centre: [-2.29, 1.61, -1.3], a: [0, 0.56, 0], b: [0, 0, 0.6], colour: [19, 19.6, 20.2] },
  { centre: [0.1, 2.705, -1.1], a: [0.62, 0, 0], b: [0, 0, 0.13], colour: [22, 21, 19.2] },
  { centre: [0.1, 2.705, 0.8], a: [0.62, 0, 0], b: [0, 0, 0.13], colour: [22, 21, 19.2] },
]

/** Eye height 1.5 m, looking at the machine, a little down. */
export const START_POSE = {
  position: [0, 1.5, 0],
  orientation: turnOfHeading({ yaw: 0, pitch: (-13 * Math.PI) / 180 }),
} as const

export const caster = createRoomCaster(shell, solids)
