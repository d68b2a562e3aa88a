import type { BufferGeometry } from 'three'
import { BoxGeometry, Shape } from 'three'
import { finishes, type GalleryPart } from './model.ts'
import {
  around,
  bar,
  block,
  lathe,
  mergeAll,
  type Point2,
  prism,
  ring,
  rod,
  roundedOutline,
  slab,
} from './shapes.ts'

const QUARTER = Math.PI / 2

/** A flange on the X axis from x = 0 towards +x, with its bolts' heads on the far side. */
function flange(radius: number, thickness: number): BufferGeometry {
  const c = 0.003
  return lathe(
    [
      [0.03, 0],
      [radius, 0],
      [radius, thickness - c],
      [radius - c, thickness],
      [radius * 0.38, thickness],
      [radius * 0.36, thickness - 0.012],
      [0, thickness - 0.012],
    ],
    23,
  ).rotateZ(-QUARTER)
}

/** DN 50 gate valve with a handwheel, 0.34 m high. */
export function gateValve(): GalleryPart {
  const axis = 0.083
  const pipe = lathe(
    [
      [0.031, -0.08],
      [0.033, -0.055],
      [0.046, -0.022],
      [0.046, 0.022],
      [0.033, 0.055],
      [0.031, 0.08],
    ],
    22,
  ).rotateZ(QUARTER)
  const bonnet = lathe(
    [
      [0.041, 0.01],
      [0.037, 0.056],
      [0.055, 0.058],
      [0.058, 0.061],
      [0.058, 0.088],
      [0.055, 0.091],
      [0.036, 0.093],
      [0.025, 0.108],
      [0.019, 0.132],
      [0.018, 0.14],
      [0, 0.14],
    ],
    22,
  )
  const flanges = mergeAll([
    flange(0.0825, 0.018).translate(0.078, 0, 0),
    flange(0.0825, 0.018).rotateY(Math.PI).translate(-0.078, 0, 0),
  ])
  const flangeBolt = prism(0.024, 0.012).translate(0, 0, 0.0625)
  const bolts = mergeAll(
    [1, -1].map((side) =>
      around(flangeBolt, 4)
        .rotateY(Math.PI / 4)
        .rotateZ(side * QUARTER)
        .translate(side * 0.078, 0, 0),
    ),
  )
  const bonnetBolts = around(prism(0.016, 0.009).translate(0, 0.09, 0.048), 6)
  const stem = mergeAll([
    bar(0.0085, 0.12, 14).translate(0, 0.13, 0),
    prism(0.02, 0.012).translate(0, 0.236, 0),
  ])
  const spoke = bar(0.0052, 0.062, 8).rotateX(QUARTER).translate(0, 0.004, 0.012)
  const wheel = mergeAll([
    ring(0.075, 0.0078, 30, 8).translate(0, 0.006, 0),
    around(spoke, 5),
    rod(0.017, 0.02, 16).translate(0, -0.006, 0),
  ]).translate(0, 0.222, 0)
  return {
    id: 'gate-valve',
    name: 'Gate valve with handwheel',
    parts: [
      { finish: finishes.blue, geometry: mergeAll([pipe, bonnet, flanges]).translate(0, axis, 0) },
      { finish: finishes.steel, geometry: mergeAll([bolts, bonnetBolts, stem]).translate(0, axis, 0) },
      { finish: finishes.red, geometry: wheel.translate(0, axis, 0) },
    ],
  }
}

/** Three-phase motor of frame size 90, 0.33 m long, shaft towards +X. */
export function electricMotor(): GalleryPart {
  const axis = 0.09
  const body = lathe(
    [
      [0.07, -0.106],
      [0.07, 0.106],
    ],
    24,
  ).rotateZ(-QUARTER)
  const fin = new BoxGeometry(0.2, 0.02, 0.0042).translate(0, 0.073, 0)
  // Fins leave room for the feet below and the terminal box above.
  const fins = Array.from({ length: 24 }, (_, index) => (index / 24) * 2 * Math.PI)
    .filter((angle) => Math.cos(angle) < 0.86 && Math.cos(angle) > -0.8)
    .map((angle) => fin.clone().rotateX(angle))
  const shieldProfile: readonly Point2[] = [
    [0.06, 0],
    [0.085, 0],
    [0.086, 0.014],
    [0.078, 0.021],
    [0.034, 0.027],
    [0.03, 0.034],
    [0, 0.034],
  ]
  const drive = lathe(shieldProfile, 26).rotateZ(-QUARTER).translate(0.104, 0, 0)
  const cowlProfile: readonly Point2[] = [
    [0.06, 0],
    [0.086, 0],
    [0.087, 0.05],
    [0.08, 0.058],
    [0.064, 0.06],
    [0.061, 0.055],
    [0, 0.055],
  ]
  const cowl = lathe(cowlProfile, 26).rotateZ(QUARTER).translate(-0.104, 0, 0)
  const box = block(0.1, 0.052, 0.096, 0.01, 0.004).translate(0.012, 0.062, 0)
  const lid = block(0.106, 0.012, 0.102, 0.012, 0.003).translate(0.012, 0.115, 0)
  const screw = prism(0.009, 0.003)
  const screws = [-1, 1].flatMap((x) =>
    [-1, 1].map((z) => screw.clone().translate(0.012 + x * 0.043, 0.126, z * 0.041)),
  )
  const gland = lathe(
    [
      [0.014, 0],
      [0.014, 0.01],
      [0.011, 0.012],
      [0.011, 0.028],
      [0, 0.03],
    ],
    10,
  )
    .rotateX(QUARTER)
    .translate(0.012, 0.088, 0.046)
  const foot = block(0.034, 0.012, 0.19, 0.006, 0.003)
  const web = slab(
    roundedOutline(
      [
        [-0.068, 0],
        [0.068, 0],
        [0.05, 0.05],
        [-0.05, 0.05],
      ],
      0.004,
    ),
    0.02,
    0.002,
    2,
  )
    .rotateY(QUARTER)
    .translate(-0.01, 0.01, 0)
  const feet = [-0.07, 0.07].flatMap((x) => [foot.clone().translate(x, 0, 0), web.clone().translate(x, 0, 0)])
  const footBolts = [-0.07, 0.07].flatMap((x) =>
    [-0.082, 0.082].map((z) => prism(0.016, 0.008).translate(x, 0.012, z)),
  )
  const shaft = rod(0.012, 0.058, 16).rotateZ(-QUARTER).translate(0.13, 0, 0)
  const key = block(0.034, 0.007, 0.0075, 0.0036, 0.001).translate(0.166, 0.008, 0)
  const housing = mergeAll([body, ...fins, drive, box, lid]).translate(0, axis, 0)
  return {
    id: 'electric-motor',
    name: 'Electric motor',
    parts: [
      { finish: finishes.green, geometry: mergeAll([housing, ...feet]) },
      { finish: finishes.castIron, geometry: mergeAll([cowl, gland]).translate(0, axis, 0) },
      {
        finish: finishes.steel,
        geometry: mergeAll([mergeAll([shaft, key, ...screws]).translate(0, axis, 0), ...footBolts]),
      },
    ],
  }
}

/** Pressure gauge of 100 mm with its connection below, upright, face towards +Z. */
export function pressureGauge(): GalleryPart {
  const middle = 0.088
  const disc = (profile: readonly Point2[], sides = 40): BufferGeometry =>
    lathe(profile, sides).rotateX(QUARTER)
  const housing = disc([
    [0, -0.022],
    [0.044, -0.022],
    [0.047, -0.019],
    [0.047, 0.012],
    [0.052, 0.013],
    [0.053, 0.016],
    [0.052, 0.022],
    [0.048, 0.024],
    [0.0455, 0.02],
    [0.0455, 0.013],
  ])
  const face = disc([
    [0.046, 0.0145],
    [0, 0.0145],
  ])
  const stripe = (from: number, to: number, width: number, thick = 0.0006): BufferGeometry =>
    block(width, thick, to - from, 0, 0)
      .rotateX(QUARTER)
      .translate(0, (from + to) / 2, 0.0146)
  // 270 degrees of scale, from lower left to lower right, ten parts and their halves.
  const angles = Array.from({ length: 21 }, (_, index) => ((135 - index * 13.5) * Math.PI) / 180)
  const ticks = angles.map((angle, index) =>
    stripe(index % 2 === 0 ? 0.033 : 0.037, 0.042, index % 2 === 0 ? 0.0021 : 0.0011).rotateZ(angle),
  )
  const danger = angles.slice(16).map((angle) => stripe(0.0285, 0.0315, 0.0078).rotateZ(angle))
  const needleShape = new Shape()
  needleShape.moveTo(-0.0022, -0.012)
  needleShape.lineTo(0.0022, -0.012)
  needleShape.lineTo(0.0007, 0.036)
  needleShape.lineTo(-0.0007, 0.036)
  needleShape.closePath()
  const needle = slab(needleShape, 0.0012, 0, 1)
    .rotateZ((58 * Math.PI) / 180)
    .translate(0, 0, 0.0172)
  const hub = disc(
    [
      [0.005, 0.015],
      [0.005, 0.019],
      [0.004, 0.02],
      [0, 0.02],
    ],
    16,
  )
  const nipple = mergeAll([
    rod(0.0065, 0.016, 16),
    prism(0.019, 0.014, 4).translate(0, 0.015, 0),
    rod(0.0075, 0.012, 16).translate(0, 0.028, 0),
  ])
  const up = (geometry: BufferGeometry): BufferGeometry => geometry.translate(0, middle, 0)
  return {
    id: 'pressure-gauge',
    name: 'Pressure gauge',
    parts: [
      { finish: finishes.steel, geometry: up(housing) },
      { finish: finishes.white, geometry: up(face), isOpen: true },
      { finish: finishes.black, geometry: up(mergeAll([...ticks, needle, hub])), isOpen: true },
      { finish: finishes.red, geometry: up(mergeAll(danger)), isOpen: true },
      { finish: finishes.brass, geometry: nipple },
    ],
  }
}
