import { useMemo } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { useIsSettled, useKept, usePortal } from '../session-context.ts'
import { ticketsOf, type Ticket } from './tickets.ts'

/** All tickets, newest first and live; undefined while it is not known whether there are any. */
export function useTickets(): readonly Ticket[] | undefined {
  const { portal } = usePortal()
  const sessions = useKept('session')
  const notes = useKept('note')
  const messages = useKept('message')
  const recordings = useKept('recording')
  const rosters = useSnapshot(portal.rosters)
  const isSettled = useIsSettled()
  return useMemo(() => {
    if (sessions === undefined || (sessions.length === 0 && !isSettled)) return undefined
    return ticketsOf({
      sessions,
      notes: notes ?? [],
      messages: messages ?? [],
      recordings: recordings ?? [],
      rosters,
    })
  }, [sessions, notes, messages, recordings, rosters, isSettled])
}
