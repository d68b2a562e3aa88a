import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Participant, Seat } from '#domain/participant.ts'
import { ticketLabel } from '#domain/session.ts'
import { Badge } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { InviteDialog } from '#desk/invite/invite-dialog.tsx'
import { dateTime } from '#desk/parts/formats.ts'
import { PageHeader } from '../parts/page-header.tsx'
import { peopleIn } from '../rosters.ts'
import { useKept, usePortal } from '../session-context.ts'
import { stateWords } from '../tickets/tickets.ts'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'

const seats: Record<Seat, string> = { expert: 'expert', technician: 'technician' }

/** `Ada (expert), Ben (technician)`: each name and seat once, in the order of joining. */
function peopleWords(participants: readonly Participant[]): string {
  return [...new Set(participants.map(({ name, seat }) => `${name} (${seats[seat]})`))].join(', ')
}

/** What the session was: its title, number, state, times and people. */
export function SessionHeader({ session }: TabProps): ReactElement {
  const { portal } = usePortal()
  const participants = useKept('participant', session.id)
  const rosters = useSnapshot(portal.rosters)
  const [inviting, invite] = useDisclosure(false)
  const people = session.status === 'open' ? peopleIn(rosters, session.id) : 0
  const state = stateWords({ session, people })
  const isOpen = session.status === 'open'
  return (
    <>
      <PageHeader
        title={session.title}
        actions={
          isOpen ? (
            <>
              <Button component="a" href={`/call/${session.id}`}>
                Open call
              </Button>
              <Button
                variant="default"
                leftSection={<IconUserPlus size={18} stroke={1.75} />}
                aria-label="Invite participants"
                onClick={invite.open}
              >
                Invite
              </Button>
            </>
          ) : null
        }
      >
        <div className={styles.facts}>
          <span className={styles.number}>{ticketLabel(session)}</span>
          <Badge tone={state.tone} dot={(people ?? 0) > 0 ? 'pulse' : isOpen}>
            {state.text}
          </Badge>
          {session.reference ? <span>{session.reference}</span> : null}
          <span>
            Opened by {session.createdBy}, {dateTime(session.createdAt)}
          </span>
          {session.status === 'ended' ? (
            <span>
              Ended by {session.endedBy}, {dateTime(session.endedAt)}
            </span>
          ) : null}
        </div>
        {participants === undefined || participants.length === 0 ? null : (
          <p className={styles.people}>With {peopleWords(participants.map(({ record }) => record))}</p>
        )}
      </PageHeader>
      <InviteDialog
        session={session}
        agentId={portal.who.snapshot().agent.id}
        openInviting={portal.inviting}
        opened={inviting}
        onClose={invite.close}
      />
    </>
  )
}
