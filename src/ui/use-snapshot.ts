import { useSyncExternalStore } from 'react'

/** The one bridge from engines to screens: the engine's current value, drawn again when it changes. */
export function useSnapshot<T>(source: { snapshot(): T; subscribe(onChange: () => void): () => void }): T {
  return useSyncExternalStore(source.subscribe, source.snapshot)
}
