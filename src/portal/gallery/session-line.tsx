import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { ticketLabel, type Session } from '#domain/session.ts'
import styles from './gallery.module.css'

/** Which session something comes from, with the way there. */
export function SessionLine({
  session,
  tab,
}: {
  readonly session: Session | undefined
  readonly tab: 'stills' | 'recordings'
}): ReactElement | null {
  if (session === undefined) return null
  return (
    <Link href={`/history/${session.id}?tab=${tab}`} className={styles.from} title={session.title}>
      {ticketLabel(session)} {session.title}
    </Link>
  )
}
