import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paintStrip } from '#ar/strip/paint-strip.ts'
import { decodeStrip, encodeStrip, STRIP_BLOCKS } from '#ar/strip/strip-code.ts'
import { pictureHeightIn, stripIn, stripRowsFor } from '#ar/strip/strip-size.ts'

const id16 = fc.integer({ min: 0, max: 0xffff })

/** One row of pixels as paintStrip leaves it on a canvas of that width. */
function paintedRow(id: number, width: number): Float64Array {
  const row = new Float64Array(width)
  const context = {
    fillStyle: '',
    fillRect(x: number, _y: number, w: number) {
      row.fill(context.fillStyle === '#fff' ? 255 : 0, x, x + w)
    },
  }
  paintStrip(context, 0, 0, width, 24, id)
  return row
}

/** Shrinks or stretches a row by area, as encoders and browsers do. */
function scaled(row: Float64Array, width: number): Float64Array {
  const step = row.length / width
  return Float64Array.from({ length: width }, (_, x) => {
    let sum = 0
    for (let s = x * step; s < (x + 1) * step - 1e-9; s = Math.floor(s + 1e-9) + 1) {
      const until = Math.min(Math.floor(s + 1e-9) + 1, (x + 1) * step)
      sum += (row[Math.floor(s + 1e-9)] ?? 0) * (until - s)
    }
    return sum / step
  })
}

function blurred(row: Float64Array, radius: number): Float64Array {
  return row.map((_, x) => {
    let sum = 0
    let count = 0
    for (let i = Math.ceil(x - radius); i <= x + radius; i++) {
      if (i < 0 || i >= row.length) continue
      sum += row[i] ?? 0
      count++
    }
    return sum / count
  })
}

/** Middle of each block, as the reader takes it. */
function levelsOf(row: Float64Array): number[] {
  return Array.from({ length: STRIP_BLOCKS }, (_, block) => {
    const from = Math.floor(((block + 0.25) * row.length) / STRIP_BLOCKS)
    const to = Math.max(from + 1, Math.floor(((block + 0.75) * row.length) / STRIP_BLOCKS))
    let sum = 0
    for (let x = from; x < to; x++) sum += row[x] ?? 0
    return sum / (to - from)
  })
}

describe('the frame strip', () => {
  it('[ST1] gives back every one of the 65,536 ids', () => {
    for (let id = 0; id <= 0xffff; id++) {
      expect(decodeStrip(encodeStrip(id).map((bit) => bit * 255))).toBe(id)
    }
  })

  it('[ST2] carries the low 16 bits of a longer id', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (frame) => {
        expect(decodeStrip(encodeStrip(frame).map((bit) => bit * 255))).toBe(frame % 0x10000)
      }),
    )
  })

  it('[ST3] has guards 1 0 at the left and 0 1 at the right', () => {
    fc.assert(
      fc.property(id16, (id) => {
        const strip = encodeStrip(id)
        expect([...strip.slice(0, 2), ...strip.slice(-2)]).toEqual([1, 0, 0, 1])
        expect(strip).toHaveLength(STRIP_BLOCKS)
      }),
    )
  })

  it('[ST4] is read through scaling, blur, darkening, uneven light and noise', () => {
    fc.assert(
      fc.property(
        id16,
        fc.constantFrom(360, 480, 720, 864, 1280),
        fc.constantFrom(180, 240, 327, 720),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 0.35, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 97, maxLength: 97 }),
        (id, width, received, blur, gain, slope, noise) => {
          const row = blurred(scaled(paintedRow(id, width), received), (blur * received) / STRIP_BLOCKS)
          const seen = row.map((v, x) => v * gain + (slope * x) / received + (noise[x % 97] ?? 0))
          expect(decodeStrip(levelsOf(seen))).toBe(id)
        },
      ),
      { numRuns: 500, seed: 7 },
    )
  })

  it('[ST5] refuses a strip in which any one block was turned over', () => {
    fc.assert(
      fc.property(id16, fc.integer({ min: 0, max: STRIP_BLOCKS - 1 }), (id, block) => {
        const levels = encodeStrip(id).map((bit, i) => (i === block ? 1 - bit : bit) * 255)
        expect(decodeStrip(levels)).toBeUndefined()
      }),
    )
  })

  it('[ST6] refuses a picture that was blended of two following frames, wherever the halves meet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xfffe }),
        fc.double({ min: 0.36, max: 0.64, noNaN: true }),
        (id, share) => {
          const next = encodeStrip(id + 1)
          const levels = encodeStrip(id).map((bit, i) => 255 * (bit * (1 - share) + (next[i] ?? 0) * share))
          expect(decodeStrip(levels)).toBeUndefined()
        },
      ),
    )
  })

  it('[ST7] never takes a strip that was brought up to date in part for another id', () => {
    // An encoder may refresh some blocks of the picture and leave others for later.
    let wrong = 0
    for (let id = 0; id < 0xffff; id++) {
      const before = encodeStrip(id)
      const after = encodeStrip(id + 1)
      for (let split = 1; split < STRIP_BLOCKS; split++) {
        for (const levels of [
          [...before.slice(0, split), ...after.slice(split)],
          [...after.slice(0, split), ...before.slice(split)],
        ]) {
          const got = decodeStrip(levels.map((bit) => bit * 255))
          if (got !== undefined && got !== id && got !== id + 1) wrong++
        }
      }
    }
    // Runs of 15 changed bits are the one pattern that a four-bit check cannot see; they come twice in 65,536 ids.
    expect(wrong).toBeLessThanOrEqual(4)
  })

  it('[ST8] finds no id in pictures that carry none', () => {
    const flat = (level: number): number[] => Array.from({ length: STRIP_BLOCKS }, () => level)
    for (const levels of [flat(0), flat(255), flat(128), [], [255, 0], flat(Number.NaN)]) {
      expect(decodeStrip(levels)).toBeUndefined()
    }
  })
})

describe('the size of the strip', () => {
  it.each([
    [720, 1280, 24],
    [1280, 720, 24],
    [360, 640, 12],
    [640, 360, 12],
    [180, 320, 8],
  ])('a picture of %i x %i has %i rows', (width, height, rows) => {
    expect(stripRowsFor(width, height)).toBe(rows)
  })

  it.each([
    [720, 1280],
    [1280, 720],
    [360, 736],
    [304, 640],
    [640, 304],
    [432, 896],
    [896, 416],
    [640, 640],
  ])(
    'is found by the shape of the frame alone, to well within what is read of it: %i x %i',
    (width, height) => {
      const rows = stripRowsFor(width, height)
      for (const scale of [1, 0.25]) {
        const frame = { width: Math.round(width * scale), height: Math.round((height + rows) * scale) }
        const found = stripIn(frame)
        expect(found.height + found.stripRows).toBeCloseTo(frame.height, 9)
        // The outer quarters are left out; an eighth of the strip up or down is half of that.
        expect(Math.abs(found.stripRows / (rows * scale) - 1)).toBeLessThan(0.125)
      }
    },
  )

  it('is found in a frame that was scaled on the way', () => {
    expect(pictureHeightIn(1304, { height: 1280, stripRows: 24 })).toBe(1280)
    expect(pictureHeightIn(326, { height: 1280, stripRows: 24 })).toBeCloseTo(320)
    expect(pictureHeightIn(480, { height: 0, stripRows: 0 })).toBe(480)
  })
})
