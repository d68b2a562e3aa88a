import { rotate, type Vec3 } from '#domain/geometry.ts'
import { add, scale, turn } from '../maths.ts'
import { box, cylinder, type Furnishing, type Label, type Solid } from './solid.ts'

/** The middle of the machine, left to right, metres in the room. */
const CX = 0.05
const BODY = '#9fb2ba'
const BODY_LIGHT = '#c3d0d4'
const BODY_DARK = '#71838b'
const CREAM = '#d9d4c6'
const UP: Vec3 = [0, 1, 0]
const FRONT: Vec3 = [0, 0, 1]

/** The sloping desk: its top's middle, its normal, and its own axes. The targets need a point on it too. */
const DESK_TURN = turn([1, 0, 0], Math.PI / 6)
const DESK_MIDDLE: Vec3 = [CX, 1.06, -2.18]
export const DESK_NORMAL = rotate(DESK_TURN, UP)
const DESK_AWAY = rotate(DESK_TURN, [0, 0, -1])

/** A point on the desk: metres to the right of its middle and metres up the slope; `above` lifts it off the surface. */
export function onDesk(right: number, up: number, above = 0): Vec3 {
  return add(add(DESK_MIDDLE, [right, 0, 0]), add(scale(DESK_AWAY, up), scale(DESK_NORMAL, above)))
}

const FACING = turn([1, 0, 0], Math.PI / 2)
/** A round thing whose axis points out of the machine's front. */
const knob = (name: string, at: Vec3, radius: number, depth: number, tint: string): Solid =>
  cylinder(name, add(at, [0, 0, depth / 2]), radius, depth, 'dark', tint, FACING)

const deskButton = (right: number, up: number, radius: number, height: number, tint: string): Solid =>
  cylinder('button', onDesk(right, up, height / 2), radius, height, 'paint', tint, DESK_TURN)

function cabinet(): readonly Solid[] {
  return [
    box('plinth', [CX, 0.045, -2.29], [1.06, 0.09, 0.52], 'dark', '#9a9a9a'),
    box('lower cabinet', [CX, 0.505, -2.3], [1.1, 0.83, 0.6], 'paint', BODY),
    box('left door', [CX - 0.27, 0.5, -1.9925], [0.51, 0.74, 0.015], 'paint', BODY_LIGHT),
    box('right door', [CX + 0.27, 0.5, -1.9925], [0.51, 0.74, 0.015], 'paint', BODY_LIGHT),
    box('desk', add(DESK_MIDDLE, scale(DESK_NORMAL, -0.1)), [1.1, 0.2, 0.46], 'paint', CREAM, DESK_TURN),
    box('upper cabinet', [CX, 1.4, -2.5], [1.1, 0.76, 0.3], 'paint', BODY),
    box('instrument plate', [CX, 1.475, -2.345], [1.02, 0.5, 0.012], 'paint', BODY_LIGHT),
    box('cap', [CX, 1.795, -2.5], [1.16, 0.035, 0.36], 'paint', BODY_DARK),
    box('left foot rail', [CX - 0.53, 0.02, -2.02], [0.1, 0.04, 0.1], 'dark'),
    box('right foot rail', [CX + 0.53, 0.02, -2.02], [0.1, 0.04, 0.1], 'dark'),
  ]
}

function fittings(): readonly Solid[] {
  const hinges = [0.25, 0.75].flatMap((y) =>
    [-0.515, 0.515].map((x) => cylinder('hinge', [CX + x, y, -1.98], 0.012, 0.09, 'steel')),
  )
  const handles = [-0.045, 0.045].flatMap((x) => [
    cylinder('handle', [CX + x, 0.62, -1.945], 0.011, 0.17, 'steel', '#dddddd'),
    knob('handle post', [CX + x, 0.69, -1.985], 0.008, 0.04, '#cccccc'),
    knob('handle post', [CX + x, 0.55, -1.985], 0.008, 0.04, '#cccccc'),
  ])
  const gauges = [-0.385, -0.165, 0.055].flatMap((x) => [
    knob('gauge', [CX + x, 1.545, -2.339], 0.09, 0.03, '#c9c9c9'),
  ])
  const screws = [-0.49, 0.49].flatMap((x) =>
    [1.25, 1.7].map((y) => knob('screw', [CX + x, y, -2.339], 0.008, 0.004, '#b5b5b5')),
  )
  return [
    ...hinges,
    ...handles,
    ...gauges,
    ...screws,
    box('screen', [CX + 0.33, 1.53, -2.325], [0.3, 0.22, 0.03], 'dark', '#c8c8c8'),
    box('key switch', [CX + 0.2, 1.33, -2.33], [0.07, 0.07, 0.02], 'steel'),
    knob('key', [CX + 0.2, 1.33, -2.32], 0.016, 0.03, '#777777'),
    knob('selector', [CX + 0.33, 1.33, -2.339], 0.028, 0.035, '#8a8a8a'),
    knob('selector', [CX + 0.45, 1.33, -2.339], 0.028, 0.035, '#8a8a8a'),
    box('beacon foot', [CX + 0.42, 1.825, -2.5], [0.1, 0.03, 0.1], 'dark'),
    cylinder('beacon', [CX + 0.42, 1.895, -2.5], 0.04, 0.11, 'paint', '#d8cfb8'),
    box('lifting eye', [CX - 0.4, 1.83, -2.5], [0.05, 0.05, 0.015], 'steel'),
  ]
}

function deskControls(): readonly Solid[] {
  const keys = [-0.44, -0.36, -0.28, -0.2, -0.12].flatMap((x, i) => [
    deskButton(x, 0.1, 0.024, 0.016, ['#8d9ba0', '#e2ddd0', '#e2ddd0', '#6f7477', '#b8ab9d'][i] ?? '#ffffff'),
    deskButton(x, -0.01, 0.018, 0.012, '#6c7073'),
  ])
  return [
    ...keys,
    deskButton(0.02, 0.075, 0.042, 0.012, '#c9bd9c'),
    deskButton(0.02, 0.075, 0.03, 0.045, '#8c7a74'),
    cylinder('lever', onDesk(0.17, 0.06, 0.06), 0.009, 0.12, 'steel', '#ffffff', DESK_TURN),
    cylinder('lever grip', onDesk(0.17, 0.06, 0.14), 0.018, 0.045, 'dark', '#ffffff', DESK_TURN),
    box('lever plate', onDesk(0.17, 0.06, 0.004), [0.07, 0.008, 0.14], 'steel', '#dddddd', DESK_TURN),
    box('desk rail', onDesk(0, -0.215, 0.012), [1.04, 0.024, 0.02], 'steel', '#dddddd', DESK_TURN),
  ]
}

function pipes(): readonly Solid[] {
  const along = turn([0, 0, 1], Math.PI / 2)
  const flanges = [0.42, 1.6, 2.3].map((y) =>
    cylinder('flange', [1.0, y, -2.66], 0.075, 0.035, 'steel', '#c4c4c4'),
  )
  return [
    cylinder('riser', [1.0, 1.375, -2.66], 0.045, 2.75, 'steel', '#d5d5d5'),
    ...flanges,
    cylinder('feed', [0.8, 1.6, -2.58], 0.036, 0.5, 'steel', '#d5d5d5', along),
    cylinder('feed collar', [0.63, 1.6, -2.58], 0.058, 0.04, 'steel', '#c4c4c4', along),
    cylinder('return', [0.8, 0.42, -2.58], 0.036, 0.5, 'steel', '#d5d5d5', along),
    cylinder('valve body', [1.0, 1.08, -2.66], 0.07, 0.16, 'paint', '#8f9698'),
    knob('valve stem', [1.0, 1.08, -2.6], 0.014, 0.1, '#bdbdbd'),
    knob('valve wheel', [1.0, 1.08, -2.5], 0.095, 0.02, '#a39a8c'),
    knob('valve hub', [1.0, 1.08, -2.48], 0.026, 0.02, '#dedede'),
    cylinder('conduit', [-0.78, 2.25, -2.835], 0.014, 1.0, 'steel'),
    cylinder('conduit', [-0.84, 2.25, -2.835], 0.014, 1.0, 'steel'),
    box('junction box', [-0.81, 1.68, -2.8], [0.2, 0.2, 0.1], 'paint', '#b9bcb8'),
    cylinder('conduit', [-0.81, 1.2, -2.835], 0.014, 0.8, 'steel'),
  ]
}

function prints(): readonly Label[] {
  const plate = (
    art: Label['art'],
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
  ): Label => ({
    art,
    centre: [CX + x, y, z],
    normal: FRONT,
    up: UP,
    width,
    height,
  })
  return [
    { art: 'desk', centre: onDesk(0, 0.005), normal: DESK_NORMAL, up: DESK_AWAY, width: 1.06, height: 0.4 },
    plate('pressure', -0.385, 1.545, -2.309, 0.165, 0.165),
    plate('temperature', -0.165, 1.545, -2.309, 0.165, 0.165),
    plate('flow', 0.055, 1.545, -2.309, 0.165, 0.165),
    plate('screen', 0.33, 1.53, -2.31, 0.27, 0.19),
    plate('gaugeTags', -0.165, 1.41, -2.339, 0.64, 0.05),
    plate('maker', -0.29, 1.315, -2.339, 0.36, 0.075),
    plate('switchTags', 0.325, 1.265, -2.339, 0.34, 0.035),
    plate('vent', -0.27, 0.28, -1.985, 0.36, 0.2),
    plate('vent', 0.27, 0.28, -1.985, 0.36, 0.2),
    plate('caution', 0.31, 0.7, -1.985, 0.2, 0.16),
    plate('nameplate', -0.38, 0.785, -1.985, 0.22, 0.1),
    plate('stripes', 0, 0.9, -2.0, 1.08, 0.03),
    { art: 'junction', centre: [-0.81, 1.68, -2.75], normal: FRONT, up: UP, width: 0.14, height: 0.14 },
    { art: 'keepClear', centre: [CX, 0, -1.56], normal: UP, up: [0, 0, -1], width: 1.7, height: 0.09 },
    { art: 'keepClear', centre: [-0.76, 0, -2.0], normal: UP, up: [1, 0, 0], width: 0.95, height: 0.09 },
    { art: 'keepClear', centre: [0.86, 0, -2.0], normal: UP, up: [-1, 0, 0], width: 0.95, height: 0.09 },
  ]
}

/** A hydraulic power unit with a sloping control desk, gauges, a screen, pipes and valves; the first thing one looks at. */
export const machine: Furnishing = {
  solids: [...cabinet(), ...fittings(), ...deskControls(), ...pipes()],
  labels: prints(),
}
