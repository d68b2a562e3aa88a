import type { ReactElement } from 'react'
import { ticketLabel, type Session } from '#domain/session.ts'
import { StatusDot } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-top.module.css'
import type { GuestCall } from './guest-call.ts'

export interface CallTopProps {
  readonly guest: GuestCall
  readonly session: Session
  readonly invitedBy: string
}

/** Who is on the other side, whether a film runs, and the number to say when somebody asks by telephone. */
export function CallTop({ guest, session, invitedBy }: CallTopProps): ReactElement {
  const { film } = useSnapshot(guest.seen)
  return (
    <div className={styles.top}>
      <Presence guest={guest} invitedBy={invitedBy} />
      <span className={styles.ticket}>{ticketLabel(session)}</span>
      {/* Stands from the start, so that the news of a film is read out. */}
      <span role="status" className={styles.films}>
        {film === undefined ? null : (
          <span className={styles.recording}>
            <span className={styles.recordingDot} data-paused={film.isPaused || undefined} />
            <span className={styles.words}>
              {film.isPaused ? `${film.by} paused the film` : `${film.by} records`}
            </span>
          </span>
        )}
      </span>
    </div>
  )
}

/** Who is on the other side, or for whom one waits. */
function Presence({ guest, invitedBy }: Omit<CallTopProps, 'session'>): ReactElement {
  const { peers } = useSnapshot(guest.call)
  const here = peers.filter((peer) => peer.link === 'open').map((peer) => peer.name)
  return (
    <p className={styles.presence} role="status">
      <StatusDot
        state={here.length > 0 ? 'on' : 'waiting'}
        label={here.length > 0 ? 'Connected' : 'Waiting'}
      />
      <span className={styles.words}>{here.length > 0 ? here.join(', ') : `Waiting for ${invitedBy}`}</span>
    </p>
  )
}
