export type Paper = CanvasRenderingContext2D
export type Random = () => number

/** A 2D canvas to paint a texture on. Throws when the browser refuses a 2D context (out of memory). */
export function paper(width: number, height: number): { canvas: HTMLCanvasElement; ctx: Paper } {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('This browser gives no 2D canvas, which the simulated room is painted on')
  return { canvas, ctx }
}

/** Grey of a lightness in percent, leaning to a hue by a small saturation in percent. */
export const tone = (lightness: number, hue = 40, saturation = 6, alpha = 1): string =>
  `hsl(${hue} ${saturation}% ${lightness}% / ${alpha})`

export function text(
  ctx: Paper,
  words: string,
  x: number,
  y: number,
  size: number,
  options: { colour?: string; weight?: number; align?: CanvasTextAlign } = {},
): void {
  ctx.fillStyle = options.colour ?? '#2b2f33'
  ctx.font = `${options.weight ?? 600} ${size}px Arial, Helvetica, sans-serif`
  ctx.textAlign = options.align ?? 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(words, x, y)
}

export function roundBox(ctx: Paper, x: number, y: number, w: number, h: number, r: number): void {
  ctx.beginPath()
  ctx.roundRect(x, y, w, h, r)
}

/** Fine scratches, light and dark. */
export function scratches(
  ctx: Paper,
  w: number,
  h: number,
  random: Random,
  count: number,
  strength: number,
): void {
  for (let i = 0; i < count; i++) {
    const x = random() * w
    const y = random() * h
    const length = 6 + random() * 46
    const angle = random() * Math.PI * 2
    ctx.strokeStyle = random() < 0.5 ? `rgb(255 255 255 / ${strength})` : `rgb(20 22 24 / ${strength})`
    ctx.lineWidth = 0.4 + random() * 0.9
    ctx.beginPath()
    ctx.moveTo(x, y)
    ctx.lineTo(x + Math.cos(angle) * length, y + Math.sin(angle) * length)
    ctx.stroke()
  }
}

/** Grains of light and dark, as paint, concrete and card have them. */
export function grains(
  ctx: Paper,
  w: number,
  h: number,
  random: Random,
  count: number,
  strength: number,
): void {
  for (let i = 0; i < count; i++) {
    const shade = random() < 0.5 ? 255 : 20
    ctx.fillStyle = `rgb(${shade} ${shade} ${shade} / ${random() * strength})`
    const size = 0.6 + random() * 1.8
    ctx.fillRect(random() * w, random() * h, size, size)
  }
}
