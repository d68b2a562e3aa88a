import {
  ClampToEdgeWrapping,
  DataTexture,
  DataUtils,
  EquirectangularReflectionMapping,
  HalfFloatType,
  LinearFilter,
  LinearSRGBColorSpace,
  RepeatWrapping,
  RGBAFormat,
  type Texture,
} from 'three'

/** Small, since it is only ever seen blurred in metal and paint. */
const WIDTH = 128
const HEIGHT = 64

/** A round, soft lamp: direction as azimuth and height in degrees, radius in degrees, brightness against the sky's 1. */
interface Lamp {
  readonly azimuth: number
  readonly height: number
  readonly radius: number
  readonly light: number
}

const lamps: readonly Lamp[] = [
  { azimuth: -35, height: 58, radius: 26, light: 7 },
  { azimuth: 110, height: 30, radius: 18, light: 3 },
  { azimuth: -140, height: 24, radius: 14, light: 2.4 },
]

/** What models mirror: a plain workshop of sky, floor and three soft lamps, computed, so that no picture has to be fetched. */
export function createStudio(): Texture {
  const data = new Uint16Array(WIDTH * HEIGHT * 4)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const height = ((y + 0.5) / HEIGHT - 0.5) * 180
      const azimuth = ((x + 0.5) / WIDTH - 0.5) * 360
      const [r, g, b] = lightFrom(azimuth, height)
      const at = (y * WIDTH + x) * 4
      data[at] = DataUtils.toHalfFloat(r)
      data[at + 1] = DataUtils.toHalfFloat(g)
      data[at + 2] = DataUtils.toHalfFloat(b)
      data[at + 3] = DataUtils.toHalfFloat(1)
    }
  }
  const texture = new DataTexture(data, WIDTH, HEIGHT, RGBAFormat, HalfFloatType)
  texture.mapping = EquirectangularReflectionMapping
  texture.colorSpace = LinearSRGBColorSpace
  texture.wrapS = RepeatWrapping
  texture.wrapT = ClampToEdgeWrapping
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.needsUpdate = true
  return texture
}

/** Linear light that comes from a direction. */
function lightFrom(azimuth: number, height: number): readonly [number, number, number] {
  const up = (Math.sin((height * Math.PI) / 180) + 1) / 2
  // A warm floor below, a cool ceiling above, a dim band at eye height that gives metal its contrast.
  const base = 0.16 + 0.75 * up ** 1.6 - 0.16 * Math.exp(-((height / 16) ** 2))
  let lamp = 0
  for (const { azimuth: a, height: h, radius, light } of lamps) {
    const apart = angleBetween(azimuth, height, a, h)
    lamp += light / (1 + Math.exp((apart - radius) / 2.2))
  }
  return [base * (1.06 - 0.1 * up) + lamp, base * 1.0 + lamp, base * (0.92 + 0.14 * up) + lamp]
}

/** Degrees between two directions. Source: spherical law of cosines. */
function angleBetween(azimuthA: number, heightA: number, azimuthB: number, heightB: number): number {
  const rad = Math.PI / 180
  const cosine =
    Math.sin(heightA * rad) * Math.sin(heightB * rad) +
    Math.cos(heightA * rad) * Math.cos(heightB * rad) * Math.cos((azimuthA - azimuthB) * rad)
  return Math.acos(Math.min(1, Math.max(-1, cosine))) / rad
}
