import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLog } from '#server/config/log.ts'
import { openDatabase } from '#server/storage/database.ts'
import { guestOf, messageBy, newGuest, newSession, newToken, person, pullAll, signIn } from './portal.ts'
import { startPortal, type Person, type Portal } from './portal.ts'
import { connect, openLive, openSignal } from './sockets.ts'

let portal: Portal
let agent: Person
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-invites-'))
  portal = await startPortal({ folder })
  agent = await signIn(portal.url)
})
afterAll(async () => {
  await portal.stop()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => vi.useRealTimers())

const nobody = () => person(portal.url)
const problem = (code: string) => ({ ok: false, problem: { code } })

describe('links', () => {
  it('[IN1] making one twice is one link; it is listed without its token', async () => {
    const session = await newSession(agent)
    const input = { id: randomUUID(), sessionId: session.id, kind: 'guest' as const, token: newToken() }
    const invite = await agent.must('createInvite', input)
    expect(await agent.must('createInvite', input)).toEqual(invite)
    expect(await agent.call('createInvite', { ...input, token: newToken() })).toMatchObject(
      problem('conflict'),
    )
    expect(await agent.call('createInvite', { ...input, id: randomUUID() })).toMatchObject(
      problem('conflict'),
    )
    expect(await agent.must('listInvites', { sessionId: session.id })).toEqual({ invites: [invite] })
    expect(invite.expiresAt - invite.createdAt).toBe(7 * 24 * 3600 * 1000)
    const diary = (await pullAll(agent)).filter(
      ({ change }) => change.kind === 'update' && change.record.sessionId === session.id,
    )
    expect(diary.map(({ change }) => 'kind' in change.record && change.record.kind)).toEqual([
      'created',
      'invited',
    ])
  })

  it('[IN2] opening one shows where it leads and nothing more', async () => {
    const session = await newSession(agent, 'Pump 4')
    const guest = await newGuest(agent, session.id)
    expect(await nobody().must('openInvite', { token: guest.token })).toEqual({
      session: { id: session.id, title: 'Pump 4', ticketNumber: session.ticketNumber },
      workspaceName: expect.any(String),
      invitedBy: 'ada',
      inviteId: guest.inviteId,
      kind: 'guest',
      expiresAt: expect.any(Number),
    })
  })

  it('[IN3] joining again with the same secret is the same joining, also after a lost answer', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const seat = { token: guest.token, participantId: guest.participantId, secret: guest.secret, name: 'Tom' }
    const again = await nobody().must('join', seat)
    expect(again.participant).toMatchObject({ id: guest.participantId, name: 'Tom', seat: 'technician' })
    expect(again.session).toEqual(session)
    expect(await nobody().call('join', { ...seat, secret: newToken() })).toMatchObject(problem('not-allowed'))
    // An id that stands for something else already is nobody's seat.
    expect(
      await nobody().call('join', { ...seat, participantId: session.id, secret: newToken() }),
    ).toMatchObject(problem('not-allowed'))
    const joined = (await pullAll(guest)).filter(
      ({ change }) => change.kind === 'update' && change.record.kind === 'joined',
    )
    expect(joined).toHaveLength(1)
    const [listed] = (await agent.must('listInvites', { sessionId: session.id })).invites
    expect(listed?.usedAt).toBeGreaterThan(0)
  })

  it('[IN4] a seat of one session is no seat of another', async () => {
    const [mine, theirs] = [await newSession(agent), await newSession(agent)]
    const guest = await newGuest(agent, mine.id)
    const other = await newGuest(agent, theirs.id)
    expect(
      await nobody().call('join', {
        token: other.token,
        participantId: guest.participantId,
        secret: guest.secret,
        name: 'Tom',
      }),
    ).toMatchObject(problem('not-allowed'))
  })

  it('[IN5] an expired link lets nobody in, but who sits stays seated', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const { invites } = await agent.must('listInvites', { sessionId: session.id })
    const expiresAt = invites[0]?.expiresAt ?? 0
    vi.useFakeTimers({ toFake: ['Date'], now: expiresAt - 1 })
    expect(await nobody().call('openInvite', { token: guest.token })).toMatchObject({ ok: true })
    vi.setSystemTime(expiresAt)
    expect(await nobody().call('openInvite', { token: guest.token })).toMatchObject(problem('link-expired'))
    const seat = { token: guest.token, participantId: guest.participantId, secret: guest.secret, name: 'Tom' }
    expect(await nobody().call('join', seat)).toMatchObject(problem('link-expired'))
    expect(await guest.call('ticket', { sessionId: session.id })).toMatchObject({ ok: true })
  })

  it('[IN6] withdrawing a link cuts who came in by it, at every door, and nobody else', async () => {
    const session = await newSession(agent)
    const [out, stays] = [
      await newGuest(agent, session.id, 'Out'),
      await newGuest(agent, session.id, 'Stays'),
    ]
    const known = messageBy(out.participantId, session.id)
    await out.must('push', { changes: [known] })
    const calls = { out: await connect(out, session.id), stays: await connect(stays, session.id) }
    const live = { out: await openLive(out), stays: await openLive(stays) }
    await Promise.all([
      live.out.first(({ type }) => type === 'ready'),
      live.stays.first(({ type }) => type === 'ready'),
    ])

    const revoked = await agent.must('revokeInvite', { inviteId: out.inviteId })
    expect(revoked.revokedAt).toBeGreaterThan(0)
    expect(await agent.must('revokeInvite', { inviteId: out.inviteId })).toEqual(revoked)

    expect(await calls.out.closed()).toBe(4410)
    expect(await live.out.first(({ type }) => type === 'refused')).toMatchObject({
      problem: { code: 'link-revoked' },
    })
    await live.out.closed()
    const gone = problem('link-revoked')
    expect(await nobody().call('openInvite', { token: out.token })).toMatchObject(gone)
    expect(await out.call('ticket', { sessionId: session.id })).toMatchObject(gone)
    expect(await openSignal(out, calls.out.peerId, calls.out.ticket.ticket)).toEqual({ refused: 410 })
    expect(await out.call('pull', { after: 0 })).toMatchObject(gone)
    const { results } = await out.must('push', { changes: [known, messageBy(out.participantId, session.id)] })
    expect(results).toMatchObject([{ status: 'accepted' }, { status: 'refused', problem: gone.problem }])
    const again = await openLive(out)
    expect(await again.first(() => true)).toMatchObject({ type: 'refused', problem: gone.problem })

    // The other one is still in the call and hears who is left.
    await live.stays.first(
      (notice) => notice.type === 'roster' && notice.peers.length === 1 && notice.peers[0]?.name === 'Stays',
    )
    expect(calls.stays.socket.readyState).toBe(1)
    live.stays.close()
    calls.stays.close()
  })

  it('[IN7] guesses are slowed down, and a wrong secret proves nothing', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    expect(
      await guestOf(portal.url, guest.participantId, newToken()).call('pull', { after: 0 }),
    ).toMatchObject(problem('not-signed-in'))
    expect(await nobody().call('openInvite', { token: newToken() })).toMatchObject(problem('link-unknown'))
    const from = person(portal.url, { 'X-Forwarded-For': '192.0.2.7' })
    const codes: string[] = []
    for (let index = 0; index < 40; index += 1) {
      const outcome = await from.call('openInvite', { token: newToken() })
      codes.push(outcome.ok ? 'ok' : outcome.problem.code)
    }
    expect(codes[0]).toBe('link-unknown')
    expect(codes.at(-1)).toBe('too-many-tries')
    // Others are not made to wait for it.
    expect(await nobody().call('openInvite', { token: guest.token })).toMatchObject({ ok: true })
  })

  it('[IN8] no token and no secret lies in any table', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const { ticket } = await guest.must('ticket', { sessionId: session.id })
    await portal.stop()
    const database = await openDatabase(
      { dataDir: folder, databaseUrl: undefined },
      createLog({ logLevel: 'error' }),
    )
    const tables = await database.db.introspection.getTables()
    let dump = ''
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(database.db)
      dump += JSON.stringify(rows)
    }
    await database.close()
    portal = await startPortal({ folder })
    expect(dump).toContain(guest.participantId)
    for (const secret of [guest.token, guest.secret, ticket]) expect(dump).not.toContain(secret)
  })
})
