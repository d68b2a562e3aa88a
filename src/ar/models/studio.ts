import {
  CubeTexture,
  DataTexture,
  DataUtils,
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  LinearSRGBColorSpace,
  RGBAFormat,
  type Texture,
} from 'three'
import { createStudioLights, type StudioLight } from './studio-light.ts'

/** Edge of the sharpest face in texels, 1.4 degrees each: as fine as the lamps' soft edges. Doubling it takes four times the time and memory. */
const SIZE = 64
/** Blurred steps below it; the last one is what surfaces without any gloss see. */
const STEPS = 3

/**
 * What models mirror: a plain workshop, computed here with all its blurs, so that no picture is fetched and nothing is left to blur for the
 * graphics card, which three would let do it when the first model is drawn: that is 256 samples for each of 120,000 texels.
 */
export function createStudio(): Texture {
  // As three reads it back. Source: PMREMGenerator.lodToRoughness.
  const roughnesses = Array.from({ length: STEPS + 1 }, (_, step) => 1 - Math.sqrt(1 - step / STEPS))
  const lights = createStudioLights(roughnesses)
  // Counting steps, three leaves the sharpest one out; one more below the last makes up for it and is never read.
  const [sharpest, ...mipmaps] = [...lights, ...lights.slice(-1)].map((light, step) =>
    paintCube(light, SIZE >> step),
  )
  if (sharpest === undefined) throw new Error('A studio has light')
  sharpest.minFilter = LinearMipmapLinearFilter
  sharpest.isPMREMTexture = true
  return Object.assign(sharpest, { mipmaps })
}

/** The direction through the middle of a texel of each face (+X, -X, +Y, -Y, +Z, -Z), a and b from -1 to 1. Source: OpenGL ES 3.0, 3.8.10. */
const faces: readonly ((a: number, b: number) => readonly [number, number, number])[] = [
  (a, b) => [1, -b, -a],
  (a, b) => [-1, -b, a],
  (a, b) => [a, 1, b],
  (a, b) => [a, -1, -b],
  (a, b) => [a, -b, 1],
  (a, b) => [-a, -b, -1],
]

function paintCube(light: StudioLight, size: number): CubeTexture {
  const rgb = new Float32Array(3)
  const one = DataUtils.toHalfFloat(1)
  const images = faces.map((direction) => {
    const data = new Uint16Array(size * size * 4)
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const [x, y, z] = direction(((column + 0.5) / size) * 2 - 1, ((row + 0.5) / size) * 2 - 1)
        const length = Math.hypot(x, y, z)
        // Cube textures that were not rendered are read with x the other way round.
        light(rgb, -x / length, y / length, z / length)
        const at = (row * size + column) * 4
        for (let n = 0; n < 3; n++) data[at + n] = DataUtils.toHalfFloat(rgb[n] ?? 0)
        data[at + 3] = one
      }
    }
    return new DataTexture(data, size, size, RGBAFormat, HalfFloatType)
  })
  const cube = new CubeTexture(images)
  cube.format = RGBAFormat
  cube.type = HalfFloatType
  cube.colorSpace = LinearSRGBColorSpace
  cube.magFilter = LinearFilter
  cube.minFilter = LinearFilter
  cube.generateMipmaps = false
  cube.needsUpdate = true
  return cube
}
