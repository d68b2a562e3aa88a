import { usualUnits } from '#domain/usual-units.ts'
import { Units } from '#domain/mark.ts'

const KEY = 'farpoint.units'

/** In which units this device measures; where nothing is remembered, as its language's country does. */
export function keptUnits(): Units {
  try {
    const kept = Units.safeParse(localStorage.getItem(KEY))
    if (kept.success) return kept.data
  } catch {
    // Storage that is blocked remembers nothing.
  }
  return usualUnits(navigator.language)
}

export function keepUnits(units: Units): void {
  try {
    localStorage.setItem(KEY, units)
  } catch {
    // It lasts as long as the page then.
  }
}
