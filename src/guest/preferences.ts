import { createValue, type Readable } from '#domain/engine.ts'
import { usualUnits } from '#domain/usual-units.ts'
import { Units } from '#domain/mark.ts'

/** Which thumb the buttons lie under. */
type Handedness = 'right' | 'left'

interface PreferencesState {
  readonly hand: Handedness
  readonly units: Units
}

/** What this device remembers of how its owner works: it holds for every call on it. */
export interface Preferences extends Readable<PreferencesState> {
  setHand(hand: Handedness): void
  setUnits(units: Units): void
}

const HAND_KEY = 'farpoint.hand'
/** The console's own key: units are a habit of the person, not of the seat. */
const UNITS_KEY = 'farpoint.units'

/**
 * @param storage may throw: a browser that blocks storage throws on mere access
 * @param language the browser's, as in `navigator.language`
 */
export function createPreferences(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
  language: string,
): Preferences {
  const read = (key: string): string | null => {
    try {
      return storage().getItem(key)
    } catch {
      return null
    }
  }
  const keep = (key: string, value: string): void => {
    try {
      storage().setItem(key, value)
    } catch {
      // It holds as long as the page then.
    }
  }
  const units = Units.safeParse(read(UNITS_KEY))
  const state = createValue<PreferencesState>({
    hand: read(HAND_KEY) === 'left' ? 'left' : 'right',
    units: units.success ? units.data : usualUnits(language),
  })
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    setHand(hand) {
      keep(HAND_KEY, hand)
      state.set({ ...state.snapshot(), hand })
    },
    setUnits(next) {
      keep(UNITS_KEY, next)
      state.set({ ...state.snapshot(), units: next })
    },
  }
}
