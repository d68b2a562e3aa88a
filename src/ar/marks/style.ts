import type { MarkColour, PlacementQuality } from '#domain/mark.ts'
import { CASING, linear, markColours, type Rgb } from './colours.ts'

/** Order of the colours in the shaders' palette. */
export const paletteOrder: readonly MarkColour[] = ['red', 'yellow', 'green', 'blue', 'white', 'magenta']

/** Flags of a packed style, above the three bits of the colour. */
const DASHED = 8
const TRANSLUCENT = 16
const SELECTED = 32
/** A bar across a line's end: never shorter on the screen than it takes to be seen. */
const BAR = 64
/** An arrow that was turned: it leans as somebody wanted it. */
const LEANS = 128
/** A foot without an arrow: the sign of a line. */
const SIGN = 256

/** What a shader needs to know of a mark, as one number: exact in a float. */
export function packStyle(colour: MarkColour, quality: PlacementQuality, isSelected = false): number {
  const dashed = quality === 'approximate' ? DASHED : 0
  const translucent = quality === 'provisional' ? TRANSLUCENT : 0
  return Math.max(0, paletteOrder.indexOf(colour)) + dashed + translucent + (isSelected ? SELECTED : 0)
}

/** The same style for a bar across a line's end, which has no dashes of its own. */
export function barStyle(style: number): number {
  return (style & ~DASHED) | BAR
}

/** The same style for an arrow that was turned. */
export function leaningStyle(style: number): number {
  return style | LEANS
}

/** The same style for the sign on a line, which is filled and has no dashes. */
export function signStyle(style: number): number {
  return (style & ~DASHED) | SIGN
}

/** Indices of the cue shapes in `cueDistance` below. */
const cueIndex = { octagon: 0, triangle: 1, circle: 2, square: 3, ring: 4, diamond: 5 } as const

/** The cue shape of each palette colour, as a GLSL array. */
const cues = paletteOrder.map((colour) => cueIndex[markColours[colour].cue]).join(', ')

/** Whether a packed style lets the picture through. */
export function isTranslucent(style: number): boolean {
  return (style & TRANSLUCENT) !== 0
}

export function isSelectedStyle(style: number): boolean {
  return (style & SELECTED) !== 0
}

function glslColour(rgb: Rgb): string {
  return `vec3(${linear(rgb)
    .map((light) => light.toFixed(6))
    .join(', ')})`
}

/**
 * GLSL for vertex and fragment shaders: the palette and the parts of a packed style. Colours never change, so they are part of the program:
 * as uniforms they would be compared and copied for each batch of each frame.
 */
export const styleGlsl = /* glsl */ `
  const vec3 palette[6] = vec3[6](${paletteOrder.map((colour) => glslColour(markColours[colour].rgb)).join(', ')});
  const vec3 casing = ${glslColour(CASING)};
  int styleColour(float style) { return int(style + 0.5) & 7; }
  bool styleDashed(float style) { return (int(style + 0.5) & ${DASHED}) != 0; }
  bool styleSelected(float style) { return (int(style + 0.5) & ${SELECTED}) != 0; }
  bool styleBar(float style) { return (int(style + 0.5) & ${BAR}) != 0; }
  bool styleLeans(float style) { return (int(style + 0.5) & ${LEANS}) != 0; }
  bool styleSign(float style) { return (int(style + 0.5) & ${SIGN}) != 0; }
  uniform float strength;
  /* Provisional marks let the picture through a little; casing and colour alike. */
  float styleAlpha(float style) { return strength * ((int(style + 0.5) & ${TRANSLUCENT}) != 0 ? 0.74 : 1.0); }
`

/**
 * GLSL: signed distance to a colour's cue shape of radius 1 (negative inside), origin in its middle, y up.
 * Source: Inigo Quilez, 2D distance functions (rounded regular polygons).
 */
export const cueGlsl = /* glsl */ `
  const int CUES[6] = int[6](${cues});
  float polygonDistance(vec2 p, float sides, float turn, float rounding) {
    float sector = 6.28318530718 / sides;
    float angle = atan(p.x, p.y) + turn;
    angle = mod(angle + 0.5 * sector, sector) - 0.5 * sector;
    float apothem = (1.0 - rounding) * cos(0.5 * sector);
    float halfSide = (1.0 - rounding) * sin(0.5 * sector);
    vec2 d = length(p) * vec2(cos(angle), sin(angle)) - vec2(apothem, 0.0);
    d.y = max(abs(d.y) - halfSide, 0.0);
    return (d.x < 0.0 ? d.x : length(d)) - rounding;
  }
  float cueDistance(vec2 p, int colour) {
    int cue = CUES[colour];
    if (cue == 0) return polygonDistance(p, 8.0, 0.0, 0.06);
    if (cue == 1) return polygonDistance(p * 0.84, 3.0, 3.14159265, 0.14) / 0.84;
    if (cue == 3) return polygonDistance(p * 0.92, 4.0, 0.0, 0.16) / 0.92;
    if (cue == 5) return polygonDistance(p * 0.9, 4.0, 0.78539816, 0.16) / 0.9;
    return length(p) - 1.0;
  }
`
