import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  messageBy,
  newGuest,
  newSession,
  person,
  pullAll,
  signIn,
  startPortal,
  type Person,
  type Portal,
} from './portal.ts'

let portal: Portal
let agent: Person
beforeAll(async () => {
  portal = await startPortal()
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())

const push = async (who: Person, ...changes: unknown[]) => (await who.must('push', { changes })).results
const code = (result: Awaited<ReturnType<typeof push>>[number] | undefined) =>
  result?.status === 'refused' ? result.problem.code : result?.status

const noteBy = (sessionId: string, text = 'Order a new seal', at = Date.now()) => ({
  kind: 'note' as const,
  record: { id: randomUUID(), noteId: randomUUID(), sessionId, authorName: 'Whoever', text, at },
})
const filmBy = (sessionId: string, startedAt = Date.now()) => {
  const record = { id: randomUUID(), sessionId, authorName: 'Whoever', startedAt, mimeType: 'video/webm' }
  return {
    capturing: { kind: 'recording' as const, record: { ...record, status: 'capturing' as const } },
    finished: (sha256 = 'a'.repeat(64)) => ({
      kind: 'recording' as const,
      record: { ...record, status: 'finished' as const, durationMs: 1000, bytes: 10, sha256 },
    }),
    stored: {
      kind: 'recording' as const,
      record: {
        ...record,
        status: 'stored' as const,
        durationMs: 1000,
        bytes: 10,
        sha256: 'a'.repeat(64),
        mediaId: randomUUID(),
      },
    },
  }
}

describe('sessions', () => {
  it('[SE1] creating twice with one id is one session with one ticket number', async () => {
    const input = { id: randomUUID(), title: 'Pump 3', reference: 'R-9' }
    const first = await agent.must('createSession', input)
    expect(await agent.must('createSession', input)).toEqual(first)
    expect(await agent.call('createSession', { ...input, title: 'Other' })).toMatchObject({
      problem: { code: 'conflict' },
    })
    const next = await newSession(agent)
    expect(next.ticketNumber).toBe(first.ticketNumber + 1)
    const seen = (await pullAll(agent)).filter(({ change }) => change.record.id === first.id)
    expect(seen).toMatchObject([{ change: { kind: 'session', record: first } }])
  })

  it('[SE2] many sessions made at once have different numbers and revisions without holes', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => newSession(agent)))
    expect(new Set(made.map(({ ticketNumber }) => ticketNumber)).size).toBe(12)
    const revisions = (await pullAll(agent)).map(({ revision }) => revision)
    expect(new Set(revisions).size).toBe(revisions.length)
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
  })

  it('[SE3] only agents create and end sessions', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const input = { id: randomUUID(), title: 'Mine' }
    expect(await guest.call('createSession', input)).toMatchObject({ problem: { code: 'not-allowed' } })
    expect(await guest.call('endSession', { sessionId: session.id })).toMatchObject({
      problem: { code: 'not-allowed' },
    })
    expect(await person(portal.url).call('createSession', input)).toMatchObject({
      problem: { code: 'not-signed-in' },
    })
  })
})

describe('push', () => {
  it('[SY1] pushing the same change again changes nothing and gives the same revision', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const message = messageBy(guest.participantId, session.id)
    const [first] = await push(guest, message)
    expect(first).toMatchObject({ status: 'accepted', id: message.record.id })
    expect(await push(guest, message, message)).toEqual([first, first])
    const kept = (await pullAll(guest)).filter(({ change }) => change.record.id === message.record.id)
    expect(kept).toHaveLength(1)
  })

  it('[SY2] the same id with other content is refused and changes nothing', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const message = messageBy(guest.participantId, session.id, { text: 'first' })
    await push(guest, message)
    const other = { ...message, record: { ...message.record, text: 'second' } }
    expect(code((await push(guest, other))[0])).toBe('conflict')
    // An id that the server gave away itself is no exception.
    const asSession = messageBy(guest.participantId, session.id, { id: session.id })
    expect(code((await push(guest, asSession))[0])).toBe('conflict')
    const kept = (await pullAll(guest)).map(({ change }) => change)
    expect(kept.find(({ record }) => record.id === message.record.id)).toMatchObject({
      record: { text: 'first' },
    })
    expect(kept.find(({ record }) => record.id === session.id)).toMatchObject({ kind: 'session' })
  })

  it('[SY3] one bad change is refused alone, with its id and a sentence', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const good = messageBy(guest.participantId, session.id)
    const bad = { kind: 'message', record: { id: 'abc', text: 7 } }
    const unstorable = messageBy(guest.participantId, session.id, { text: 'zero \u0000 and \ud800 half' })
    const results = await push(guest, bad, good, 'nonsense', unstorable)
    expect(results.map(({ status }) => status)).toEqual(['refused', 'accepted', 'refused', 'refused'])
    expect(results[0]).toMatchObject({ id: 'abc', problem: { code: 'bad-request' } })
    expect(results[3]).toMatchObject({ id: unstorable.record.id })
  })

  it('[SY4] nobody writes in the name of another person', async () => {
    const session = await newSession(agent)
    const [tom, eve] = [await newGuest(agent, session.id, 'Tom'), await newGuest(agent, session.id, 'Eve')]
    const forged = messageBy(tom.participantId, session.id)
    expect(code((await push(eve, forged))[0])).toBe('not-allowed')
    expect(code((await push(agent, forged))[0])).toBe('not-allowed')
    // The true name and seat take the place of what the device says.
    const own = messageBy(eve.participantId, session.id, { authorName: 'Ada, owner' })
    await push(eve, { ...own, record: { ...own.record, authorSeat: 'expert' } })
    const kept = (await pullAll(agent)).map(({ change }) => change)
    expect(kept.find(({ record }) => record.id === own.record.id)).toMatchObject({
      record: { authorName: 'Eve', authorSeat: 'technician' },
    })
    expect(kept.some(({ record }) => record.id === forged.record.id)).toBe(false)
    // And Tom cannot be hindered by Eve having sent his record first.
    expect(code((await push(tom, forged))[0])).toBe('accepted')
  })

  it('[SY5] an agent writes as the participant that the ticket gave, and signs notes with the account’s name', async () => {
    const session = await newSession(agent)
    const early = messageBy(randomUUID(), session.id)
    expect(code((await push(agent, early))[0])).toBe('not-allowed')
    const { participant } = await agent.must('ticket', { sessionId: session.id })
    const message = messageBy(participant.id, session.id)
    const note = noteBy(session.id)
    expect((await push(agent, message, note)).map(code)).toEqual(['accepted', 'accepted'])
    const kept = (await pullAll(agent)).map(({ change }) => change)
    expect(kept.find(({ record }) => record.id === note.record.id)).toMatchObject({
      record: { authorName: 'ada' },
    })
    expect(kept.find(({ record }) => record.id === message.record.id)).toMatchObject({
      record: { authorName: 'ada', authorSeat: 'expert' },
    })
    expect((await push(agent, note, message)).map(code)).toEqual(['accepted', 'accepted'])
  })

  it('[SY6] what only the server knows, only the server writes', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const ended = { ...session, status: 'ended', endedAt: 1, endedBy: 'me' }
    const diary = (kind: string) => ({
      kind: 'update',
      record: { id: randomUUID(), sessionId: session.id, kind, actorName: 'Ada', at: Date.now() },
    })
    const participant = {
      id: guest.participantId,
      sessionId: session.id,
      name: 'Tom',
      seat: 'expert',
      joinedAt: 1,
    }
    const results = await push(
      guest,
      { kind: 'session', record: ended },
      { kind: 'participant', record: participant },
      diary('ended'),
      noteBy(session.id),
      diary('ar-started'),
    )
    expect(results.map(code)).toEqual([
      'not-allowed',
      'not-allowed',
      'not-allowed',
      'not-allowed',
      'accepted',
    ])
    const update = (await pullAll(guest)).at(-1)
    expect(update).toMatchObject({
      change: { kind: 'update', record: { kind: 'ar-started', actorName: 'Tom' } },
    })
  })

  it('[SY7] a recording moves forward only, and only the server calls it stored', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const film = filmBy(session.id)
    expect((await push(guest, film.stored)).map(code)).toEqual(['not-allowed'])
    const [started] = await push(guest, film.capturing)
    const [finished] = await push(guest, film.finished())
    expect([code(started), code(finished)]).toEqual(['accepted', 'accepted'])
    // A late copy of the beginning changes nothing.
    expect(await push(guest, film.capturing)).toEqual([finished])
    expect((await push(guest, film.finished('b'.repeat(64)))).map(code)).toEqual(['conflict'])
    expect((await push(guest, film.stored)).map(code)).toEqual(['conflict'])
    const other = await newGuest(agent, session.id, 'Eve')
    expect((await push(other, film.finished())).map(code)).toEqual(['conflict'])
    // Begun and finished within one batch: one record, at its end.
    const quick = filmBy(session.id)
    expect((await push(guest, quick.capturing, quick.finished())).map(code)).toEqual(['accepted', 'accepted'])
    const kept = (await pullAll(guest)).filter(({ change }) => change.kind === 'recording')
    expect(kept.map(({ change }) => change)).toEqual([
      { kind: 'recording', record: { ...film.finished().record, authorName: 'Tom' } },
      { kind: 'recording', record: { ...quick.finished().record, authorName: 'Tom' } },
    ])
  })

  it('[SY8] concurrent pushes of one change accept it once', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const message = messageBy(guest.participantId, session.id)
    const answers = await Promise.all(Array.from({ length: 8 }, () => push(guest, message)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('[SY9] an unknown session takes nothing', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    expect((await push(guest, messageBy(guest.participantId, randomUUID()))).map(code)).toEqual(['not-found'])
    expect(await person(portal.url).call('push', { changes: [] })).toMatchObject({
      problem: { code: 'not-signed-in' },
    })
  })
})

describe('pull', () => {
  it('[SY10] pages join up without a hole or a double, whatever their size', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    await push(guest, ...Array.from({ length: 23 }, () => messageBy(guest.participantId, session.id)))
    const whole = await pullAll(agent, 200)
    expect(await pullAll(agent, 7)).toEqual(whole)
    expect((await pullAll(guest, 1)).filter(({ change }) => change.kind === 'message')).toHaveLength(23)
  })

  it('[SY11] a guest sees nothing of another session, but its cursor passes over it', async () => {
    const [mine, theirs] = [await newSession(agent, 'Mine'), await newSession(agent, 'Theirs')]
    const guest = await newGuest(agent, mine.id)
    const stranger = await newGuest(agent, theirs.id, 'Stranger')
    await push(stranger, messageBy(stranger.participantId, theirs.id, { text: 'secret of theirs' }))
    await push(agent, noteBy(theirs.id, 'secret note'), noteBy(mine.id, 'what agents think'))
    // Trying to write there is like writing nowhere.
    expect((await push(guest, messageBy(guest.participantId, theirs.id))).map(code)).toEqual(['not-found'])
    const seen = JSON.stringify(await pullAll(guest))
    expect(seen).toContain(mine.id)
    for (const hidden of [theirs.id, 'secret', 'Stranger', 'what agents think'])
      expect(seen).not.toContain(hidden)
    const head = (await agent.must('pull', { after: 0, limit: 200 })).cursor
    expect((await guest.must('pull', { after: 0, limit: 200 })).cursor).toBe(head)
    expect(await guest.must('pull', { after: head })).toEqual({ changes: [], cursor: head, more: false })
  })
})
