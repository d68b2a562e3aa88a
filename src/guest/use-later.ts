import { useEffect, useState } from 'react'

/** A page whose network is bad asks again for the code of a part that did not come, after this long, in milliseconds. */
const TRY_AGAIN_MS = 3_000

/**
 * A part of the page whose code is fetched when it is needed: undefined until it is here. Without it the rest works on, so a bad
 * network costs a part and never the call.
 * @param load a module's import; the same function each time
 * @param wanted fetched from the first time that this is true, also when it is not any more before the code is here
 */
export function useLater<T>(load: () => Promise<T>, wanted = true): T | undefined {
  const [part, setPart] = useState<{ readonly value: T }>()
  const [tries, setTries] = useState(0)
  const [wasWanted, setWasWanted] = useState(wanted)
  if (wanted && !wasWanted) setWasWanted(true)
  useEffect(() => {
    if (!wasWanted || part !== undefined) return
    let cancelled = false
    let timer: ReturnType<typeof setTimeout> | undefined
    load()
      .then((value) => {
        if (!cancelled) setPart({ value })
      })
      .catch(() => {
        if (!cancelled) timer = setTimeout(() => setTries((before) => before + 1), TRY_AGAIN_MS)
      })
    return () => {
      cancelled = true
      clearTimeout(timer)
    }
  }, [load, wasWanted, part, tries])
  return part?.value
}
