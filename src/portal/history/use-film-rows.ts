import { useMemo } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { useKept, usePortal } from '../session-context.ts'
import { filmRows, type FilmRow } from './film-rows.ts'

/** The films of one session, or of all; undefined until they were read from the device. */
export function useFilmRows(sessionId?: string): readonly FilmRow[] | undefined {
  const { portal } = usePortal()
  const recordings = useKept('recording', sessionId)
  const films = useSnapshot(portal.films.progress)
  const entries = useSnapshot(portal.films.entries)
  return useMemo(() => {
    if (recordings === undefined) return undefined
    const rows = filmRows({ recordings, films, entries })
    return sessionId === undefined ? rows : rows.filter((row) => row.sessionId === sessionId)
  }, [recordings, films, entries, sessionId])
}
