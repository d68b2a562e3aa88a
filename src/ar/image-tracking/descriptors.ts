import { createCorners, type CornerFinder } from './corners.ts'
import { createGrey, type GreyImage, resample, smooth } from './grey-image.ts'
import type { Pyramid } from './pyramid.ts'
import { createRandom } from './random.ts'

/** 256 bits a corner, as eight words. */
export const WORDS = 8
/** As many as one picture may have on all its scales. */
const CAPACITY = 640
/** Pixels around a corner that are looked at. */
const RADIUS = 15
/** A 12 degree step loses fewer bits than the orientation itself does. */
const TURNS = 30

/** Corners with bits that look the same however the picture is turned. Positions in pixels of level 0. */
export interface Descriptors {
  count: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly bits: Int32Array
}

export interface Describer {
  /** On five scales of half an octave, from 0.7 down: so that a picture from further away or nearer finds its like. */
  describeKeyframe(pyramid: Pyramid, into: Descriptors): void
  /** On two scales, an octave apart: quick. */
  describeCurrent(pyramid: Pyramid, into: Descriptors): void
}

export function createDescriptors(): Descriptors {
  return {
    count: 0,
    x: new Float32Array(CAPACITY),
    y: new Float32Array(CAPACITY),
    bits: new Int32Array(CAPACITY * WORDS),
  }
}

/** Pairs of places to be compared, for each turn: x1, y1, x2, y2. Near the middle more often, as it is less often hidden. */
function makePatterns(): Int8Array {
  const random = createRandom(0x5eed)
  const place = (): number => {
    for (;;) {
      const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      const at = gauss * RADIUS * 0.42
      if (Math.abs(at) <= RADIUS * 0.7) return at
    }
  }
  const tests = Array.from({ length: 32 * WORDS }, () => [place(), place(), place(), place()] as const)
  const patterns = new Int8Array(TURNS * tests.length * 4)
  let at = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const cos = Math.cos((2 * Math.PI * turn) / TURNS)
    const sin = Math.sin((2 * Math.PI * turn) / TURNS)
    for (const [x1, y1, x2, y2] of tests) {
      patterns[at++] = Math.round(cos * x1 - sin * y1)
      patterns[at++] = Math.round(sin * x1 + cos * y1)
      patterns[at++] = Math.round(cos * x2 - sin * y2)
      patterns[at++] = Math.round(sin * x2 + cos * y2)
    }
  }
  return patterns
}

/**
 * Oriented corners with rotated BRIEF bits. Source: Rublee et al., ORB, 2011; the pairs of places are drawn, not learned.
 * Memory for pictures whose level 0 is at most `width` x `height`.
 */
export function createDescriber(width: number, height: number, finder: CornerFinder): Describer {
  const patterns = makePatterns()
  const corners = createCorners(CAPACITY)
  const scratch = new Uint16Array(width * height)
  const smoothed = new Uint8Array(width * height)

  /** The direction from the corner to the middle of brightness around it, as a turn of the pattern. */
  function turnOf(w: number, x: number, y: number): number {
    let mx = 0
    let my = 0
    for (let v = -RADIUS; v <= RADIUS; v++) {
      const reach = Math.floor(Math.sqrt(RADIUS * RADIUS - v * v))
      const row = (y + v) * w + x
      for (let u = -reach; u <= reach; u++) {
        const value = smoothed[row + u] ?? 0
        mx += u * value
        my += v * value
      }
    }
    const turn = Math.round((Math.atan2(my, mx) / (2 * Math.PI)) * TURNS)
    return (turn + TURNS) % TURNS
  }

  function writeBits(w: number, x: number, y: number, bits: Int32Array, to: number): void {
    const pattern = turnOf(w, x, y) * 32 * WORDS * 4
    const middle = y * w + x
    let at = pattern
    for (let word = 0; word < WORDS; word++) {
      let value = 0
      for (let bit = 0; bit < 32; bit++, at += 4) {
        const first = smoothed[middle + (patterns[at + 1] ?? 0) * w + (patterns[at] ?? 0)] ?? 0
        const second = smoothed[middle + (patterns[at + 3] ?? 0) * w + (patterns[at + 2] ?? 0)] ?? 0
        value = (value << 1) | (first < second ? 1 : 0)
      }
      bits[to + word] = value
    }
  }

  /** Adds the corners of one scale of the picture; `scale` is its size against level 0. */
  function describe(image: GreyImage, scale: number, wanted: number, into: Descriptors): void {
    const { width: w, height: h } = image
    if (w < 4 * RADIUS || h < 3 * RADIUS) return
    const area = (w - 2 * RADIUS) * (h - 2 * RADIUS)
    finder.find(image, Math.max(4, Math.round(Math.sqrt(area / (1.7 * wanted)))), RADIUS + 1, corners)
    smooth(image, smoothed, scratch)
    for (let i = 0; i < Math.min(corners.count, wanted) && into.count < CAPACITY; i++) {
      const x = corners.x[i] ?? 0
      const y = corners.y[i] ?? 0
      into.x[into.count] = x / scale
      into.y[into.count] = y / scale
      writeBits(w, Math.floor(x), Math.floor(y), into.bits, into.count * WORDS)
      into.count++
    }
  }

  return {
    describeKeyframe(pyramid, into) {
      const [full, half, quarter, eighth] = pyramid
      if (!full || !half || !quarter || !eighth) throw new Error('A keyframe needs four levels')
      into.count = 0
      const shrunk = (from: GreyImage): GreyImage => {
        const to = createGrey(Math.round(from.width * Math.SQRT1_2), Math.round(from.height * Math.SQRT1_2))
        resample(from, to)
        return to
      }
      describe(shrunk(full), Math.SQRT1_2, 190, into)
      describe(half, 0.5, 170, into)
      describe(shrunk(half), 0.5 * Math.SQRT1_2, 110, into)
      describe(quarter, 0.25, 70, into)
      describe(shrunk(quarter), 0.25 * Math.SQRT1_2, 40, into)
    },
    describeCurrent(pyramid, into) {
      const [, half, quarter] = pyramid
      if (!half || !quarter) throw new Error('A picture needs three levels')
      into.count = 0
      describe(half, 0.5, 220, into)
      describe(quarter, 0.25, 70, into)
    },
  }
}
