import { useEffect, useState, type ReactElement } from 'react'
import type { ApiOutput } from '#domain/api.ts'
import { watchMediaPath } from '#domain/media.ts'
import type { Problem } from '#domain/problem.ts'
import { ticketLabel } from '#domain/session.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { WifiOffIcon } from '#ui/icons-call.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { ClosedPage } from '../last-pages.tsx'
import { WaitingPage } from '../waiting-page.tsx'
import styles from './watch.module.css'

type Shared = ApiOutput<'watch'>

/** Answers that asking again can change. */
const passing: readonly Problem['code'][] = ['server-gone', 'server-error', 'too-many-tries']

/** What a watch link shows: finished recordings of one session, to whoever has the link. */
export function WatchPage({ api, token }: { readonly api: PortalApi; readonly token: string }): ReactElement {
  const [shared, setShared] = useState<Shared>()
  const [problem, setProblem] = useState<Problem>()

  const [tries, setTries] = useState(0)

  useEffect(() => {
    let cancelled = false
    void api.call('watch', { token }).then((answer) => {
      if (cancelled) return
      if (answer.ok) setShared(answer.value)
      else setProblem(answer.problem)
    })
    return () => {
      cancelled = true
    }
  }, [api, token, tries])
  const again = (): void => {
    setProblem(undefined)
    setTries(tries + 1)
  }
  useEffect(() => {
    if (shared !== undefined) document.title = `${shared.session.title} | Farpoint`
  }, [shared])

  if (problem !== undefined)
    return passing.includes(problem.code) ? (
      <PageShell>
        <EmptyState
          level={1}
          icon={<WifiOffIcon size={40} />}
          title="No answer yet"
          action={
            <Button tone="primary" size="main" onClick={again}>
              Try again
            </Button>
          }
        >
          The recordings could not be reached. Check the network connection, then try again.
        </EmptyState>
      </PageShell>
    ) : (
      <ClosedPage problem={problem} />
    )
  if (shared === undefined) return <WaitingPage>Opening the recordings</WaitingPage>
  return <Films shared={shared} token={token} />
}

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

function Films({ shared, token }: { readonly shared: Shared; readonly token: string }): ReactElement {
  const { session, invitedBy, workspaceName, recordings, expiresAt } = shared
  return (
    <PageShell footer={`This link works until ${dateTime.format(expiresAt)}.`}>
      <div className={styles.page}>
        <header className={styles.head}>
          <p className={styles.quiet}>
            {invitedBy} from {workspaceName} shares with you
          </p>
          <h1>{session.title}</h1>
          <p className={styles.quiet}>Ticket {ticketLabel(session)}</p>
        </header>
        {recordings.length === 0 ? (
          <Banner title="Nothing to watch">The recordings of this link are no longer in the portal.</Banner>
        ) : null}
        <ul className={styles.films} aria-label="Recordings">
          {recordings.map((recording) =>
            recording.status === 'stored' ? (
              <li key={recording.id}>
                <video
                  className={styles.film}
                  src={watchMediaPath(token, recording.mediaId)}
                  controls
                  playsInline
                  preload="metadata"
                  aria-label={`Recording of ${dateTime.format(recording.startedAt)}`}
                >
                  {/* No captions without a transcript. */}
                  <track kind="captions" />
                </video>
                <p className={styles.words}>
                  <span>
                    {dateTime.format(recording.startedAt)}
                    <span className={styles.quiet}>, recorded by {recording.authorName}</span>
                  </span>
                  <a href={`${watchMediaPath(token, recording.mediaId)}?download=1`}>Download</a>
                </p>
              </li>
            ) : null,
          )}
        </ul>
      </div>
    </PageShell>
  )
}
