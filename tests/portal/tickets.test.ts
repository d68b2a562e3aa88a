import { describe, expect, it } from 'vitest'
import type { Session } from '#domain/session.ts'
import type { RecordOf } from '#domain/sync.ts'
import { forToday, matches, stateWords, ticketsOf, type TicketSources } from '#portal/tickets/tickets.ts'
import type { Kept } from '#store/local-store.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const inPortal = { status: 'in-portal', revision: 1, late: false } as const
const hour = 60 * 60 * 1000

function session(id: number, part: Partial<Session> = {}): Kept<'session'> {
  const open = {
    status: 'open',
    id: uuid(id),
    ticketNumber: id,
    title: `Session ${id}`,
    createdAt: id,
    createdBy: 'Ada',
  }
  return { record: { ...open, ...part } as Session, where: inPortal }
}
const ended = (id: number, endedAt: number): Kept<'session'> =>
  session(id, { status: 'ended', endedAt, endedBy: 'Ada' } as Partial<Session>)

function note(id: number, sessionId: number, base?: number): Kept<'note'> {
  const record: RecordOf<'note'> = {
    id: uuid(id),
    noteId: uuid(900),
    sessionId: uuid(sessionId),
    authorName: 'Ada',
    text: 'x',
    at: id,
    ...(base === undefined ? {} : { base: uuid(base) }),
  }
  return { record, where: inPortal }
}

const empty: TicketSources = { sessions: [], notes: [], messages: [], recordings: [], rosters: undefined }

describe('tickets', () => {
  it('[TK1] are newest first and count a note once, however many versions and heads it has', () => {
    const tickets = ticketsOf({
      ...empty,
      sessions: [session(1), session(3), session(2)],
      notes: [note(10, 2), note(11, 2, 10), note(12, 2, 10)],
    })
    expect(tickets.map((ticket) => ticket.label)).toEqual(['FP-0003', 'FP-0002', 'FP-0001'])
    expect(tickets.map((ticket) => ticket.notes)).toEqual([0, 1, 0])
  })

  it.each([
    [undefined, 'Open'],
    [[], 'Waiting for the guest'],
    [['a'], 'Live with 1 person'],
    [['a', 'a', 'b'], 'Live with 2 people'],
  ])('[TK2] say who is there: %j is "%s"', (people, words) => {
    const roster = people?.map((name, index) => ({
      peerId: `peer-${index}`,
      participantId: name,
      name,
      seat: 'expert' as const,
    }))
    const rosters = roster && new Map([[uuid(1), roster]])
    const [ticket] = ticketsOf({ ...empty, sessions: [session(1)], rosters })
    expect(ticket && stateWords(ticket).text).toBe(words)
  })

  it('[TK3] an ended session is ended, whatever a late roster says', () => {
    const roster = [{ peerId: 'p', participantId: uuid(5), name: 'Ben', seat: 'technician' as const }]
    const [ticket] = ticketsOf({ ...empty, sessions: [ended(1, 5)], rosters: new Map([[uuid(1), roster]]) })
    expect(ticket && stateWords(ticket).text).toBe('Ended')
  })

  it.each([
    ['fp-0007', true],
    ['PUMP', true],
    ['pump 4711', true],
    ['ada', true],
    ['pump valve', false],
    ['  ', true],
  ])('[TK4] are found by every word of %j: %s', (search, found) => {
    const [ticket] = ticketsOf({
      ...empty,
      sessions: [session(7, { title: 'Pump leaks', reference: 'Order 4711' })],
    })
    expect(ticket && matches(ticket, search)).toBe(found)
  })

  it('[TK5] the start page has every open one and the few that ended within two days, last end first', () => {
    const now = 100 * hour
    const old = ended(1, now - 49 * hour)
    const recent = [2, 3, 4, 5, 6, 7, 8].map((id) => ended(id, now - (20 - id) * hour))
    const tickets = ticketsOf({ ...empty, sessions: [old, ...recent, session(9), session(10)] })
    const today = forToday(tickets, now)
    expect(today.open.map((ticket) => ticket.label)).toEqual(['FP-0010', 'FP-0009'])
    expect(today.ended.map((ticket) => ticket.label)).toEqual([
      'FP-0008',
      'FP-0007',
      'FP-0006',
      'FP-0005',
      'FP-0004',
    ])
  })
})
