import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMessage, IconNotes, IconUserPlus, IconVideo } from '@tabler/icons-react'
import { useId, type ReactElement } from 'react'
import { Link } from 'wouter'
import { Badge } from '#ui/badge.tsx'
import { InviteDialog } from '#desk/invite/invite-dialog.tsx'
import { count, dateTime, timeAgo } from '#desk/parts/formats.ts'
import { RequestDialog } from '../requests/request-dialog.tsx'
import { EndSessionDialog } from './end-session-dialog.tsx'
import { TicketMenu } from './ticket-menu.tsx'
import { stateWords, type Ticket } from './tickets.ts'
import { usePortal } from '../session-context.ts'
import styles from './tickets.module.css'

/** One session in a list: what it is, how it stands, and what to do next. */
export function TicketRow({ ticket, now }: { readonly ticket: Ticket; readonly now: number }): ReactElement {
  const { portal } = usePortal()
  const { session, label } = ticket
  const name = useId()
  const [inviting, invite] = useDisclosure(false)
  const [ending, end] = useDisclosure(false)
  const [requesting, request] = useDisclosure(false)
  const state = stateWords(ticket)
  const isLive = (ticket.people ?? 0) > 0
  return (
    <li className={styles.row} aria-labelledby={name}>
      <div className={styles.head} id={name}>
        <span className={styles.number}>{label}</span>
        <Link href={`/history/${session.id}`} className={styles.title} title={session.title}>
          {session.title}
        </Link>
      </div>
      <div className={styles.state}>
        <Badge tone={state.tone} dot={isLive ? 'pulse' : session.status === 'open'}>
          {state.text}
        </Badge>
      </div>
      <Meta ticket={ticket} now={now} />
      <div className={styles.actions}>
        {session.status === 'open' ? (
          <>
            {/* Loud only where somebody is there: a page of loud buttons says nothing. */}
            <Button
              component="a"
              href={`/call/${session.id}`}
              size="xs"
              variant={isLive ? 'filled' : 'light'}
            >
              Open call
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconUserPlus size={18} stroke={1.75} />}
              aria-label="Invite participants"
              onClick={invite.open}
            >
              Invite
            </Button>
          </>
        ) : (
          <Button component={Link} href={`/history/${session.id}`} variant="default" size="xs">
            Look back
          </Button>
        )}
        <TicketMenu ticket={ticket} onRequest={request.open} onEnd={end.open} />
      </div>
      <InviteDialog
        session={session}
        agentId={portal.who.snapshot().agent.id}
        openInviting={portal.inviting}
        opened={inviting}
        onClose={invite.close}
      />
      <RequestDialog session={session} opened={requesting} onClose={request.close} />
      <EndSessionDialog ticket={ticket} opened={ending} onClose={end.close} />
    </li>
  )
}

function Meta({ ticket, now }: { readonly ticket: Ticket; readonly now: number }): ReactElement {
  const { session } = ticket
  return (
    <div className={styles.meta}>
      {session.reference ? (
        <span className={styles.reference} title={session.reference}>
          {session.reference}
        </span>
      ) : null}
      <span title={dateTime(session.createdAt)}>
        {session.createdBy}, {timeAgo(session.createdAt, now)}
      </span>
      {session.status === 'ended' ? (
        <span title={dateTime(session.endedAt)}>ended {timeAgo(session.endedAt, now)}</span>
      ) : null}
      <span className={styles.counts}>
        <Count number={ticket.notes} one="note" Icon={IconNotes} />
        <Count number={ticket.messages} one="chat message" Icon={IconMessage} />
        <Count number={ticket.recordings} one="recording" Icon={IconVideo} />
      </span>
    </div>
  )
}

interface CountProps {
  readonly number: number
  readonly one: string
  readonly Icon: typeof IconNotes
}

function Count({ number, one, Icon }: CountProps): ReactElement | null {
  if (number === 0) return null
  const words = count(number, one)
  return (
    <span className={styles.count} role="img" aria-label={words} title={words}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {number}
    </span>
  )
}
