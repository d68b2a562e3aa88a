import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Inviting, InvitingState, ListedLink } from '#call/inviting.ts'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { dateTime, timeAgo } from '../parts/formats.ts'
import { useNow } from '../parts/use-now.ts'
import styles from './invite.module.css'
import { LinkField } from './link-field.tsx'
import { LinkTrouble } from './link-trouble.tsx'

export interface GuestPanelProps {
  readonly inviting: Inviting
  readonly state: InvitingState
}

/** The link itself, how long it works, and every other link of the session. */
export function GuestPanel({ inviting, state }: GuestPanelProps): ReactElement {
  const { link, links, trouble } = state
  const now = useNow()
  return (
    <>
      <LinkTrouble inviting={inviting} link={link} />
      {link.status === 'working' || link.status === 'ready' ? (
        <LinkField
          label="Guest Link"
          url={link.status === 'ready' ? link.url : undefined}
          words={
            link.status === 'ready'
              ? `Works until ${dateTime(link.invite.expiresAt)} or until the session ends. Whoever has it can join.`
              : 'One moment.'
          }
        />
      ) : null}
      {trouble ? <Banner tone="danger" title={trouble.sentence} /> : null}
      {links === undefined || links.length === 0 ? null : (
        <section className={styles.section}>
          <div className={styles.sectionHead}>
            <h3 className={styles.sectionTitle}>Links of this session</h3>
            {link.status === 'ready' ? (
              <Button variant="default" size="xs" onClick={() => void inviting.renew()}>
                Make another link
              </Button>
            ) : null}
          </div>
          <ul className={styles.list}>
            {links.map((one) => (
              <LinkItem
                key={one.invite.id}
                link={one}
                now={now}
                isShown={link.status === 'ready' && link.invite.id === one.invite.id}
                onRevoke={() => void inviting.revoke(one.invite.id)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const stateBadges = {
  valid: { tone: 'success', text: 'Works' },
  expired: { tone: 'neutral', text: 'Expired' },
  revoked: { tone: 'neutral', text: 'Withdrawn' },
} as const

interface LinkItemProps {
  readonly link: ListedLink
  readonly now: number
  readonly isShown: boolean
  readonly onRevoke: () => void
}

function LinkItem({ link: { invite, state }, now, isShown, onRevoke }: LinkItemProps): ReactElement {
  const made = timeAgo(invite.createdAt, now)
  const badge = stateBadges[state]
  return (
    <li className={styles.item}>
      <span className={styles.itemWords}>
        Made {made}
        {isShown ? ', shown above' : ''}
        <span className={styles.itemMore}>
          {invite.usedAt === undefined ? 'Not used yet' : `Last used ${timeAgo(invite.usedAt, now)}`}
        </span>
      </span>
      {state === 'valid' ? (
        <Button variant="default" size="xs" aria-label={`Withdraw the link made ${made}`} onClick={onRevoke}>
          Withdraw
        </Button>
      ) : (
        <Badge tone={badge.tone}>{badge.text}</Badge>
      )}
    </li>
  )
}
