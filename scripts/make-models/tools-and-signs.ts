import { type BufferGeometry, Shape, Vector2 } from 'three'
import { finishes, type GalleryPart } from './model.ts'
import {
  block,
  lathe,
  mergeAll,
  type Point2,
  prism,
  rod,
  roundedHole,
  roundedOutline,
  slab,
} from './shapes.ts'

const QUARTER = Math.PI / 2

/** Hex bolt M12 x 50 (ISO 4014), standing on its thread. */
export function hexBolt(): GalleryPart {
  const pitch = 0.00175
  const length = 0.05
  const turns = Math.round(0.036 / pitch)
  const thread: Point2[] = [
    [0, 0],
    [0.0046, 0],
  ]
  for (let turn = 0; turn < turns; turn++) {
    const y = 0.0008 + turn * pitch
    thread.push([0.0051, y], [0.006, y + pitch / 2])
  }
  thread.push(
    [0.0051, 0.0008 + turns * pitch],
    [0.0058, 0.0008 + turns * pitch + 0.001],
    [0.0058, length - 0.0006],
  )
  const shank = lathe(thread, 20, 0.5)
  const flangeFace = rod(0.0082, 0.0006, 24, 0.0001).translate(0, length - 0.0006, 0)
  const head = prism(0.018, 0.0075).translate(0, length, 0)
  const crown = lathe(
    [
      [0.0084, 0],
      [0.0078, 0.00035],
      [0, 0.00035],
    ],
    24,
  ).translate(0, length + 0.0075, 0)
  return {
    id: 'hex-bolt-m12',
    name: 'Hex bolt M12',
    parts: [{ finish: finishes.steel, geometry: mergeAll([shank, flangeFace, head, crown]) }],
  }
}

/** One jaw of a wrench around the origin, mouth towards +x turned by 15 degrees; across flats in metres. */
function jaw(across: number): { readonly outline: readonly Vector2[]; readonly radius: number } {
  const radius = across * 1.16
  const half = across / 2
  const turn = (15 * Math.PI) / 180
  const mouthAt = Math.sqrt(radius ** 2 - half ** 2) * 0.97
  const depth = -across * 0.36
  const points: Vector2[] = []
  const start = Math.atan2(half, mouthAt) + 0.16
  const steps = 22
  // Around the head from the upper lip to the lower one.
  for (let step = 0; step <= steps; step++) {
    const angle = start + ((2 * Math.PI - 2 * start) * step) / steps
    points.push(new Vector2(radius * Math.cos(angle), radius * Math.sin(angle)))
  }
  points.push(new Vector2(mouthAt, -half), new Vector2(depth * 0.4, -half), new Vector2(depth, -half * 0.55))
  points.push(new Vector2(depth, half * 0.55), new Vector2(depth * 0.4, half), new Vector2(mouthAt, half))
  return { outline: points.map((point) => point.rotateAround(new Vector2(), turn)), radius }
}

function jawSlab(across: number, thickness: number): BufferGeometry {
  return slab(new Shape([...jaw(across).outline]), thickness, 0.0009, 1)
}

/** Open-end wrench 17 x 19, lying on its side. */
export function openEndWrench(): GalleryPart {
  const thickness = 0.0075
  const reach = 0.092
  const left = jawSlab(0.017, thickness).rotateZ(Math.PI).translate(-reach, 0, 0)
  const right = jawSlab(0.019, thickness).translate(reach, 0, 0)
  const handle = new Shape()
  const halfLeft = 0.0072
  const halfRight = 0.0082
  handle.moveTo(-reach + 0.012, -halfLeft * 1.5)
  handle.quadraticCurveTo(-reach + 0.026, -halfLeft, -reach + 0.05, -halfLeft)
  handle.lineTo(reach - 0.05, -halfRight)
  handle.quadraticCurveTo(reach - 0.028, -halfRight, reach - 0.013, -halfRight * 1.6)
  handle.lineTo(reach - 0.013, halfRight * 1.6)
  handle.quadraticCurveTo(reach - 0.028, halfRight, reach - 0.05, halfRight)
  handle.lineTo(-reach + 0.05, halfLeft)
  handle.quadraticCurveTo(-reach + 0.026, halfLeft, -reach + 0.012, halfLeft * 1.5)
  handle.closePath()
  const groove: readonly Point2[] = [
    [-0.05, -0.0036],
    [0.05, -0.0041],
    [0.05, 0.0041],
    [-0.05, 0.0036],
  ]
  handle.holes.push(roundedHole([...groove].reverse(), 0.0036))
  const shaft = slab(handle, thickness * 0.8, 0.0012, 5).translate(0, 0, thickness * 0.1)
  const web = slab(roundedOutline(groove, 0.0036), thickness * 0.44, 0, 4).translate(0, 0, thickness * 0.28)
  return {
    id: 'open-end-wrench',
    name: 'Open-end wrench 17 × 19',
    parts: [{ finish: finishes.steel, geometry: mergeAll([left, right, shaft, web]).rotateX(-QUARTER) }],
  }
}

const arrowCorners: readonly Point2[] = [
  [-0.19, -0.045],
  [0.04, -0.045],
  [0.04, -0.1],
  [0.2, 0],
  [0.04, 0.1],
  [0.04, 0.045],
  [-0.19, 0.045],
]

/** A standing arrow sign, 0.5 m high, that points to +X; turn it to where people should go. */
export function arrowSign(): GalleryPart {
  const board = (grow: number, depth: number): BufferGeometry => {
    const corners = arrowCorners.map(([x, y]): Point2 => [x * (1 + grow), y * (1 + grow * 1.8)])
    return slab(roundedOutline(corners, 0.014 * (1 + grow)), depth, 0.002, 4)
  }
  const y = 0.4
  const back = board(0.1, 0.014).translate(0, y, -0.002)
  const front = board(0, 0.006).translate(0, y, 0.009)
  const post = rod(0.011, 0.36, 16, 0.001).translate(0, 0.01, -0.004)
  const base = lathe(
    [
      [0, 0],
      [0.112, 0],
      [0.118, 0.005],
      [0.116, 0.012],
      [0.04, 0.024],
      [0.02, 0.03],
      [0.018, 0.045],
      [0, 0.045],
    ],
    36,
  )
  return {
    id: 'arrow-sign',
    name: 'Arrow sign',
    parts: [
      { finish: finishes.white, geometry: back },
      { finish: finishes.blue, geometry: front, isOpen: true },
      { finish: finishes.steel, geometry: post },
      { finish: finishes.rubber, geometry: base },
    ],
  }
}

/** Warning sign (ISO 7010 W001) of 0.3 m on a foot, face towards +Z. */
export function warningSign(): GalleryPart {
  const triangle = (radius: number): readonly Point2[] =>
    [90, 210, 330].map((degrees): Point2 => {
      const angle = (degrees * Math.PI) / 180
      return [radius * Math.cos(angle), radius * Math.sin(angle)]
    })
  const lift = 0.135
  const rim = roundedOutline(triangle(0.2), 0.04)
  rim.holes.push(roundedHole([...triangle(0.146)].reverse(), 0.02))
  const border = slab(rim, 0.014, 0.002, 5).translate(0, lift, -0.003)
  const plate = slab(roundedOutline(triangle(0.155), 0.024), 0.008, 0.001, 5).translate(0, lift, -0.001)
  const stroke = roundedOutline(
    [
      [-0.015, 0.062],
      [0.015, 0.062],
      [0.008, -0.022],
      [-0.008, -0.022],
    ],
    0.006,
  )
  const exclamation = slab(stroke, 0.005, 0.001, 3).translate(0, lift + 0.008, 0.0065)
  const dot = lathe(
    [
      [0.0135, 0],
      [0.0135, 0.004],
      [0.0125, 0.005],
      [0, 0.005],
    ],
    20,
  )
    .rotateX(QUARTER)
    .translate(0, lift - 0.037, 0.0065)
  const foot = block(0.2, 0.022, 0.1, 0.02, 0.006)
  const neck = block(0.16, 0.03, 0.034, 0.008, 0.003).translate(0, 0.015, 0.002)
  return {
    id: 'warning-sign',
    name: 'Warning sign',
    parts: [
      { finish: finishes.black, geometry: mergeAll([border, exclamation, dot]) },
      { finish: finishes.yellow, geometry: plate, isOpen: true },
      { finish: finishes.rubber, geometry: mergeAll([foot, neck]) },
    ],
  }
}

/** Traffic cone, 0.5 m high. */
export function trafficCone(): GalleryPart {
  const at = (y: number): number => 0.132 - (y - 0.03) * 0.232
  const section = (from: number, to: number, out = 0): BufferGeometry =>
    lathe(
      [
        [at(from) + out * 0.2, from],
        [at(from) + out, from + 0.001],
        [at(to) + out, to - 0.001],
        [at(to) + out * 0.2, to],
      ],
      36,
    )
  const skirt = lathe(
    [
      [0.17, 0.028],
      [0.152, 0.034],
      [0.138, 0.046],
      [at(0.07), 0.07],
    ],
    36,
    2,
  )
  const tip = lathe(
    [
      [at(0.46), 0.46],
      [at(0.492), 0.492],
      [at(0.498) - 0.003, 0.498],
      [at(0.498) - 0.006, 0.5],
      [at(0.498) - 0.009, 0.498],
      [at(0.498) - 0.01, 0.47],
      [0, 0.468],
    ],
    36,
  )
  const foot = block(0.37, 0.032, 0.37, 0.05, 0.007)
  const cone = mergeAll([skirt, section(0.07, 0.17), section(0.265, 0.345), section(0.415, 0.46), tip])
  const bands = mergeAll([section(0.17, 0.265, 0.0018), section(0.345, 0.415, 0.0018)])
  return {
    id: 'traffic-cone',
    name: 'Traffic cone',
    parts: [
      { finish: finishes.orange, geometry: cone },
      { finish: finishes.white, geometry: bands },
      { finish: finishes.rubber, geometry: foot },
    ],
  }
}
