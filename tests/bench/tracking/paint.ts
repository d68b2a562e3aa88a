import type { GreyImage } from '#ar/image-tracking/grey-image.ts'
import { createRandom } from '#ar/image-tracking/random.ts'

/** A grey picture to paint on; everything is in pixels and clipped to it. */
export interface Canvas extends GreyImage {
  readonly random: () => number
}

export function createCanvas(width: number, height: number, seed: number): Canvas {
  return { width, height, data: new Uint8Array(width * height), random: createRandom(seed) }
}

export function fillRect(canvas: Canvas, x: number, y: number, w: number, h: number, grey: number): void {
  const right = Math.min(canvas.width, Math.round(x + w))
  const bottom = Math.min(canvas.height, Math.round(y + h))
  for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
    const from = row * canvas.width
    canvas.data.fill(grey, from + Math.max(0, Math.round(x)), from + Math.max(Math.round(x), right))
  }
}

export function frameRect(
  c: Canvas,
  x: number,
  y: number,
  w: number,
  h: number,
  line: number,
  grey: number,
): void {
  fillRect(c, x, y, w, line, grey)
  fillRect(c, x, y + h - line, w, line, grey)
  fillRect(c, x, y, line, h, grey)
  fillRect(c, x + w - line, y, line, h, grey)
}

/** A disc, or a ring when `inner` is given. */
export function disc(canvas: Canvas, cx: number, cy: number, radius: number, grey: number, inner = 0): void {
  for (let y = Math.max(0, Math.ceil(cy - radius)); y < Math.min(canvas.height, cy + radius); y++) {
    for (let x = Math.max(0, Math.ceil(cx - radius)); x < Math.min(canvas.width, cx + radius); x++) {
      const square = (x - cx) ** 2 + (y - cy) ** 2
      if (square < radius * radius && square >= inner * inner) canvas.data[y * canvas.width + x] = grey
    }
  }
}

export function stroke(
  c: Canvas,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  line: number,
  grey: number,
): void {
  const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1))
  for (let i = 0; i <= steps; i++) {
    const t = steps === 0 ? 0 : i / steps
    fillRect(c, x1 + (x2 - x1) * t - line / 2, y1 + (y2 - y1) * t - line / 2, line, line, grey)
  }
}

/** A row of signs of five by seven dots, in words of about five, as print looks from afar. */
export function writeLine(c: Canvas, x: number, y: number, width: number, dot: number, grey: number): void {
  for (let at = x; at + 5 * dot < x + width; at += 6 * dot) {
    if (c.random() < 0.18) continue
    const sign = Math.floor(c.random() * 26) * 7919
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 5; column++) {
        const hash = Math.imul(sign + row * 31 + column * 17, 0x9e3779b1) >>> 0
        if (hash % 100 < 44) fillRect(c, at + column * dot, y + row * dot, dot, dot, grey)
      }
    }
  }
}

/** Blotches: value noise in several octaves, added to what is there. */
export function addGrain(canvas: Canvas, strength: number, coarsest: number, octaves: number): void {
  for (let octave = 0; octave < octaves; octave++) {
    const cell = Math.max(2, coarsest >> octave)
    const columns = Math.ceil(canvas.width / cell) + 2
    const rows = Math.ceil(canvas.height / cell) + 2
    const values = Float32Array.from({ length: columns * rows }, () => canvas.random() * 2 - 1)
    const height = strength / 1.4 ** octave
    for (let y = 0; y < canvas.height; y++) {
      const gy = Math.floor(y / cell)
      const fy = y / cell - gy
      for (let x = 0; x < canvas.width; x++) {
        const gx = Math.floor(x / cell)
        const fx = x / cell - gx
        const i = gy * columns + gx
        const top = (values[i] ?? 0) * (1 - fx) + (values[i + 1] ?? 0) * fx
        const low = (values[i + columns] ?? 0) * (1 - fx) + (values[i + columns + 1] ?? 0) * fx
        const at = y * canvas.width + x
        const value = (canvas.data[at] ?? 0) + (top + (low - top) * fy) * height
        canvas.data[at] = Math.min(Math.max(value, 0), 255)
      }
    }
  }
}
