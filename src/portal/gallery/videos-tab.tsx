import { IconVideo } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { ticketLabel } from '#domain/session.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { FilmCard } from '../history/film-card.tsx'
import sessionStyles from '../history/session.module.css'
import { useFilmRows } from '../history/use-film-rows.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import { useIsSettled, useKept } from '../session-context.ts'
import { SessionLine } from './session-line.tsx'

/** The recordings of all sessions, newest first. */
export function VideosTab(): ReactElement {
  const films = useFilmRows()
  const sessions = useKept('session')
  const isSettled = useIsSettled()
  if (films === undefined || (films.length === 0 && !isSettled)) return <Skeletons rows={2} height={260} />
  if (films.length === 0) {
    return (
      <EmptyState icon={<IconVideo size={28} />} title="No videos yet">
        Every recording of a call appears here.
      </EmptyState>
    )
  }
  return (
    <ul className={sessionStyles.filmList} aria-label="Videos">
      {films.map((film) => {
        const session = sessions?.find(({ record }) => record.id === film.sessionId)?.record
        return (
          <FilmCard
            key={film.id}
            film={film}
            label={session === undefined ? 'Recording' : ticketLabel(session)}
          >
            <SessionLine session={session} tab="recordings" />
          </FilmCard>
        )
      })}
    </ul>
  )
}
