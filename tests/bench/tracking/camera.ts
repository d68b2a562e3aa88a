import type { GreyImage } from '#ar/image-tracking/grey-image.ts'
import { invert3, mapX, mapY, type Matrix3, multiply3 } from '#ar/image-tracking/matrix3.ts'
import { SURFACE_HEIGHT, SURFACE_WIDTH } from './scenes.ts'

export const WIDTH = 640
export const HEIGHT = 480
/** In pixels: 60 degrees across, as a phone's main camera in a call. */
const FOCAL = 555

/** Where the camera looks and what the picture suffers; what is not said is as in the keyframe. */
export interface View {
  /** What the middle of the picture shows, in surface pixels from the surface's middle. */
  readonly x?: number
  readonly y?: number
  /** Distance against the keyframe's; at 1, surface and picture pixels are equal. */
  readonly distance?: number
  /** Radians: turned in the picture's plane, leant to the side, leant back. */
  readonly roll?: number
  readonly yaw?: number
  readonly pitch?: number
  /** Brightness factor, and its change from left to right. */
  readonly light?: number
  readonly slope?: number
  /** Standard deviation of the sensor's noise, in grey levels. */
  readonly noise?: number
  /** Share of the time between two pictures that the shutter is open. */
  readonly shutter?: number
  /** A hand in front of the surface: middle and radius, in picture pixels. */
  readonly hand?: { readonly x: number; readonly y: number; readonly radius: number }
}

/** Surface pixels to picture pixels. Source: pinhole camera looking at a plane, K (r1 r2 t). */
export function homographyOf(view: View): Matrix3 {
  const { x = 0, y = 0, distance = 1, roll = 0, yaw = 0, pitch = 0 } = view
  const [cr, sr] = [Math.cos(roll), Math.sin(roll)]
  const [cy, sy] = [Math.cos(yaw), Math.sin(yaw)]
  const [cp, sp] = [Math.cos(pitch), Math.sin(pitch)]
  // R = Rz(roll) Rx(pitch) Ry(yaw); its first two columns.
  const r = [
    [cr * cy - sr * sp * sy, -sr * cp],
    [sr * cy + cr * sp * sy, cr * cp],
    [-cp * sy, sp],
  ] as const
  const tx = x + SURFACE_WIDTH / 2
  const ty = y + SURFACE_HEIGHT / 2
  const camera = Float64Array.of(FOCAL, 0, WIDTH / 2, 0, FOCAL, HEIGHT / 2, 0, 0, 1)
  const plane = Float64Array.from(
    r.flatMap(([a, b], row) => [a, b, -(a * tx + b * ty) + (row === 2 ? FOCAL * distance : 0)]),
  )
  multiply3(plane, camera, plane)
  return plane
}

const NOISE = 8192

export interface Film {
  /** Takes the picture between two views (the shutter opens at the second), 640 x 480. */
  shoot(from: View, to: View): GreyImage
}

/** The same pictures for the same random numbers. `shoot` gives one picture, over and over. */
export function createFilm(surface: GreyImage, random: () => number): Film {
  const picture: GreyImage = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) }
  const sum = new Float32Array(WIDTH * HEIGHT)
  const noise = Float32Array.from({ length: NOISE }, () => {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  })
  const inverse = new Float64Array(9)

  function expose(view: View): void {
    invert3(inverse, homographyOf(view))
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = inverse
    const { width, height, data } = surface
    for (let y = 0, at = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++, at++) {
        const w = g * (x + 0.5) + h * (y + 0.5) + i
        const sx = (a * (x + 0.5) + b * (y + 0.5) + c) / w - 0.5
        const sy = (d * (x + 0.5) + e * (y + 0.5) + f) / w - 0.5
        // Beyond the surface: a floor with nothing on it.
        if (!(w * i > 0 && sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1)) {
          sum[at] = (sum[at] ?? 0) + 120
          continue
        }
        const ix = sx | 0
        const iy = sy | 0
        const fx = sx - ix
        const p = iy * width + ix
        const top = (data[p] ?? 0) * (1 - fx) + (data[p + 1] ?? 0) * fx
        const low = (data[p + width] ?? 0) * (1 - fx) + (data[p + width + 1] ?? 0) * fx
        sum[at] = (sum[at] ?? 0) + top + (low - top) * (sy - iy)
      }
    }
  }

  function develop(view: View, exposures: number): void {
    const { light = 1, slope = 0, noise: strength = 2, hand } = view
    let at = 0
    let n = Math.floor(random() * NOISE)
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++, at++) {
        let value = (sum[at] ?? 0) / exposures
        if (hand !== undefined) {
          const dx = (x - hand.x) / hand.radius
          const dy = (y - hand.y) / (hand.radius * 1.3)
          const away = dx * dx + dy * dy + 0.12 * Math.sin(5 * Math.atan2(dy, dx))
          if (away < 1) value = 150 - 60 * away + 8 * Math.sin(x * 0.2 - hand.x * 0.2) * Math.sin(y * 0.15)
        }
        value *= light * (1 + slope * (x / WIDTH - 0.5))
        if (n++ >= NOISE - 1) n = Math.floor(random() * NOISE)
        picture.data[at] = Math.min(Math.max(value + strength * (noise[n] ?? 0), 0), 255)
      }
    }
  }

  return {
    shoot(from, to) {
      const { shutter = 0.2 } = to
      sum.fill(0)
      const before = homographyOf(from)
      const after = homographyOf(to)
      const moved = farthest(before, after) * shutter
      // One exposure for each two pixels of blur.
      const exposures = Math.min(9, 1 + Math.ceil(moved / 2.5))
      for (let k = 0; k < exposures; k++) {
        const share = exposures === 1 ? 0 : (k / (exposures - 1) - 0.5) * shutter
        expose(between(from, to, 1 + share))
      }
      develop(to, exposures)
      return picture
    },
  }
}

/** How far four places of the keyframe are apart in two views, at most: fewer exposures would leave ghosts of the fastest. */
function farthest(before: Matrix3, after: Matrix3): number {
  let most = 0
  for (let corner = 0; corner < 4; corner++) {
    const x = SURFACE_WIDTH / 2 + (corner % 2 === 0 ? -200 : 200)
    const y = SURFACE_HEIGHT / 2 + (corner < 2 ? -150 : 150)
    const dx = mapX(after, x, y) - mapX(before, x, y)
    const dy = mapY(after, x, y) - mapY(before, x, y)
    most = Math.max(most, Math.hypot(dx, dy))
  }
  return most
}

/** `t` 0 is `from`, 1 is `to`; beyond 1 the movement goes on. */
function between(from: View, to: View, t: number): View {
  const mix = (a: number, b: number): number => a + (b - a) * t
  return {
    ...to,
    x: mix(from.x ?? 0, to.x ?? 0),
    y: mix(from.y ?? 0, to.y ?? 0),
    distance: mix(from.distance ?? 1, to.distance ?? 1),
    roll: mix(from.roll ?? 0, to.roll ?? 0),
    yaw: mix(from.yaw ?? 0, to.yaw ?? 0),
    pitch: mix(from.pitch ?? 0, to.pitch ?? 0),
  }
}
