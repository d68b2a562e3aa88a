import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { farpointTheme } from '#ui/theme.ts'

type Tokens = ReadonlyMap<string, string>
type Rgb = readonly [number, number, number]

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8').replaceAll(
  /\/\*[\s\S]*?\*\//g,
  '',
)

/** Every rule of the sheet as [selector, tokens], in order; a rule inside a media query gets its query in front. */
function rulesOf(sheet: string): readonly (readonly [string, Tokens])[] {
  const rules: (readonly [string, Tokens])[] = []
  let media = ''
  for (const [, head = '', body] of sheet.matchAll(/([^{}]*)(?:\{([^{}]*)\}|\{|\})/g)) {
    const selector = head.trim()
    if (selector.startsWith('@media')) media = selector
    else if (body === undefined) media = ''
    else {
      const entries = [...body.matchAll(/(--fp-[\w-]+):\s*([^;]+);/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ').trim()] as const,
      )
      rules.push([`${media} ${selector}`.trim(), new Map(entries)])
    }
  }
  return rules
}

const rules = rulesOf(css)
const find = (test: (selector: string) => boolean): Tokens => {
  const found = rules.filter(([selector]) => test(selector)).map(([, tokens]) => tokens)
  return new Map(found.flatMap((tokens) => [...tokens]))
}
const light = find((selector) => selector === ':root')
const darkBySystem = find((selector) => selector.includes('prefers-color-scheme: dark'))
const darkByChoice = find((selector) => selector.includes("[data-theme='dark']"))
const schemes = { light, dark: new Map([...light, ...darkByChoice]) }

/** A colour of the sheet over an opaque backdrop, sRGB 0 to 255. Knows `#rrggbb` and `rgb(r g b / a)`. */
function over(colour: string, backdrop: Rgb = [255, 255, 255]): Rgb {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)
  if (hex) return [parseInt(hex[1] ?? '', 16), parseInt(hex[2] ?? '', 16), parseInt(hex[3] ?? '', 16)]
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(colour)
  if (!rgb) throw new Error(`Cannot read the colour ${colour}`)
  const alpha = Number(rgb[4])
  const mix = (channel: 0 | 1 | 2): number =>
    Number(rgb[channel + 1]) * alpha + backdrop[channel] * (1 - alpha)
  return [mix(0), mix(1), mix(2)]
}

/** WCAG 2.2 relative luminance. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const c = channel / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function token(tokens: Tokens, name: string): string {
  const value = tokens.get(`--fp-${name}`)
  if (value === undefined) throw new Error(`No token --fp-${name}`)
  return value
}

const SURFACES = ['bg', 'surface', 'surface-sunken', 'surface-hover']
const MARKS = ['action', 'attention', 'stop', 'info', 'ok', 'neutral']
const on = (texts: readonly string[], grounds: readonly string[]): [string, string][] =>
  texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground]))

const TEXT_PAIRS = [
  ...on(['text', 'text-muted', 'accent-text', 'danger-text', 'success-text', 'warning-text'], SURFACES),
  ...on(['text', 'text-muted', 'accent-text'], ['accent-soft']),
  ...on(['text', 'danger-text'], ['danger-soft']),
  ...on(['text', 'success-text'], ['success-soft']),
  ...on(['text', 'warning-text'], ['warning-soft']),
  ...on(['on-accent'], ['accent', 'accent-hover']),
  ...on(['on-danger'], ['danger', 'danger-hover']),
  ...on(['on-success'], ['success']),
  ...on(['on-warning'], ['warning']),
  ...on(
    ['on-mark'],
    MARKS.map((mark) => `mark-${mark}`),
  ),
]

/** What must be seen but is not read: WCAG 1.4.11 asks for 3:1. */
const SHAPE_PAIRS = [
  ...on(['line-strong', 'focus'], ['bg', 'surface']),
  ...on(['brand-point', 'brand-ink'], ['bg', 'surface']),
  ...on(
    MARKS.map((mark) => `mark-${mark}`),
    ['mark-casing'],
  ),
]

describe.each(Object.entries(schemes))('[UI1] the %s scheme is readable', (_, tokens) => {
  it.each(TEXT_PAIRS)('%s on %s reaches 4.5:1', (text, ground) => {
    const ratio = contrast(over(token(tokens, text)), over(token(tokens, ground)))
    expect(ratio).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPE_PAIRS)('%s on %s reaches 3:1', (shape, ground) => {
    const ratio = contrast(over(token(tokens, shape)), over(token(tokens, ground)))
    expect(ratio).toBeGreaterThanOrEqual(3)
  })

  it.each(on(['on-scrim', 'on-scrim-danger'], ['scrim', 'scrim-hover', 'scrim-strong']))(
    '%s on %s reaches 4.5:1 over a white and over a black picture',
    (text, scrim) => {
      const pictures: readonly Rgb[] = [
        [255, 255, 255],
        [0, 0, 0],
      ]
      for (const picture of pictures) {
        const ratio = contrast(over(token(tokens, text)), over(token(tokens, scrim), picture))
        expect(ratio).toBeGreaterThanOrEqual(4.5)
      }
    },
  )
})

describe('[UI2] the schemes hang together', () => {
  it('is equally dark by the system and by choice', () => {
    expect(darkBySystem.size).toBeGreaterThan(20)
    expect([...darkByChoice]).toEqual([...darkBySystem])
  })

  it('has no dark token that light does not know', () => {
    expect([...darkByChoice.keys()].filter((name) => !light.has(name))).toEqual([])
  })

  it('sets no text under 14 px', () => {
    const sizes = [...light].filter(([name]) => name.startsWith('--fp-size-'))
    expect(sizes.length).toBeGreaterThan(4)
    for (const [, value] of sizes) expect(parseFloat(value) * 16).toBeGreaterThanOrEqual(14)
    for (const value of Object.values(farpointTheme.fontSizes))
      expect(parseFloat(value) * 16).toBeGreaterThanOrEqual(14)
  })
})

describe('[UI3] the Mantine theme says the same as the tokens', () => {
  const { colors, primaryShade } = farpointTheme

  it.each([
    ['farpoint', 'accent'],
    ['red', 'danger'],
    ['green', 'success'],
    ['yellow', 'warning'],
  ] as const)('%s is --fp-%s in both schemes', (colour, name) => {
    expect(colors[colour][primaryShade.light]).toBe(token(schemes.light, name))
    expect(colors[colour][primaryShade.dark]).toBe(token(schemes.dark, name))
  })

  it.each(Object.keys(colors))('white words on filled %s reach 4.5:1', (colour) => {
    const shades = Object.entries(colors).find(([name]) => name === colour)?.[1]
    for (const shade of [primaryShade.light, primaryShade.dark])
      expect(contrast(over('#ffffff'), over(shades?.[shade] ?? ''))).toBeGreaterThanOrEqual(4.5)
  })

  it('maps only onto tokens that exist', () => {
    const bridge = readFileSync(new URL('../../src/ui/mantine-bridge.css', import.meta.url), 'utf8')
    const used = [...bridge.matchAll(/var\((--fp-[\w-]+)\)/g)].map(([, name = '']) => name)
    expect(used.length).toBeGreaterThan(30)
    expect(used.filter((name) => !light.has(name))).toEqual([])
  })
})
