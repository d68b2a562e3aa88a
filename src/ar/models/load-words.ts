import type { LoadProgress } from './model-library.ts'

const KILO = 1000
const MEGA = 1000 * KILO

/** "0.4 of 1.2 MB": how far a load has come, in the unit of the whole. */
export function loadWords({ loaded, total }: LoadProgress): string {
  const inMega = (total ?? loaded) >= MEGA
  const say = (bytes: number): string => (inMega ? (bytes / MEGA).toFixed(1) : `${Math.round(bytes / KILO)}`)
  const unit = inMega ? 'MB' : 'kB'
  if (total === undefined) return `${say(loaded)} ${unit}`
  // What is said beforehand may be less than what comes.
  return `${say(Math.min(loaded, total))} of ${say(total)} ${unit}`
}
