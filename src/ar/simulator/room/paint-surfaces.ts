import { grains, paper, type Paper, type Random, scratches, tone } from './canvas.ts'
import { randomFor } from './random.ts'
import type { Surface } from './solid.ts'

interface SurfaceArt {
  /** Pixels, square; and the metres one repeat covers. */
  readonly pixels: number
  readonly metres: readonly [number, number]
  paint(ctx: Paper, size: number, random: Random): void
}

/** Draws something four times when it crosses an edge, so that the repeat shows no seam. */
function wrapped(
  size: number,
  x: number,
  y: number,
  reach: number,
  draw: (x: number, y: number) => void,
): void {
  for (const dx of x < reach ? [0, size] : x > size - reach ? [0, -size] : [0])
    for (const dy of y < reach ? [0, size] : y > size - reach ? [0, -size] : [0]) draw(x + dx, y + dy)
}

function blotches(ctx: Paper, size: number, random: Random, count: number, strength: number): void {
  for (let i = 0; i < count; i++) {
    const radius = size * (0.04 + random() * 0.12)
    const shade = random() < 0.5 ? 255 : 30
    const alpha = strength * random()
    wrapped(size, random() * size, random() * size, radius, (x, y) => {
      const fade = ctx.createRadialGradient(x, y, 0, x, y, radius)
      fade.addColorStop(0, `rgb(${shade} ${shade} ${shade} / ${alpha})`)
      fade.addColorStop(1, `rgb(${shade} ${shade} ${shade} / 0)`)
      ctx.fillStyle = fade
      ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2)
    })
  }
}

function paintFloor(ctx: Paper, size: number, random: Random): void {
  const tile = size / 4
  ctx.fillStyle = tone(46, 40, 5)
  ctx.fillRect(0, 0, size, size)
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++) {
      const [x, y] = [column * tile + 2, row * tile + 2]
      const lightness = 63 + random() * 9
      const slope = ctx.createLinearGradient(x, y, x + tile, y + tile)
      slope.addColorStop(0, tone(lightness + 2, 38, 7))
      slope.addColorStop(1, tone(lightness - 3, 38, 7))
      ctx.fillStyle = slope
      ctx.fillRect(x, y, tile - 4, tile - 4)
      ctx.strokeStyle = 'rgb(255 255 255 / 0.22)'
      ctx.lineWidth = 1.5
      ctx.strokeRect(x + 1, y + 1, tile - 6, tile - 6)
    }
  blotches(ctx, size, random, 26, 0.1)
  grains(ctx, size, size, random, 9000, 0.2)
  scratches(ctx, size, size, random, 60, 0.14)
}

function paintBrick(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(74, 42, 9)
  ctx.fillRect(0, 0, size, size)
  grains(ctx, size, size, random, 5000, 0.16)
  const [w, h] = [size / 4, size / 12]
  for (let row = 0; row < 12; row++)
    for (let column = 0; column < 4; column++) {
      const lightness = 79 + random() * 9
      const [bw, bh] = [w - 5, h - 5]
      const x0 = column * w + (row % 2) * (w / 2)
      for (const x of x0 + w > size ? [x0, x0 - size] : [x0]) {
        const y = row * h + 2.5
        ctx.fillStyle = tone(lightness, 34, 14)
        ctx.beginPath()
        ctx.roundRect(x + 2.5, y, bw, bh, 3)
        ctx.fill()
        ctx.fillStyle = 'rgb(255 255 255 / 0.3)'
        ctx.fillRect(x + 5, y, bw - 5, 1.6)
        ctx.fillStyle = 'rgb(40 36 32 / 0.2)'
        ctx.fillRect(x + 5, y + bh - 1.6, bw - 5, 2)
      }
    }
  blotches(ctx, size, random, 26, 0.08)
  grains(ctx, size, size, random, 7000, 0.16)
}

function paintPlaster(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(89, 44, 12)
  ctx.fillRect(0, 0, size, size)
  blotches(ctx, size, random, 70, 0.03)
  grains(ctx, size, size, random, 9000, 0.06)
  scratches(ctx, size, size, random, 14, 0.07)
}

function paintWood(ctx: Paper, size: number, random: Random): void {
  const planks = 5
  const width = size / planks
  for (let i = 0; i < planks; i++) {
    const lightness = 66 + random() * 10
    ctx.fillStyle = tone(lightness, 34, 20)
    ctx.fillRect(0, i * width, size, width)
    for (let line = 0; line < 26; line++) {
      const y = i * width + random() * width
      const wave = random() * 5
      ctx.strokeStyle = tone(lightness - 14 - random() * 12, 30, 18, 0.28)
      ctx.lineWidth = 0.6 + random() * 1.6
      ctx.beginPath()
      for (let x = 0; x <= size; x += size / 32) {
        const bend = Math.sin((x / size) * Math.PI * 2 + line) * wave
        ctx.lineTo(x, Math.min((i + 1) * width - 1, Math.max(i * width + 1, y + bend)))
      }
      ctx.stroke()
    }
    ctx.fillStyle = 'rgb(40 32 24 / 0.45)'
    ctx.fillRect(0, i * width, size, 1.6)
  }
  grains(ctx, size, size, random, 3000, 0.14)
  scratches(ctx, size, size, random, 30, 0.16)
}

function paintEnamel(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(93, 60, 3)
  ctx.fillRect(0, 0, size, size)
  blotches(ctx, size, random, 40, 0.045)
  grains(ctx, size, size, random, 9000, 0.07)
  scratches(ctx, size, size, random, 46, 0.1)
}

function paintSteel(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(74, 210, 3)
  ctx.fillRect(0, 0, size, size)
  for (let i = 0; i < 1400; i++) {
    const shade = random() < 0.5 ? 255 : 40
    ctx.fillStyle = `rgb(${shade} ${shade} ${shade} / ${random() * 0.05})`
    ctx.fillRect(0, random() * size, size, 0.5 + random())
  }
  scratches(ctx, size, size, random, 60, 0.2)
}

function paintDark(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(34, 210, 4)
  ctx.fillRect(0, 0, size, size)
  grains(ctx, size, size, random, 9000, 0.12)
  scratches(ctx, size, size, random, 40, 0.16)
}

function paintCarton(ctx: Paper, size: number, random: Random): void {
  ctx.fillStyle = tone(66, 34, 21)
  ctx.fillRect(0, 0, size, size)
  for (let x = 0; x < size; x += 6) {
    ctx.fillStyle = `rgb(60 46 30 / ${0.03 + random() * 0.05})`
    ctx.fillRect(x, 0, 2, size)
  }
  blotches(ctx, size, random, 14, 0.08)
  grains(ctx, size, size, random, 6000, 0.14)
}

export const SURFACE_ART: Readonly<Record<Surface, SurfaceArt>> = {
  floor: { pixels: 512, metres: [1.2, 1.2], paint: paintFloor },
  brick: { pixels: 512, metres: [1, 0.96], paint: paintBrick },
  plaster: { pixels: 512, metres: [1.9, 1.9], paint: paintPlaster },
  wood: { pixels: 256, metres: [0.7, 0.7], paint: paintWood },
  paint: { pixels: 256, metres: [0.5, 0.5], paint: paintEnamel },
  steel: { pixels: 128, metres: [0.3, 0.3], paint: paintSteel },
  dark: { pixels: 128, metres: [0.3, 0.3], paint: paintDark },
  carton: { pixels: 128, metres: [0.35, 0.35], paint: paintCarton },
}

/** Paints one repeat of a surface; the same picture every time. */
export function paintSurface(surface: Surface): HTMLCanvasElement {
  const art = SURFACE_ART[surface]
  const { canvas, ctx } = paper(art.pixels, art.pixels)
  art.paint(ctx, art.pixels, randomFor(surface))
  return canvas
}
