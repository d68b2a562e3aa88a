import { IconHistory } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'
import { count } from '#desk/parts/formats.ts'
import { PageHeader } from '../parts/page-header.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { NothingFound, TicketList, TicketSearch } from './ticket-list.tsx'
import { matches, type Ticket } from './tickets.ts'
import styles from './tickets.module.css'
import { useTickets } from './use-tickets.ts'

/** Every session of the workspace, newest first. */
export function HistoryPage(): ReactElement {
  const tickets = useTickets()
  return (
    <>
      <PageHeader title="History">
        {tickets === undefined || tickets.length === 0
          ? null
          : `${count(tickets.length, 'session')}, newest first`}
      </PageHeader>
      {tickets === undefined ? (
        <Skeletons rows={6} height={76} />
      ) : tickets.length === 0 ? (
        <EmptyState icon={<IconHistory size={28} />} title="Nothing has happened yet">
          Every session stays here with its chat, notes, stills and recordings.
        </EmptyState>
      ) : (
        <Found tickets={tickets} />
      )}
    </>
  )
}

function Found({ tickets }: { readonly tickets: readonly Ticket[] }): ReactElement {
  const [search, setSearch] = useState('')
  const found = tickets.filter((ticket) => matches(ticket, search))
  return (
    <>
      <div className={styles.tools}>
        <TicketSearch value={search} onChange={setSearch} />
      </div>
      {found.length > 0 ? <TicketList tickets={found} label="Sessions" /> : <NothingFound search={search} />}
    </>
  )
}
