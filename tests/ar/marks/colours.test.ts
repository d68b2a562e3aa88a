import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MarkColour } from '#domain/mark.ts'
import { CASING, linear, markColours, type Rgb } from '#ar/marks/colours.ts'
import { isTranslucent, packStyle, paletteOrder } from '#ar/marks/style.ts'

const tokens = readFileSync('src/ui/tokens.css', 'utf8')

function token(name: string): string | undefined {
  return new RegExp(`--fp-mark-${name}:\\s*(#[0-9a-f]{6})`).exec(tokens)?.[1]
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

describe('colours of marks', () => {
  it('[LOOK1] are the tokens of the ui', () => {
    const pairs = { red: 'stop', yellow: 'attention', green: 'ok', blue: 'info', white: 'neutral' } as const
    for (const [colour, name] of Object.entries(pairs)) {
      expect(`${colour} ${hex(markColours[MarkColour.parse(colour)].rgb)}`).toBe(`${colour} ${token(name)}`)
    }
    expect(hex(CASING)).toBe(token('casing'))
  })

  it('[LOOK2] each have a shape of their own as a second cue', () => {
    const cues = MarkColour.options.map((colour) => markColours[colour].cue)
    expect(new Set(cues).size).toBe(MarkColour.options.length)
  })

  it('[LOOK3] stand out from their casing by at least 4.5 to 1', () => {
    const luminance = (rgb: Rgb): number => {
      const [r, g, b] = linear(rgb)
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    for (const { rgb } of Object.values(markColours)) {
      expect((luminance(rgb) + 0.05) / (luminance(CASING) + 0.05)).toBeGreaterThan(4.5)
    }
  })

  it('pack with their quality into a number that only a provisional mark makes translucent', () => {
    expect([...paletteOrder].sort()).toEqual([...MarkColour.options].sort())
    expect(packStyle('white', 'hit-test') & 7).toBe(paletteOrder.indexOf('white'))
    expect(isTranslucent(packStyle('white', 'provisional'))).toBe(true)
    expect(isTranslucent(packStyle('white', 'approximate'))).toBe(false)
    expect(packStyle('white', 'approximate')).not.toBe(packStyle('white', 'depth'))
  })
})
