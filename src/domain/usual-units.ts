import type { Units } from './mark.ts'

/** Countries that measure in feet and inches. */
const IMPERIAL = new Set(['US', 'LR', 'MM'])

/** In which units people measure whose browser speaks that language. @param language as in `navigator.language` */
export function usualUnits(language: string): Units {
  try {
    const region = new Intl.Locale(language).region
    return region !== undefined && IMPERIAL.has(region) ? 'imperial' : 'metric'
  } catch {
    return 'metric'
  }
}
