import type { Units } from './mark.ts'

/* All lengths in words, so that scene, console and phone say the same. What is stored and sent is metres. */

const METRES_PER_INCH = 0.0254
const METRES_PER_FOOT = 0.3048

/**
 * A length as people write it, rounded to what a phone can know at that size.
 * Metric: whole millimetres below 10 cm, then tenths of a centimetre, from 1 m whole centimetres, from 10 m tenths of a metre.
 * Imperial: inches to the 16th below a foot, feet and inches to the quarter below 10 ft, then whole inches.
 */
export function formatLength(metres: number, units: Units): string {
  const length = Number.isFinite(metres) ? Math.max(0, metres) : 0
  return units === 'metric' ? metric(length) : imperial(length)
}

/** Each step is left by what it would be rounded to, so that nothing reads "100 mm" or "100.0 cm". */
function metric(metres: number): string {
  if (Math.round(metres * 1000) < 100) return `${Math.round(metres * 1000)} mm`
  if (Math.round(metres * 1000) < 1000) return `${(metres * 100).toFixed(1)} cm`
  if (Math.round(metres * 100) < 1000) return `${metres.toFixed(2)} m`
  return `${metres.toFixed(1)} m`
}

function imperial(metres: number): string {
  const inches = metres / METRES_PER_INCH
  const sixteenths = Math.round(inches * 16)
  if (sixteenths < 12 * 16) return `${withFraction(sixteenths, 16)} in`
  const quarters = Math.round(inches * 4)
  if (quarters < 120 * 4) return feet(quarters, 4)
  return feet(Math.round(inches), 1)
}

/** @param parts of an inch, `per` of which are one inch */
function feet(parts: number, per: number): string {
  const whole = Math.floor(parts / (12 * per))
  return `${whole} ft ${withFraction(parts - whole * 12 * per, per)} in`
}

/** `3 7/16`: in lowest terms, no zero before a fraction. */
function withFraction(parts: number, per: number): string {
  const whole = Math.floor(parts / per)
  let top = parts - whole * per
  if (top === 0) return `${whole}`
  let bottom = per
  while (top % 2 === 0) {
    top /= 2
    bottom /= 2
  }
  return whole === 0 ? `${top}/${bottom}` : `${whole} ${top}/${bottom}`
}

/**
 * "42 × 30 × 28 cm", "17 × 12 × 11 in": width, height and depth of a thing, in one unit so that they can be compared.
 * @param size in metres at scale 1
 */
export function sizeWords(
  size: readonly [width: number, height: number, depth: number],
  units: Units,
  scale = 1,
): string {
  const metres = size.map((side) => side * scale)
  if (units === 'imperial') return `${metres.map((side) => rounded(side / METRES_PER_INCH)).join(' × ')} in`
  if (Math.max(...metres) >= 2) return `${metres.map((side) => side.toFixed(2)).join(' × ')} m`
  return `${metres.map((side) => rounded(side * 100)).join(' × ')} cm`
}

/** Small sides need a decimal; more digits for large ones would pretend. */
function rounded(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)
}

/** How far away something is, to look for it: "1.4 m", "5 ft". */
export function distanceWords(metres: number, units: Units): string {
  if (units === 'imperial') return `${Math.max(1, Math.round(metres / METRES_PER_FOOT))} ft`
  return `${metres < 10 ? metres.toFixed(1) : String(Math.round(metres))} m`
}
