import { sizeWords } from '#domain/length-words.ts'
import type { Units } from '#domain/mark.ts'

/**
 * How large a model stands there: "42 × 30 × 28 cm" (width, height, depth), and the scale where it is not real size.
 * @param size in metres at scale 1
 */
export function standingSizeWords(
  size: readonly [number, number, number],
  scale: number,
  units: Units,
): string {
  const words = sizeWords(size, units, scale)
  const percent = Math.round(scale * 100)
  return percent === 100 ? words : `${words} · ${percent} %`
}
