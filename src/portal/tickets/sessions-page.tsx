import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHeadset, IconPlus } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useNow } from '#desk/parts/use-now.ts'
import { NewSessionDialog } from './new-session-dialog.tsx'
import { NothingFound, TicketList, TicketSearch } from './ticket-list.tsx'
import { forToday, matches, type Ticket } from './tickets.ts'
import styles from './tickets.module.css'
import { useTickets } from './use-tickets.ts'

/** The start page: what is open now, what ended a moment ago, and the way to open a new session. */
export function SessionsPage(): ReactElement {
  const tickets = useTickets()
  const [creating, create] = useDisclosure(false)
  const newSession = (
    <Button leftSection={<IconPlus size={18} stroke={2} />} onClick={create.open}>
      New session
    </Button>
  )
  const isEmpty = tickets?.length === 0
  return (
    <>
      <PageHeader title="My Sessions" actions={isEmpty ? null : newSession} />
      {tickets === undefined ? (
        <Skeletons rows={4} height={76} />
      ) : isEmpty ? (
        <EmptyState icon={<IconHeadset size={28} />} title="Help somebody from here" action={newSession}>
          Open a session and send its link. Your guest needs a phone and nothing else: no app, no account.
        </EmptyState>
      ) : (
        <Today tickets={tickets} />
      )}
      <NewSessionDialog opened={creating} onClose={create.close} />
    </>
  )
}

function Today({ tickets }: { readonly tickets: readonly Ticket[] }): ReactElement {
  const [search, setSearch] = useState('')
  const now = useNow(60_000)
  const { open, ended } = forToday(tickets, now)
  const lists = [
    { name: 'Open', tickets: open.filter((ticket) => matches(ticket, search)) },
    { name: 'Ended lately', tickets: ended.filter((ticket) => matches(ticket, search)) },
  ].filter((list) => list.tickets.length > 0)
  return (
    <>
      {open.length + ended.length > 0 ? (
        <div className={styles.tools}>
          <TicketSearch value={search} onChange={setSearch} />
        </div>
      ) : null}
      {lists.map((list) => (
        <section key={list.name}>
          <h2 className={styles.group}>{list.name}</h2>
          <TicketList tickets={list.tickets} label={list.name} />
        </section>
      ))}
      {lists.length > 0 ? null : search.trim() === '' ? (
        <EmptyState icon={<IconHeadset size={28} />} title="No session is open">
          Older sessions are in the history.
        </EmptyState>
      ) : (
        <NothingFound search={search} />
      )}
    </>
  )
}
