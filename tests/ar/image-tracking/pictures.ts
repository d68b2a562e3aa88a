import { createGrey, type GreyImage } from '#ar/image-tracking/grey-image.ts'
import { invert3, mapX, mapY, type Matrix3 } from '#ar/image-tracking/matrix3.ts'
import { createRandom } from '#ar/image-tracking/random.ts'

export const WIDTH = 320
export const HEIGHT = 240

/** Blocks and blotches, different for each seed: a surface with much to see. */
export function texture(seed: number, width = 480, height = 360): GreyImage {
  const random = createRandom(seed)
  const picture = createGrey(width, height)
  picture.data.fill(110 + 60 * random())
  const count = 120 + random() * 240
  for (let n = 0; n < count; n++) {
    const [x, y] = [random() * width, random() * height]
    const [w, h, grey] = [4 + random() * 44, 4 + random() * 34, 255 * random()]
    for (let row = Math.floor(y); row < Math.min(height, y + h); row++) {
      picture.data.fill(grey, row * width + Math.floor(x), row * width + Math.min(width, Math.floor(x + w)))
    }
  }
  return picture
}

/** One grey but for a plate, a handle and a dozen scratches, where `look()` shows the lower left of a picture. */
export function bareDoor(): GreyImage {
  const random = createRandom(5)
  const picture = createGrey(480, 360)
  picture.data.fill(150)
  const box = (x: number, y: number, w: number, h: number, grey: number): void => {
    for (let row = y; row < y + h; row++) picture.data.fill(grey, row * 480 + x, row * 480 + x + w)
  }
  box(130, 170, 50, 26, 190)
  for (let n = 0; n < 6; n++) box(134 + 8 * n, 174 + 5 * (n % 3), 5, 3, 60)
  box(246, 190, 7, 50, 90)
  box(178, 212, 22, 16, 230)
  for (let n = 0; n < 12; n++)
    box(
      120 + Math.floor(random() * 130),
      160 + Math.floor(random() * 120),
      3 + (n % 5),
      3 + (n % 4),
      70 + 8 * n,
    )
  return picture
}

/** What a camera sees for which `h` leads from the surface to its picture; grey where the surface ends. */
export function see(surface: GreyImage, h: Matrix3, noise = 0, seed = 1, light = 1): GreyImage {
  const picture = createGrey(WIDTH, HEIGHT)
  const random = createRandom(seed)
  const back = h.slice()
  if (!invert3(back, h)) throw new Error('No camera sees that')
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at++) {
      const sx = mapX(back, x + 0.5, y + 0.5) - 0.5
      const sy = mapY(back, x + 0.5, y + 0.5) - 0.5
      const ix = Math.floor(sx)
      const iy = Math.floor(sy)
      let value = 128
      if (ix >= 0 && iy >= 0 && ix < surface.width - 1 && iy < surface.height - 1) {
        const i = iy * surface.width + ix
        const [a = 0, b = 0] = surface.data.subarray(i, i + 2)
        const [c = 0, d = 0] = surface.data.subarray(i + surface.width, i + surface.width + 2)
        const top = a + (b - a) * (sx - ix)
        value = top + (c + (d - c) * (sx - ix) - top) * (sy - iy)
      }
      picture.data[at] = Math.min(
        Math.max(value * light + noise * (random() + random() + random() - 1.5), 0),
        255,
      )
    }
  }
  return picture
}

/** Shift, turn (radians), size and perspective about the middle of the surface, which is seen at the middle plus the shift. */
export function look(dx = 0, dy = 0, turn = 0, size = 1, tiltX = 0, tiltY = 0): Matrix3 {
  const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size]
  const [mx, my] = [240, 180]
  const h = Float64Array.of(cos, -sin, 0, sin, cos, 0, tiltX, tiltY, 1)
  // To the surface's middle first, to the picture's middle last.
  const [a = 0, b = 0, , c = 0, d = 0, , g = 0, k = 0] = h
  const [tx, ty] = [WIDTH / 2 + dx, HEIGHT / 2 + dy]
  const w = 1 - g * mx - k * my
  const rows = [
    [a + tx * g, b + tx * k, -a * mx - b * my + tx * w],
    [c + ty * g, d + ty * k, -c * mx - d * my + ty * w],
    [g, k, w],
  ]
  return Float64Array.from(rows.flat())
}

/** The largest distance, in pixels, of what two keyframe-to-picture homographies say about nine places of the keyframe. */
export function apart(a: Matrix3, b: Matrix3): number {
  let worst = 0
  for (let n = 0; n < 9; n++) {
    const x = WIDTH * (0.25 + 0.25 * (n % 3))
    const y = HEIGHT * (0.25 + 0.25 * Math.floor(n / 3))
    worst = Math.max(worst, Math.hypot(mapX(a, x, y) - mapX(b, x, y), mapY(a, x, y) - mapY(b, x, y)))
  }
  return worst
}
