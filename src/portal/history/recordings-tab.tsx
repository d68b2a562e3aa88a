import { IconVideo } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { ticketLabel } from '#domain/session.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { FilmCard } from './film-card.tsx'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'
import { useFilmRows } from './use-film-rows.ts'

/** The films of the session, wherever they are. */
export function RecordingsTab({ session }: TabProps): ReactElement {
  const films = useFilmRows(session.id)
  if (films === undefined) return <Skeletons rows={2} height={260} />
  if (films.length === 0) {
    return (
      <EmptyState icon={<IconVideo size={28} />} title="Nothing was recorded">
        A recording that is made in the call appears here while it is still being sent.
      </EmptyState>
    )
  }
  return (
    <ul className={styles.filmList} aria-label="Recordings">
      {films.map((film) => (
        <FilmCard key={film.id} film={film} label={ticketLabel(session)} />
      ))}
    </ul>
  )
}
