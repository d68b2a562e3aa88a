import { type Paper, type Random, roundBox, scratches, text, tone } from './canvas.ts'

/** Paints one print, w by h pixels. */
export type Paint = (ctx: Paper, w: number, h: number, random: Random) => void

export const SAND = '#cdc6b0'
const INK = '#33373a'
const PAPER = '#f1eee6'

function sheet(ctx: Paper, w: number, h: number, colour: string): void {
  ctx.fillStyle = colour
  ctx.fillRect(0, 0, w, h)
}

export function stripes(ctx: Paper, w: number, h: number, dark: string, light: string): void {
  sheet(ctx, w, h, light)
  ctx.fillStyle = dark
  for (let x = -h; x < w + h; x += h * 2) {
    ctx.beginPath()
    ctx.moveTo(x, h)
    ctx.lineTo(x + h, 0)
    ctx.lineTo(x + h * 2, 0)
    ctx.lineTo(x + h, h)
    ctx.fill()
  }
}

function lines(
  ctx: Paper,
  x: number,
  y: number,
  w: number,
  count: number,
  gap: number,
  random: Random,
): void {
  ctx.fillStyle = tone(52, 220, 4)
  for (let i = 0; i < count; i++) ctx.fillRect(x, y + i * gap, w * (0.55 + random() * 0.45), gap * 0.34)
}

function bars(ctx: Paper, x: number, y: number, w: number, h: number, random: Random): void {
  ctx.fillStyle = '#22262a'
  for (let at = x; at < x + w;) {
    const width = 1 + Math.floor(random() * 3)
    ctx.fillRect(at, y, width, h)
    at += width + 1 + Math.floor(random() * 3)
  }
}

function triangle(ctx: Paper, x: number, y: number, size: number): void {
  ctx.beginPath()
  ctx.moveTo(x, y - size)
  ctx.lineTo(x + size, y + size * 0.8)
  ctx.lineTo(x - size, y + size * 0.8)
  ctx.closePath()
  ctx.fillStyle = SAND
  ctx.fill()
  ctx.lineJoin = 'round'
  ctx.lineWidth = size * 0.16
  ctx.strokeStyle = INK
  ctx.stroke()
}

export function paintCaution(ctx: Paper, w: number, h: number, random: Random): void {
  sheet(ctx, w, h, PAPER)
  stripes(ctx, w, h * 0.2, INK, SAND)
  triangle(ctx, w * 0.24, h * 0.58, h * 0.22)
  text(ctx, '!', w * 0.24, h * 0.6, h * 0.28, { align: 'center', weight: 800 })
  text(ctx, 'CAUTION', w * 0.46, h * 0.4, h * 0.145, { weight: 800 })
  text(ctx, 'Hot surface', w * 0.46, h * 0.58, h * 0.12, { weight: 500 })
  text(ctx, 'Release pressure', w * 0.46, h * 0.71, h * 0.09, { weight: 500 })
  lines(ctx, w * 0.46, h * 0.82, w * 0.46, 2, h * 0.08, random)
}

export function paintVent(ctx: Paper, w: number, h: number): void {
  sheet(ctx, w, h, '#aab3b6')
  for (let i = 0; i < 9; i++) {
    const y = (i + 0.5) * (h / 9)
    const slot = ctx.createLinearGradient(0, y - 7, 0, y + 8)
    slot.addColorStop(0, '#3a3f42')
    slot.addColorStop(0.7, '#6d7578')
    slot.addColorStop(1, '#dde2e3')
    ctx.fillStyle = slot
    roundBox(ctx, w * 0.03, y - 7, w * 0.94, 14, 7)
    ctx.fill()
  }
}

export function paintPoster(ctx: Paper, w: number, h: number, random: Random): void {
  sheet(ctx, w, h, PAPER)
  ctx.fillStyle = '#59646a'
  ctx.fillRect(0, 0, w, h * 0.16)
  text(ctx, 'START-UP CHECK', w * 0.06, h * 0.055, h * 0.052, { colour: '#f4f4f0', weight: 800 })
  text(ctx, 'Hydraulic unit HX-40', w * 0.06, h * 0.115, h * 0.034, { colour: '#dfe3e3', weight: 500 })
  for (let i = 0; i < 6; i++) {
    const y = h * (0.24 + i * 0.115)
    ctx.beginPath()
    ctx.arc(w * 0.11, y, h * 0.032, 0, Math.PI * 2)
    ctx.fillStyle = '#8a9499'
    ctx.fill()
    text(ctx, String(i + 1), w * 0.11, y + 1, h * 0.036, { colour: '#ffffff', align: 'center', weight: 800 })
    lines(ctx, w * 0.21, y - h * 0.028, w * 0.42, 3, h * 0.024, random)
    ctx.strokeStyle = '#9aa2a5'
    ctx.lineWidth = 2
    ctx.strokeRect(w * 0.74, y - h * 0.04, w * 0.19, h * 0.08)
    ctx.beginPath()
    for (let p = 0; p < 5; p++) ctx.lineTo(w * (0.76 + p * 0.037), y + (random() - 0.5) * h * 0.06)
    ctx.stroke()
  }
  text(ctx, 'Rev. 7', w * 0.94, h * 0.965, h * 0.026, { align: 'right', weight: 500 })
}

export function paintWhiteboard(ctx: Paper, w: number, h: number, random: Random): void {
  sheet(ctx, w, h, '#f6f6f3')
  text(ctx, 'Line 3 - week plan', w * 0.05, h * 0.1, h * 0.085, { colour: '#4b5560' })
  ctx.strokeStyle = '#6a737b'
  ctx.lineWidth = 2.5
  for (let i = 0; i < 5; i++) {
    const x = w * (0.06 + i * 0.18)
    ctx.strokeRect(x, h * 0.2, w * 0.16, h * 0.5)
    text(ctx, ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][i] ?? '', x + 8, h * 0.26, h * 0.06, { weight: 500 })
    lines(ctx, x + 8, h * 0.34, w * 0.13, 3 + Math.floor(random() * 4), h * 0.05, random)
  }
  ctx.beginPath()
  for (let p = 0; p <= 40; p++)
    ctx.lineTo(w * (0.08 + p * 0.02), h * (0.86 - Math.sin(p * 0.6) * 0.05 - random() * 0.02))
  ctx.stroke()
}

export function paintManual(ctx: Paper, w: number, h: number, random: Random): void {
  sheet(ctx, w, h, PAPER)
  text(ctx, '4.2 Bleeding', w * 0.08, h * 0.08, h * 0.06, { weight: 800 })
  lines(ctx, w * 0.08, h * 0.16, w * 0.84, 5, h * 0.035, random)
  ctx.strokeStyle = '#5d666b'
  ctx.lineWidth = 2
  ctx.strokeRect(w * 0.1, h * 0.38, w * 0.8, h * 0.26)
  for (let i = 0; i < 5; i++) {
    ctx.beginPath()
    ctx.arc(w * (0.2 + i * 0.15), h * 0.51, h * (0.02 + random() * 0.06), 0, Math.PI * 2)
    ctx.stroke()
  }
  lines(ctx, w * 0.08, h * 0.7, w * 0.84, 7, h * 0.035, random)
}

export function paintCartonLabel(ctx: Paper, w: number, h: number, random: Random): void {
  sheet(ctx, w, h, PAPER)
  text(ctx, 'SEAL KIT 40-118', w * 0.06, h * 0.18, h * 0.17, { weight: 800 })
  lines(ctx, w * 0.06, h * 0.34, w * 0.5, 3, h * 0.1, random)
  bars(ctx, w * 0.06, h * 0.66, w * 0.86, h * 0.26, random)
  text(ctx, 'QTY 12', w * 0.94, h * 0.42, h * 0.15, { align: 'right', weight: 700 })
}

export function paintBinders(ctx: Paper, w: number, h: number): void {
  // Six spines with see-through gaps: the sheet hangs a hair before the binders it labels.
  for (let i = 0; i < 6; i++) {
    const x = ((i + 0.5) * w) / 6
    ctx.fillStyle = PAPER
    ctx.fillRect(x - w * 0.045, h * 0.12, w * 0.09, h * 0.46)
    ctx.save()
    ctx.translate(x, h * 0.35)
    ctx.rotate(-Math.PI / 2)
    text(ctx, ['2021', '2022', '2023', '2024', 'HX-40', 'PARTS'][i] ?? '', 0, 0, w * 0.06, {
      align: 'center',
    })
    ctx.restore()
    ctx.beginPath()
    ctx.arc(x, h * 0.8, w * 0.026, 0, Math.PI * 2)
    ctx.fillStyle = '#3f4447'
    ctx.fill()
  }
}

export function paintMeter(ctx: Paper, w: number, h: number): void {
  roundBox(ctx, 0, 0, w, h, w * 0.1)
  ctx.fillStyle = '#4a4f52'
  ctx.fill()
  ctx.fillStyle = '#c3c9c0'
  ctx.fillRect(w * 0.1, h * 0.07, w * 0.8, h * 0.26)
  text(ctx, '24.07', w * 0.86, h * 0.2, h * 0.17, { align: 'right', weight: 700 })
  ctx.beginPath()
  ctx.arc(w / 2, h * 0.6, w * 0.28, 0, Math.PI * 2)
  ctx.fillStyle = '#d9d6cc'
  ctx.fill()
  ctx.fillStyle = '#33373a'
  ctx.fillRect(w * 0.46, h * 0.46, w * 0.08, h * 0.16)
  for (let i = 0; i < 3; i++) {
    ctx.beginPath()
    ctx.arc(w * (0.25 + i * 0.25), h * 0.88, w * 0.07, 0, Math.PI * 2)
    ctx.fillStyle = '#17191a'
    ctx.fill()
  }
}

export function paintRuler(ctx: Paper, w: number, h: number): void {
  sheet(ctx, w, h, '#d9d2c0')
  ctx.fillStyle = INK
  for (let i = 0; i <= 120; i++) {
    const long = i % 10 === 0 ? 0.62 : i % 5 === 0 ? 0.45 : 0.28
    ctx.fillRect((i / 120) * (w - 2), 0, 1.4, h * long)
  }
  for (let i = 1; i < 12; i++)
    text(ctx, String(i * 10), (i / 12) * w, h * 0.8, h * 0.36, { align: 'center', weight: 500 })
}

export function paintElectric(ctx: Paper, w: number, h: number): void {
  triangle(ctx, w / 2, h * 0.52, h * 0.4)
  ctx.beginPath()
  for (const [x, y] of [
    [0.54, 0.3],
    [0.42, 0.56],
    [0.5, 0.56],
    [0.46, 0.76],
    [0.6, 0.5],
    [0.52, 0.5],
  ] as const)
    ctx.lineTo(w * x, h * y)
  ctx.closePath()
  ctx.fillStyle = INK
  ctx.fill()
}

export function paintPlain(words: string, size: number): Paint {
  return (ctx, w, h, random) => {
    sheet(ctx, w, h, PAPER)
    text(ctx, words, w / 2, h * 0.52, h * size, { align: 'center', weight: 800 })
    scratches(ctx, w, h, random, 10, 0.2)
  }
}
