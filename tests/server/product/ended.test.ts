import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageBy, newGuest, newSession, newToken, person, pullAll, signIn, startPortal } from './portal.ts'
import type { Person, Portal } from './portal.ts'
import { connect, openLive, openSignal } from './sockets.ts'

let portal: Portal
let agent: Person
beforeAll(async () => {
  portal = await startPortal()
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())

/** A session that ended while a guest was in its call. */
async function endedSession() {
  const session = await newSession(agent)
  const guest = await newGuest(agent, session.id)
  const call = await connect(guest, session.id)
  const live = await openLive(guest)
  await live.first(({ type }) => type === 'ready')
  const ended = await agent.must('endSession', { sessionId: session.id })
  if (ended.status !== 'ended') throw new Error('not ended')
  return { session, ended, guest, call, live }
}

const codeOf = async (who: Person, change: unknown) => {
  const { results } = await who.must('push', { changes: [change] })
  return results[0]?.status === 'refused' ? results[0].problem.code : results[0]?.status
}

describe('an ended session', () => {
  it('[EN1] ends once, with the first answer for whoever asks again', async () => {
    const { session, ended } = await endedSession()
    expect(ended).toMatchObject({ ...session, status: 'ended', endedBy: 'ada' })
    expect(await agent.must('endSession', { sessionId: session.id })).toEqual(ended)
    const diary = (await pullAll(agent)).filter(
      ({ change }) =>
        change.kind === 'update' && change.record.sessionId === session.id && change.record.kind === 'ended',
    )
    expect(diary).toHaveLength(1)
  })

  it('[EN2] cuts the call at once and says so on the live channel', async () => {
    const { session, call, live } = await endedSession()
    expect(await call.closed()).toBe(4410)
    await live.first((notice) => notice.type === 'ended' && notice.sessionId === session.id)
    await live.first((notice) => notice.type === 'roster' && notice.peers.length === 0)
    live.close()
  })

  it('[EN3] is closed at every door, also to who was inside', async () => {
    const { session, guest, call } = await endedSession()
    const nobody = person(portal.url)
    const ended = { problem: { code: 'session-ended' } }
    expect(await nobody.call('openInvite', { token: guest.token })).toMatchObject(ended)
    const seat = { token: guest.token, participantId: guest.participantId, secret: guest.secret, name: 'Tom' }
    expect(await nobody.call('join', seat)).toMatchObject(ended)
    expect(
      await nobody.call('join', { ...seat, participantId: randomUUID(), secret: newToken() }),
    ).toMatchObject(ended)
    expect(await guest.call('ticket', { sessionId: session.id })).toMatchObject(ended)
    expect(await guest.call('ticket', { sessionId: session.id, peerId: call.peerId })).toMatchObject(ended)
    expect(await agent.call('ticket', { sessionId: session.id })).toMatchObject(ended)
    // A ticket from before the end is still signed, and still useless.
    expect(await openSignal(guest, call.peerId, call.ticket.ticket)).toEqual({ refused: 410 })
    expect(
      await agent.call('createInvite', {
        id: randomUUID(),
        sessionId: session.id,
        kind: 'guest',
        token: newToken(),
      }),
    ).toMatchObject(ended)
  })

  it('[EN4] takes what was captured before the end, marked late, and refuses what came after', async () => {
    const { session, ended, guest } = await endedSession()
    const before = messageBy(guest.participantId, session.id, { at: ended.endedAt - 1000 })
    const after = messageBy(guest.participantId, session.id, { at: ended.endedAt })
    expect(await codeOf(guest, before)).toBe('accepted')
    expect(await codeOf(guest, after)).toBe('session-ended')
    const kept = (await pullAll(agent)).filter(({ change }) => change.kind === 'message')
    expect(kept.find(({ change }) => change.record.id === before.record.id)).toMatchObject({ late: true })
    expect(kept.some(({ change }) => change.record.id === after.record.id)).toBe(false)
    // Sent again after a lost answer it is still known, and still late.
    expect(await codeOf(guest, before)).toBe('accepted')
  })

  it('[EN5] a film begun before the end may be finished after it; one begun after it may not', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const film = (startedAt: number) => ({
      id: randomUUID(),
      sessionId: session.id,
      authorName: 'Tom',
      startedAt,
      mimeType: 'video/webm',
    })
    const finish = { status: 'finished', durationMs: 1, bytes: 1, sha256: 'c'.repeat(64) }
    const known = film(Date.now())
    expect(await codeOf(guest, { kind: 'recording', record: { ...known, status: 'capturing' } })).toBe(
      'accepted',
    )
    await agent.must('endSession', { sessionId: session.id })
    expect(await codeOf(guest, { kind: 'recording', record: { ...known, ...finish } })).toBe('accepted')
    const offline = film(Date.now() - 60_000)
    expect(await codeOf(guest, { kind: 'recording', record: { ...offline, ...finish } })).toBe('accepted')
    const tooLate = film(Date.now() + 1000)
    expect(await codeOf(guest, { kind: 'recording', record: { ...tooLate, ...finish } })).toBe(
      'session-ended',
    )
  })

  it('[EN6] agents still write notes on it; guests never do', async () => {
    const { session, guest } = await endedSession()
    const note = {
      kind: 'note',
      record: {
        id: randomUUID(),
        noteId: randomUUID(),
        sessionId: session.id,
        authorName: 'x',
        text: 'Done',
        at: Date.now() + 5000,
      },
    }
    expect(await codeOf(guest, note)).toBe('not-allowed')
    expect(await codeOf(agent, note)).toBe('accepted')
    const kept = (await pullAll(agent)).find(({ change }) => change.record.id === note.record.id)
    expect(kept?.late).toBeUndefined()
  })
})
