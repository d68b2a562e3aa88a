import { targets } from '#ar/simulator/room/targets.ts'

/** One target as it is seen: the middle of its colour's pixels, in canvas pixels (the middle of the first pixel is 0.5). */
export interface SeenDisc {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly pixels: number
}

/** Hues lie 45 degrees apart; what an encoder mixes at a disc's edge lies between them and is left out. */
const HUE_BAND = 14
/** Nothing but the discs is as saturated: 0 to 255 between the strongest and the weakest colour. */
const LEAST_CHROMA = 140
/** Fewer pixels are too small to aim at. */
const LEAST_PIXELS = 60

function hueOf(r: number, g: number, b: number): number {
  const most = Math.max(r, g, b)
  const chroma = most - Math.min(r, g, b)
  const sixth = most === r ? (g - b) / chroma : most === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma
  return (sixth * 60 + 360) % 360
}

function hueOfHex(hex: string): number {
  const n = Number.parseInt(hex.slice(1), 16)
  return hueOf(n >> 16, (n >> 8) & 255, n & 255)
}

const hues = targets.map(({ colour }) => hueOfHex(colour))

/** Which target each pixel's colour belongs to, plus one; 0 for none. */
function classify({ data, width, height }: ImageData): Uint8Array {
  const classes = new Uint8Array(width * height)
  for (let pixel = 0, at = 0; pixel < classes.length; pixel++, at += 4) {
    const r = data[at] ?? 0
    const g = data[at + 1] ?? 0
    const b = data[at + 2] ?? 0
    if (Math.max(r, g, b) - Math.min(r, g, b) < LEAST_CHROMA) continue
    const hue = hueOf(r, g, b)
    const index = hues.findIndex((one) => Math.abs(((hue - one + 540) % 360) - 180) <= HUE_BAND)
    classes[pixel] = index + 1
  }
  return classes
}

/** Takes one patch of touching pixels of a class out of the picture; undefined when it reaches the picture's edge. */
function takePatch(classes: Uint8Array, width: number, start: number): Omit<SeenDisc, 'name'> | undefined {
  const of = classes[start]
  const height = classes.length / width
  const open = [start]
  classes[start] = 0
  let [sumX, sumY, pixels, isCut] = [0, 0, 0, false]
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const x = pixel % width
    const y = (pixel - x) / width
    sumX += x + 0.5
    sumY += y + 0.5
    pixels++
    isCut ||= x < 2 || y < 2 || x > width - 3 || y > height - 3
    for (const next of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
      if (classes[next] !== of) continue
      classes[next] = 0
      open.push(next)
    }
  }
  return isCut ? undefined : { x: sumX / pixels, y: sumY / pixels, pixels }
}

/** The targets that are wholly in the picture, each by its largest patch of colour. */
export function findDiscs(picture: ImageData): readonly SeenDisc[] {
  const classes = classify(picture)
  const found = new Map<string, SeenDisc>()
  for (let pixel = 0; pixel < classes.length; pixel++) {
    const name = targets[(classes[pixel] ?? 0) - 1]?.name
    if (name === undefined) continue
    const patch = takePatch(classes, picture.width, pixel)
    if (patch === undefined || patch.pixels < LEAST_PIXELS) continue
    if (patch.pixels > (found.get(name)?.pixels ?? 0)) found.set(name, { name, ...patch })
  }
  return [...found.values()]
}
