import type { Vec3 } from '#domain/geometry.ts'
import { DESK_NORMAL, onDesk } from './machine.ts'

/** A disc to aim at: a pure hue that nothing else in the room has. */
export interface Target {
  readonly name: string
  /** sRGB, `#rrggbb`; drawn without light or shade, so the picture has exactly this colour. */
  readonly colour: string
  /** The disc's middle on its surface, in metres in the local-floor space. */
  readonly position: Vec3
  /** Unit, out of the surface. */
  readonly normal: Vec3
}

/** Metres. */
export const TARGET_DIAMETER = 0.06

/**
 * Eight hues 45 degrees apart. Each one can be seen from the start position without anything in front of it; red, amber,
 * green, blue and pink also lie inside the first picture of a phone held upright, the others need a turn.
 */
export const targets: readonly Target[] = [
  { name: 'red', colour: '#ff0000', position: onDesk(0.36, 0.0), normal: DESK_NORMAL },
  { name: 'amber', colour: '#ffbf00', position: [-0.14, 0, -1.8], normal: [0, 1, 0] },
  { name: 'lime', colour: '#80ff00', position: [-2.3, 1.38, -0.25], normal: [1, 0, 0] },
  { name: 'green', colour: '#00ff40', position: [-0.22, 0.6, -1.985], normal: [0, 0, 1] },
  { name: 'cyan', colour: '#00ffff', position: [-0.86, 0.76, -1.02], normal: [0, 1, 0] },
  { name: 'blue', colour: '#0040ff', position: [-0.28, 2.1, -2.85], normal: [0, 0, 1] },
  { name: 'violet', colour: '#8000ff', position: [2.03, 1.3, -1.45], normal: [0, 0, 1] },
  { name: 'pink', colour: '#ff00bf', position: [0.215, 0.93, -0.78], normal: [0, 1, 0] },
]
