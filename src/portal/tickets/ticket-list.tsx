import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { useNow } from '#desk/parts/use-now.ts'
import { TicketRow } from './ticket-row.tsx'
import type { Ticket } from './tickets.ts'
import styles from './tickets.module.css'

export interface TicketListProps {
  readonly tickets: readonly Ticket[]
  /** What the list is, for a screen reader. */
  readonly label: string
}

/** Rows drawn at first and by each "Show more": a list of a thousand rows costs a second of an old laptop. */
const PAGE = 50

/** Tickets as a list; a long one grows on demand. */
export function TicketList({ tickets, label }: TicketListProps): ReactElement {
  const now = useNow()
  const [shown, setShown] = useState(PAGE)
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {tickets.slice(0, shown).map((ticket) => (
          <TicketRow key={ticket.session.id} ticket={ticket} now={now} />
        ))}
      </ul>
      {tickets.length > shown ? (
        <Button variant="default" mt="md" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, tickets.length - shown)} more
        </Button>
      ) : null}
    </>
  )
}

export interface TicketSearchProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The field that narrows a list by words. */
export function TicketSearch({ value, onChange }: TicketSearchProps): ReactElement {
  return (
    <TextInput
      type="search"
      className={styles.search ?? ''}
      aria-label="Find a session"
      placeholder="Number, title, reference or name"
      leftSection={<IconSearch size={18} stroke={1.75} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** What stands in place of a list in which nothing has the words. */
export function NothingFound({ search }: { readonly search: string }): ReactElement {
  return (
    <p className={styles.nothing} role="status">
      No session has “{search.trim()}” in its number, title, reference or name.
    </p>
  )
}
