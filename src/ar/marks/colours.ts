import type { MarkColour } from '#domain/mark.ts'

/** Red, green, blue in sRGB bytes. */
export type Rgb = readonly [r: number, g: number, b: number]

/** The second cue of a colour: drawn as the foot of an arrow and beside a label, so that nothing is said by colour alone. */
export type CueShape = 'octagon' | 'triangle' | 'circle' | 'square' | 'ring' | 'diamond'

/**
 * How each colour looks and which shape goes with it. The values are the `--fp-mark-*` tokens of the ui room (stop, attention, ok, info,
 * neutral), which this room may not import; magenta stands apart from all of them. docs/marks.md tells people what they mean.
 */
export const markColours: Readonly<Record<MarkColour, { readonly rgb: Rgb; readonly cue: CueShape }>> = {
  red: { rgb: [0xff, 0x54, 0x70], cue: 'octagon' },
  yellow: { rgb: [0xff, 0xd4, 0x26], cue: 'triangle' },
  green: { rgb: [0x3f, 0xd6, 0x80], cue: 'circle' },
  blue: { rgb: [0x5c, 0xb0, 0xff], cue: 'square' },
  white: { rgb: [0xff, 0xff, 0xff], cue: 'ring' },
  magenta: { rgb: [0xe8, 0x5c, 0xff], cue: 'diamond' },
}

/** The dark edge around every mark (`--fp-mark-casing`). */
export const CASING: Rgb = [0x0c, 0x0e, 0x10]

export function css([r, g, b]: Rgb, alpha = 1): string {
  return `rgb(${r} ${g} ${b} / ${alpha})`
}

/** sRGB bytes as linear light from 0 to 1, as shaders compute. Source: IEC 61966-2-1. */
export function linear(rgb: Rgb): readonly [number, number, number] {
  const one = (byte: number): number => {
    const c = byte / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [one(rgb[0]), one(rgb[1]), one(rgb[2])]
}
