import type { Id } from '#domain/ids.ts'
import { notesOf } from '#domain/note.ts'
import { ticketLabel, type Session } from '#domain/session.ts'
import type { Kept } from '#store/local-store.ts'
import { peopleIn, type Rosters } from '../rosters.ts'

/** One session as the lists show it. */
export interface Ticket {
  readonly session: Session
  /** `FP-0042` */
  readonly label: string
  /** People in the call now; undefined when that is not known. */
  readonly people: number | undefined
  readonly notes: number
  readonly messages: number
  readonly recordings: number
}

export interface TicketSources {
  readonly sessions: readonly Kept<'session'>[]
  readonly notes: readonly Kept<'note'>[]
  readonly messages: readonly Kept<'message'>[]
  readonly recordings: readonly Kept<'recording'>[]
  readonly rosters: Rosters | undefined
}

function countBySession(records: readonly { readonly sessionId: Id }[]): ReadonlyMap<Id, number> {
  const counts = new Map<Id, number>()
  for (const { sessionId } of records) counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1)
  return counts
}

/** All sessions with what belongs to them, newest first. */
export function ticketsOf(sources: TicketSources): readonly Ticket[] {
  const { sessions, notes, messages, recordings, rosters } = sources
  const noteRecords = notes.map(({ record }) => record)
  const heads = notesOf(noteRecords).flatMap((note) => note.heads.slice(0, 1))
  const counts = {
    notes: countBySession(heads),
    messages: countBySession(messages.map(({ record }) => record)),
    recordings: countBySession(recordings.map(({ record }) => record)),
  }
  return sessions
    .map(({ record: session }) => ({
      session,
      label: ticketLabel(session),
      people: session.status === 'open' ? peopleIn(rosters, session.id) : 0,
      notes: counts.notes.get(session.id) ?? 0,
      messages: counts.messages.get(session.id) ?? 0,
      recordings: counts.recordings.get(session.id) ?? 0,
    }))
    .sort(
      (a, b) => b.session.createdAt - a.session.createdAt || b.session.ticketNumber - a.session.ticketNumber,
    )
}

/** Whether a ticket has every word of the search in its number, title, reference or maker's name. */
export function matches({ session, label }: Ticket, search: string): boolean {
  const text = `${label} ${session.title} ${session.reference ?? ''} ${session.createdBy}`.toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** How long an ended session stays on the start page, in milliseconds: a shift and the morning after. */
const RECENT_MS = 48 * 60 * 60 * 1000
/** At most this many of them, so that the open ones stay in sight. */
const MOST_RECENT = 5

/** What the start page shows: all open sessions, and the few that ended last. */
export function forToday(
  tickets: readonly Ticket[],
  now: number,
): { open: readonly Ticket[]; ended: readonly Ticket[] } {
  return {
    open: tickets.filter(({ session }) => session.status === 'open'),
    ended: tickets
      .flatMap((ticket) =>
        ticket.session.status === 'ended' ? [{ ticket, at: ticket.session.endedAt }] : [],
      )
      .filter(({ at }) => now - at < RECENT_MS)
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_RECENT)
      .map(({ ticket }) => ticket),
  }
}

/** The state in words: what a person in the team room would say. */
export function stateWords({ session, people }: Pick<Ticket, 'session' | 'people'>): {
  readonly text: string
  readonly tone: 'success' | 'info' | 'neutral'
} {
  if (session.status === 'ended') return { text: 'Ended', tone: 'neutral' }
  if (people === undefined) return { text: 'Open', tone: 'info' }
  if (people === 0) return { text: 'Waiting for the guest', tone: 'info' }
  return { text: people === 1 ? 'Live with 1 person' : `Live with ${people} people`, tone: 'success' }
}
