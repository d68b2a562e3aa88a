import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconShare, IconVideo } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { ticketLabel, type Session } from '#domain/session.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { ShareDialog } from '../sharing/share-dialog.tsx'
import { FilmCard } from './film-card.tsx'
import type { FilmRow } from './film-rows.ts'
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
    <>
      <ShareButton session={session} films={films} />
      <ul className={styles.filmList} aria-label="Recordings">
        {films.map((film) => (
          <FilmCard key={film.id} film={film} label={ticketLabel(session)} />
        ))}
      </ul>
    </>
  )
}

/** What is whole and in the portal may be watched by others. */
function ShareButton({
  session,
  films,
}: {
  readonly session: Session
  readonly films: readonly FilmRow[]
}): ReactElement | null {
  const [opened, dialog] = useDisclosure(false)
  const finished = films.filter(({ source }) => source.from === 'portal')
  if (finished.length === 0) return null
  return (
    <div className={styles.filmActions}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconShare size={18} stroke={1.75} />}
        onClick={dialog.open}
      >
        Share recording
      </Button>
      <ShareDialog session={session} films={finished} opened={opened} onClose={dialog.close} />
    </div>
  )
}
