import { useEffect, useState } from 'react'
import type { LocalMedia } from '#call/local-media.ts'
import type { Ladders } from './ladders.ts'

/** A picture that does not begin within this time, in milliseconds, is not waited for: the rest of the call must not hang on it. */
const LONGEST_WAIT_MS = 3_000

/**
 * Whether everything beside the own picture may come. The own picture is first: nothing else is missed before it is there, or before it is
 * clear that it does not come. In AR it never comes: there is one camera, and AR has it.
 */
export function restMayCome(
  camera: ReturnType<LocalMedia['snapshot']>['camera']['status'],
  plays: boolean,
  ar: ReturnType<Ladders['snapshot']>['ar'],
): boolean {
  if (ar === 'starting' || ar === 'running') return true
  if (camera === 'on') return plays
  return camera !== 'off' && camera !== 'asking'
}

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
