import type { GreyImage } from '#ar/image-tracking/grey-image.ts'
import { addGrain, type Canvas, createCanvas, disc, fillRect, frameRect, stroke, writeLine } from './paint.ts'

/** Every surface is this large, in its own pixels; the keyframe shows 640 x 480 of its middle. */
export const SURFACE_WIDTH = 1920
export const SURFACE_HEIGHT = 1280

export interface Scene {
  readonly name: string
  /** The same picture for the same seed. */
  paint(seed: number): GreyImage
}

const scene = (name: string, grey: number, draw: (canvas: Canvas) => void): Scene => ({
  name,
  paint(seed) {
    const canvas = createCanvas(SURFACE_WIDTH, SURFACE_HEIGHT, seed)
    canvas.data.fill(grey)
    draw(canvas)
    return canvas
  },
})

function paintBricks(c: Canvas): void {
  const [w, h, joint] = [104, 38, 6]
  for (let row = 0; row * h < c.height; row++) {
    for (let column = -1; column * w < c.width; column++) {
      const x = column * w + (row % 2) * (w / 2) + c.random() * 3
      const y = row * h + c.random() * 2
      fillRect(c, x, y, w - joint, h - joint, 70 + c.random() * 70)
      for (let chip = 0; chip < 3; chip++) {
        const size = 2 + c.random() * 6
        fillRect(c, x + c.random() * (w - 12), y + c.random() * (h - 12), size, size, 50 + c.random() * 110)
      }
    }
  }
  addGrain(c, 14, 32, 4)
}

function paintPanel(c: Canvas): void {
  for (let y = 20; y < c.height - 150; y += 170) {
    for (let x = 20; x < c.width - 190; x += 210) {
      frameRect(c, x, y, 190, 150, 3, 110)
      writeLine(c, x + 12, y + 10, 160, 2, 50)
      const kind = Math.floor(c.random() * 4)
      if (kind === 0) {
        disc(c, x + 95, y + 88, 50, 235)
        disc(c, x + 95, y + 88, 50, 40, 46)
        const turn = c.random() * 6.28
        stroke(c, x + 95, y + 88, x + 95 + 40 * Math.cos(turn), y + 88 + 40 * Math.sin(turn), 4, 30)
        for (let tick = 0; tick < 12; tick++) {
          const [cos, sin] = [Math.cos(tick * 0.52), Math.sin(tick * 0.52)]
          stroke(c, x + 95 + 38 * cos, y + 88 + 38 * sin, x + 95 + 44 * cos, y + 88 + 44 * sin, 2, 40)
        }
      } else if (kind === 1) {
        for (let n = 0; n < 6; n++) {
          const [bx, by] = [x + 22 + (n % 3) * 56, y + 46 + Math.floor(n / 3) * 52]
          fillRect(c, bx, by, 38, 34, c.random() < 0.5 ? 60 : 215)
          frameRect(c, bx, by, 38, 34, 3, 30)
        }
      } else if (kind === 2) {
        fillRect(c, x + 16, y + 40, 158, 96, 45)
        for (let line = 0; line < 5; line++)
          writeLine(c, x + 24, y + 48 + line * 17, 140 * c.random() + 10, 2, 200)
      } else {
        disc(c, x + 60, y + 90, 34, 50)
        disc(c, x + 60, y + 90, 22, 90)
        writeLine(c, x + 104, y + 66, 76, 2, 40)
        writeLine(c, x + 104, y + 92, 60, 2, 40)
      }
    }
  }
  addGrain(c, 5, 64, 3)
}

function paintBoard(c: Canvas): void {
  for (let n = 0; n < 420; n++) {
    let x = Math.round(c.random() * 240) * 8
    let y = Math.round(c.random() * 160) * 8
    for (let bend = 0; bend < 3; bend++) {
      const length = Math.round((c.random() - 0.5) * 30) * 8
      const [toX, toY] = c.random() < 0.5 ? [x + length, y] : [x, y + length]
      stroke(c, x, y, toX, toY, 3, 135)
      ;[x, y] = [toX, toY]
    }
    disc(c, x, y, 6, 200, 2.5)
  }
  for (let n = 0; n < 150; n++) {
    const [x, y] = [c.random() * c.width, c.random() * c.height]
    const [w, h] = [24 + c.random() * 90, 16 + c.random() * 60]
    for (let pin = 4; pin < w - 6; pin += 9) fillRect(c, x + pin, y - 6, 4, h + 12, 210)
    fillRect(c, x, y, w, h, 25 + c.random() * 25)
    writeLine(c, x + 4, y + 4, w - 8, 1.5, 170)
  }
  for (let n = 0; n < 260; n++) {
    const [x, y] = [c.random() * c.width, c.random() * c.height]
    fillRect(c, x, y, 16, 8, 205)
    fillRect(c, x + 4, y, 8, 8, 60 + c.random() * 80)
  }
  addGrain(c, 5, 32, 3)
}

function paintPage(c: Canvas): void {
  for (let y = 30; y < c.height - 30; y += 22) {
    for (const x of [40, 660, 1290]) {
      const heading = c.random() < 0.09
      if (c.random() < 0.1) continue
      writeLine(
        c,
        x,
        y,
        heading ? 380 : 540 - (c.random() < 0.2 ? 300 * c.random() : 0),
        heading ? 2.4 : 2,
        35,
      )
    }
  }
  for (let n = 0; n < 12; n++) {
    const [x, y] = [c.random() * 1600, c.random() * 1050]
    fillRect(c, x, y, 220, 150, 190)
    for (let part = 0; part < 9; part++) {
      stroke(c, x + c.random() * 220, y + c.random() * 150, x + c.random() * 220, y + c.random() * 150, 3, 70)
    }
    frameRect(c, x, y, 220, 150, 2, 60)
  }
  addGrain(c, 4, 64, 3)
}

/** The hard case: bars that are all alike, and little else: a few screws, a label, some dirt. */
function paintGrille(c: Canvas): void {
  for (let y = 0; y < c.height; y += 46) {
    for (let x = 0; x < c.width; x += 46) fillRect(c, x + 9, y + 9, 28, 28, 30)
  }
  for (let n = 0; n < 40; n++) disc(c, c.random() * c.width, c.random() * c.height, 9, 210)
  for (let n = 0; n < 60; n++) disc(c, c.random() * c.width, c.random() * c.height, 4 + c.random() * 10, 70)
  fillRect(c, 820, 560, 130, 60, 230)
  writeLine(c, 828, 570, 116, 2, 30)
  writeLine(c, 828, 594, 100, 2, 30)
  addGrain(c, 4, 128, 3)
}

export const scenes: readonly Scene[] = [
  scene('brick wall', 175, paintBricks),
  scene('control panel', 165, paintPanel),
  scene('circuit board', 85, paintBoard),
  scene('printed page', 228, paintPage),
  scene('grille', 140, paintGrille),
]
