import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { Requesting } from '#call/requesting.ts'
import { inviteState, type Invite } from '#domain/invite.ts'
import type { Session } from '#domain/session.ts'
import styles from '#desk/invite/invite.module.css'
import { timeAgo } from '#desk/parts/formats.ts'
import { useNow } from '#desk/parts/use-now.ts'
import { Badge } from '#ui/badge.tsx'
import { useKept } from '../session-context.ts'
import { answerTo, requestState } from './request-words.ts'

/** Every recording request of the session: how far it is, its answer, and the way to withdraw it. */
export function RequestList({
  requesting,
  requests,
  session,
}: {
  readonly requesting: Requesting
  readonly requests: readonly Invite[]
  readonly session: Session
}): ReactElement {
  const now = useNow()
  const recordings = (useKept('recording', session.id) ?? []).map(({ record }) => record)
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>Requests of this session</h3>
        <Button variant="default" size="xs" onClick={() => void requesting.renew()}>
          Make another link
        </Button>
      </div>
      <ul className={styles.list}>
        {requests.map((invite) => {
          const { tone, text } = requestState(invite, recordings, now)
          const made = timeAgo(invite.createdAt, now)
          return (
            <li key={invite.id} className={styles.item}>
              <span className={styles.itemWords}>
                {invite.words ?? `Made ${made}`}
                <span className={styles.itemMore}>
                  {invite.words === undefined ? '' : `Made ${made}`}
                  {answerTo(invite, recordings) === undefined ? null : (
                    <>
                      {' '}
                      <Link href={`/history/${session.id}?tab=recordings`}>Watch</Link>
                    </>
                  )}
                </span>
              </span>
              <Badge tone={tone}>{text}</Badge>
              {inviteState(invite, now) === 'valid' ? (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Withdraw the request made ${made}`}
                  onClick={() => void requesting.revoke(invite.id)}
                >
                  Withdraw
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
