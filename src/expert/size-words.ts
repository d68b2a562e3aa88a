import type { Units } from '#domain/mark.ts'

const METRES_PER_INCH = 0.0254

/** "42 × 30 × 28 cm": width, height and depth of a model as it stands, in one unit so that they can be compared. */
export function sizeWords(
  size: readonly [width: number, height: number, depth: number],
  scale: number,
  units: Units,
): string {
  const metres = size.map((side) => side * scale)
  const largest = Math.max(...metres)
  if (units === 'imperial') return `${metres.map((side) => rounded(side / METRES_PER_INCH)).join(' × ')} in`
  if (largest >= 2) return `${metres.map((side) => side.toFixed(2)).join(' × ')} m`
  return `${metres.map((side) => rounded(side * 100)).join(' × ')} cm`
}

/** Three digits tell sizes apart; more would pretend. */
function rounded(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)
}
