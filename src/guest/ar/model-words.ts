import type { Units } from '#domain/mark.ts'

const METRES_PER_INCH = 0.0254

/** Width, height and depth as people say them: "42 × 30 × 28 cm", "16.5 × 12 × 11 in". @param size in metres */
export function sizeWords(size: readonly [number, number, number], units: Units): string {
  const imperial = units === 'imperial'
  const per = imperial ? METRES_PER_INCH : 0.01
  return `${size.map((metres) => rounded(metres / per)).join(' × ')} ${imperial ? 'in' : 'cm'}`
}

/** Small things need a decimal, large ones have none that is true. */
function rounded(value: number): string {
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}

const METRES_PER_FOOT = 0.3048

/** How far away something is, to look for it: "1.4 m", "5 ft". */
export function distanceWords(metres: number, units: Units): string {
  if (units === 'imperial') return `${Math.max(1, Math.round(metres / METRES_PER_FOOT))} ft`
  return `${metres < 10 ? metres.toFixed(1) : String(Math.round(metres))} m`
}

/** Bytes on their way: "1.2 of 3.4 MB". */
export function progressWords(loaded: number, total: number | undefined): string {
  const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1)
  return total === undefined ? `${mb(loaded)} MB` : `${mb(Math.min(loaded, total))} of ${mb(total)} MB`
}
