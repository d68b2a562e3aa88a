import { useEffect, useState } from 'react'

/** A picture that does not begin within this time, in milliseconds, is not waited for: the rest of the call must not hang on it. */
const LONGEST_WAIT_MS = 3_000

/** Whether the own picture moves, or the wait for it is over. `expected`: a camera gives one. */
export function usePicturePlays(expected: boolean): boolean {
  const [plays, setPlays] = useState(false)
  useEffect(() => {
    if (!expected || plays) return
    const begin = (): void => setPlays(true)
    // Media events do not bubble; on the way down they are heard.
    document.addEventListener('playing', begin, { capture: true, once: true })
    const timer = setTimeout(begin, LONGEST_WAIT_MS)
    return () => {
      document.removeEventListener('playing', begin, { capture: true })
      clearTimeout(timer)
    }
  }, [expected, plays])
  return plays
}
