import { type Paper, type Random, roundBox, scratches, text } from './canvas.ts'

const INK = '#33373a'
const PLATE = '#dfdbd0'

/** The print on the sloping desk: outlines and words around the buttons. The drawing is 1 mm to the pixel. */
export function paintDesk(ctx: Paper, w: number, h: number, random: Random): void {
  ctx.fillStyle = '#4f575b'
  roundBox(ctx, 0, 0, w, h, 14)
  ctx.fill()
  ctx.strokeStyle = '#9aa3a6'
  ctx.lineWidth = 3
  for (const [x, y, bw, bh] of [
    [24, 26, 444, 200],
    [484, 26, 120, 200],
    [624, 26, 130, 300],
    [774, 26, 262, 348],
  ] as const) {
    roundBox(ctx, x, y, bw, bh, 10)
    ctx.stroke()
  }
  const pale = { colour: '#e9e7df' }
  const heads = ['PUMP 1', 'PUMP 2', 'COOLER', 'RESET', 'LAMPS']
  for (const [i, word] of heads.entries()) {
    text(ctx, word, 90 + i * 80, 52, 16, { ...pale, align: 'center', weight: 700 })
    text(ctx, ['ON', 'ON', 'AUTO', '-', 'TEST'][i] ?? '', 90 + i * 80, 160, 15, {
      ...pale,
      align: 'center',
      weight: 500,
    })
  }
  text(ctx, 'STOP', 550, 52, 24, { ...pale, align: 'center', weight: 800 })
  text(ctx, 'RAISE', 700, 52, 20, { ...pale, align: 'center', weight: 800 })
  text(ctx, 'LOWER', 700, 300, 20, { ...pale, align: 'center', weight: 800 })
  text(ctx, 'MIMIC', 792, 54, 20, { ...pale, weight: 800 })
  ctx.lineWidth = 4
  ctx.strokeStyle = '#c8ccc9'
  ctx.beginPath()
  for (const [x, y] of [
    [800, 330],
    [800, 260],
    [1010, 260],
    [1010, 90],
    [960, 90],
  ] as const)
    ctx.lineTo(x, y)
  ctx.moveTo(800, 300)
  ctx.lineTo(1010, 300)
  ctx.stroke()
  for (const [x, y] of [
    [800, 330],
    [1010, 300],
    [1010, 150],
  ] as const) {
    ctx.beginPath()
    ctx.arc(x, y, 12, 0, Math.PI * 2)
    ctx.fillStyle = '#4f575b'
    ctx.fill()
    ctx.stroke()
  }
  for (const [i, word] of ['SERVICE', 'P1 2140 h', 'P2 1875 h'].entries())
    text(ctx, word, 40, 268 + i * 32, i === 0 ? 22 : 18, { ...pale, weight: i === 0 ? 800 : 500 })
  ctx.fillStyle = PLATE
  ctx.fillRect(230, 250, 360, 108)
  text(ctx, 'BEFORE OPENING THE VALVE', 246, 274, 20, { weight: 800 })
  text(ctx, '1  Lower the load to the floor', 246, 304, 17, { weight: 500 })
  text(ctx, '2  Wait until the gauge shows zero', 246, 332, 17, { weight: 500 })
  scratches(ctx, w, h, random, 60, 0.14)
}

/** A dial from `least` to `most`, its needle at a fraction of the way. */
export function paintGauge(unit: string, title: string, least: number, most: number, needle: number) {
  return (ctx: Paper, w: number, h: number): void => {
    const r = w / 2
    ctx.beginPath()
    ctx.arc(r, r, r, 0, Math.PI * 2)
    ctx.fillStyle = '#f3f1ea'
    ctx.fill()
    ctx.lineWidth = 5
    ctx.strokeStyle = '#585e61'
    ctx.stroke()
    const angle = (k: number): number => Math.PI * (0.75 + 1.5 * k)
    for (let i = 0; i <= 50; i++) {
      const a = angle(i / 50)
      const inner = i % 10 === 0 ? 0.7 : 0.78
      ctx.lineWidth = i % 10 === 0 ? 4 : 1.6
      ctx.strokeStyle = INK
      ctx.beginPath()
      ctx.moveTo(r + Math.cos(a) * r * inner, r + Math.sin(a) * r * inner)
      ctx.lineTo(r + Math.cos(a) * r * 0.88, r + Math.sin(a) * r * 0.88)
      ctx.stroke()
    }
    for (let i = 0; i <= 5; i++) {
      const a = angle(i / 5)
      const value = Math.round(least + ((most - least) * i) / 5)
      text(ctx, String(value), r + Math.cos(a) * r * 0.54, r + Math.sin(a) * r * 0.54, 20, {
        align: 'center',
        weight: 700,
      })
    }
    ctx.lineWidth = 9
    ctx.strokeStyle = '#a69b8d'
    ctx.beginPath()
    ctx.arc(r, r, r * 0.83, angle(0.85), angle(1))
    ctx.stroke()
    text(ctx, unit, r, r * 1.24, 19, { align: 'center', weight: 700 })
    text(ctx, title, r, h * 0.86, 15, { align: 'center', weight: 700 })
    const a = angle(needle)
    ctx.lineWidth = 6
    ctx.lineCap = 'round'
    ctx.strokeStyle = '#202325'
    ctx.beginPath()
    ctx.moveTo(r - Math.cos(a) * r * 0.2, r - Math.sin(a) * r * 0.2)
    ctx.lineTo(r + Math.cos(a) * r * 0.74, r + Math.sin(a) * r * 0.74)
    ctx.stroke()
    ctx.beginPath()
    ctx.arc(r, r, r * 0.1, 0, Math.PI * 2)
    ctx.fillStyle = '#202325'
    ctx.fill()
  }
}

export function paintScreen(ctx: Paper, w: number, h: number, random: Random): void {
  ctx.fillStyle = '#2d3a40'
  ctx.fillRect(0, 0, w, h)
  const pale = { colour: '#e4efee' }
  text(ctx, 'HX-40  READY', 16, 26, 24, { ...pale, weight: 700 })
  text(ctx, '14:32', w - 16, 26, 22, { ...pale, align: 'right', weight: 500 })
  ctx.fillStyle = '#5a6a70'
  ctx.fillRect(0, 46, w, 2)
  for (const [i, word] of ['SYSTEM 155 bar', 'TANK 49 \u00b0C', 'RETURN 47 l/min'].entries()) {
    text(ctx, word, 16, 76 + i * 34, 20, { ...pale, weight: 500 })
    ctx.fillStyle = '#46565c'
    ctx.fillRect(216, 66 + i * 34, 128, 18)
    ctx.fillStyle = '#aebfbf'
    ctx.fillRect(216, 66 + i * 34, 128 * (0.4 + random() * 0.5), 18)
  }
  ctx.strokeStyle = '#cddbda'
  ctx.lineWidth = 2.5
  ctx.beginPath()
  for (let x = 16; x <= w - 16; x += 6)
    ctx.lineTo(x, h - 42 + Math.sin(x * 0.05) * 16 + (random() - 0.5) * 10)
  ctx.stroke()
}

export function paintTags(ctx: Paper, w: number, h: number): void {
  for (const [i, word] of ['P1 SYSTEM', 'T1 TANK', 'F1 RETURN'].entries()) {
    const x = ((i + 0.5) * w) / 3
    ctx.fillStyle = '#3f464a'
    roundBox(ctx, x - w * 0.12, 4, w * 0.24, h - 8, 6)
    ctx.fill()
    text(ctx, word, x, h / 2 + 1, 24, { colour: '#f1efe8', align: 'center', weight: 700 })
  }
}

export function paintSwitchTags(ctx: Paper, w: number, h: number): void {
  ctx.fillStyle = PLATE
  roundBox(ctx, 0, 0, w, h, 8)
  ctx.fill()
  for (const [i, word] of ['KEY', 'MODE', 'SPEED'].entries())
    text(ctx, word, ([0.13, 0.51, 0.87][i] ?? 0) * w, h / 2, 25, {
      align: 'center',
      weight: 700,
    })
}

export function paintMaker(ctx: Paper, w: number, h: number): void {
  ctx.fillStyle = '#4c555a'
  roundBox(ctx, 0, 0, w, h, 10)
  ctx.fill()
  text(ctx, 'NORDHEIM', 20, h / 2 + 2, 42, { colour: '#f1efe8', weight: 800 })
  text(ctx, 'HX-40', w - 18, h / 2 + 2, 32, { colour: '#cfcabd', align: 'right', weight: 600 })
}

export function paintNameplate(ctx: Paper, w: number, h: number, random: Random): void {
  ctx.fillStyle = '#c3c6c5'
  roundBox(ctx, 0, 0, w, h, 8)
  ctx.fill()
  ctx.strokeStyle = '#6f7679'
  ctx.lineWidth = 2
  for (let i = 1; i < 4; i++) ctx.strokeRect(8, 30 + i * 20, w - 16, 20)
  text(ctx, 'NORDHEIM HYDRAULIK', 12, 22, 19, { weight: 800 })
  text(ctx, 'Serial 40-2207-118', 14, 61, 14, { weight: 500 })
  text(ctx, '400 V   50 Hz   7.5 kW', 14, 81, 14, { weight: 500 })
  text(ctx, 'Max 250 bar   60 l/min', 14, 101, 14, { weight: 500 })
  scratches(ctx, w, h, random, 16, 0.25)
}
