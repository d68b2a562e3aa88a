import type { Units } from '#domain/mark.ts'
import { formatLength } from '../marks/measure-words.ts'

/**
 * How large a model stands there: "42.0 cm × 30.0 cm × 28.0 cm" (width, height, depth), and the scale where it is not real size.
 * @param size in metres at scale 1
 */
export function sizeWords(size: readonly [number, number, number], scale: number, units: Units): string {
  const lengths = size.map((metres) => formatLength(metres * scale, units)).join(' × ')
  const percent = Math.round(scale * 100)
  return percent === 100 ? lengths : `${lengths} · ${percent} %`
}
