import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDots,
  IconMessage,
  IconNotes,
  IconPlayerStop,
  IconVideo,
  IconVideoPlus,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { cx } from '#ui/cx.ts'
import type { Ticket } from './tickets.ts'
import styles from './tickets.module.css'

export interface TicketMenuProps {
  readonly ticket: Ticket
  readonly onRequest: () => void
  readonly onEnd: () => void
}

const icon = { size: 18, stroke: 1.75 } as const

/** What else there is to a session: what it left behind, and its end. */
export function TicketMenu({ ticket, onRequest, onEnd }: TicketMenuProps): ReactElement {
  const { session } = ticket
  const history = `/history/${session.id}`
  return (
    <Menu position="bottom-end" width={230} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label="Session menu">
          <IconDots size={20} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={`${history}?tab=notes`} leftSection={<IconNotes {...icon} />}>
          Notes
        </Menu.Item>
        <Menu.Item component={Link} href={`${history}?tab=chats`} leftSection={<IconMessage {...icon} />}>
          Chat History
        </Menu.Item>
        <Menu.Item component={Link} href={`${history}?tab=recordings`} leftSection={<IconVideo {...icon} />}>
          Recordings
        </Menu.Item>
        {session.status === 'open' ? (
          <>
            <Menu.Item leftSection={<IconVideoPlus {...icon} />} onClick={onRequest}>
              Request AR Recording
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              className={cx(styles.danger)}
              leftSection={<IconPlayerStop {...icon} />}
              onClick={onEnd}
            >
              End Session
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
