import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { watchMediaPath } from '#domain/media.ts'
import type { Change } from '#domain/sync.ts'
import { guestOf, newSession, newToken, person, pullAll, signIn, startPortal } from './portal.ts'
import type { Person, Portal } from './portal.ts'
import { filmBytes, sha256, upload } from './tus.ts'

let portal: Portal
let agent: Person
beforeAll(async () => {
  portal = await startPortal()
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())

const nobody = () => person(portal.url)

async function request(sessionId: string, more: { prompts?: string[]; words?: string } = {}) {
  const token = newToken()
  const invite = await agent.must('createInvite', {
    id: randomUUID(),
    sessionId,
    kind: 'recording',
    token,
    ...more,
  })
  return { token, invite }
}

/** Somebody who came by a recording request. */
async function technician(token: string) {
  const [participantId, secret] = [randomUUID(), newToken()]
  await nobody().must('join', { token, participantId, secret, name: 'Tom' })
  return { ...guestOf(portal.url, participantId, secret), participantId }
}

function film(sessionId: string, startedAt: number, bytes: Uint8Array): Change {
  return {
    kind: 'recording',
    record: {
      status: 'finished',
      id: randomUUID(),
      sessionId,
      authorName: 'Somebody',
      startedAt,
      mimeType: 'video/webm',
      durationMs: 1000,
      bytes: bytes.length,
      sha256: sha256(bytes),
    },
  }
}

async function send(who: Person, change: Change, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { results } = await who.must('push', { changes: [change] })
  expect(results).toMatchObject([{ status: 'accepted' }])
  if (change.kind !== 'recording' && change.kind !== 'piece')
    throw new Error('Only films and pieces have files')
  const { id, sessionId, mimeType } = change.record
  await upload(who, { purpose: change.kind, recordId: id, sessionId, sha256: sha256(bytes), mimeType }, bytes)
}

const kept = async (id: string) => (await pullAll(agent)).find(({ change }) => change.record.id === id)

describe('recording requests', () => {
  it('[RQ1] says who asks, what for and what to show; that it was opened is known', async () => {
    const session = await newSession(agent, 'Pump 4')
    const asked = { words: 'The seal leaks', prompts: ['The nameplate', 'The left valve'] }
    const { token, invite } = await request(session.id, asked)
    expect(invite).toMatchObject({ kind: 'recording', ...asked })
    expect(await nobody().must('openInvite', { token })).toMatchObject({
      kind: 'recording',
      invitedBy: 'ada',
      session: { title: 'Pump 4' },
      ...asked,
    })
    const { invites } = await agent.must('listInvites', { sessionId: session.id })
    expect(invites[0]?.openedAt).toBeGreaterThanOrEqual(invite.createdAt)
    const diary = (await pullAll(agent)).flatMap(({ change }) =>
      change.kind === 'update' && change.record.sessionId === session.id ? [change.record.kind] : [],
    )
    expect(diary).toEqual(['created', 'recording-requested'])
  })

  it('[RQ2] the portal says which request a film answers, whatever the device claims', async () => {
    const session = await newSession(agent)
    const { token, invite } = await request(session.id)
    const tom = await technician(token)
    const bytes = filmBytes(2000)
    const change = film(session.id, Date.now(), bytes)
    await send(tom, change, bytes)
    expect((await kept(change.record.id))?.change).toMatchObject({
      record: { status: 'stored', inviteId: invite.id, authorName: 'Tom' },
    })
    const own = film(session.id, Date.now(), bytes)
    if (own.kind !== 'recording') return
    const claimed: Change = { ...own, record: { ...own.record, inviteId: invite.id } }
    await agent.must('push', { changes: [claimed] })
    expect((await kept(own.record.id))?.change.record).not.toHaveProperty('inviteId')
  })

  it('[RQ3] a request that was withdrawn takes in what was captured before, late, and nothing that came after', async () => {
    const session = await newSession(agent)
    const { token, invite } = await request(session.id)
    const tom = await technician(token)
    const before = Date.now() - 60_000
    const { revokedAt = 0 } = await agent.must('revokeInvite', { inviteId: invite.id })
    const bytes = filmBytes(2000)
    const captured = film(session.id, before, bytes)
    await send(tom, captured, bytes)
    expect(await kept(captured.record.id)).toMatchObject({
      late: true,
      change: { record: { status: 'stored' } },
    })
    const { results } = await tom.must('push', { changes: [film(session.id, revokedAt + 1, bytes)] })
    expect(results).toMatchObject([{ status: 'refused', problem: { code: 'link-revoked' } }])
    expect(await nobody().call('openInvite', { token })).toMatchObject({ problem: { code: 'link-revoked' } })
  })

  it('[RQ4] a piece of a film gets its file like the film itself', async () => {
    const session = await newSession(agent)
    const tom = await technician((await request(session.id)).token)
    const bytes = filmBytes(3000)
    const change: Change = {
      kind: 'piece',
      record: {
        id: randomUUID(),
        sessionId: session.id,
        recordingId: randomUUID(),
        piece: 'plain-film',
        mimeType: 'video/webm',
        bytes: bytes.length,
        sha256: sha256(bytes),
        at: Date.now(),
      },
    }
    await send(tom, change, bytes)
    expect((await kept(change.record.id))?.change.record).toMatchObject({ mediaId: expect.any(String) })
  })

  it('[RQ5] refuses a request with too many or empty prompts, and one for an ended session', async () => {
    const session = await newSession(agent)
    const input = { id: randomUUID(), sessionId: session.id, kind: 'recording' as const, token: newToken() }
    for (const prompts of [Array.from({ length: 21 }, () => 'x'), [''], ['x'.repeat(201)]])
      expect(await agent.call('createInvite', { ...input, prompts })).toMatchObject({
        problem: { code: 'bad-request' },
      })
    await agent.must('endSession', { sessionId: session.id })
    expect(await agent.call('createInvite', input)).toMatchObject({ problem: { code: 'session-ended' } })
  })
})

describe('shared recordings', () => {
  it('[SH1] a watch link shows its films, also after the session’s end, and nothing else', async () => {
    const session = await newSession(agent)
    const bytes = filmBytes(5000)
    const [shared, other] = [film(session.id, Date.now(), bytes), film(session.id, Date.now(), filmBytes(10))]
    await send(agent, shared, bytes)
    const otherBytes = filmBytes(4000)
    const hidden = film(session.id, Date.now(), otherBytes)
    await send(agent, hidden, otherBytes)
    await agent.must('push', { changes: [other] })
    await agent.must('endSession', { sessionId: session.id })
    const token = newToken()
    const invite = await agent.must('createInvite', {
      id: randomUUID(),
      sessionId: session.id,
      kind: 'watch',
      token,
      recordingIds: [shared.record.id, other.record.id],
    })
    const seen = await nobody().must('watch', { token })
    expect(seen.recordings.map(({ id }) => id)).toEqual([shared.record.id])
    const mediaOf = async (id: string) => {
      const found = (await kept(id))?.change.record
      return found && 'mediaId' in found && found.mediaId !== undefined ? found.mediaId : ''
    }
    const address = (mediaId: string) => `${portal.url}${watchMediaPath(token, mediaId)}`
    const part = await fetch(address(await mediaOf(shared.record.id)), { headers: { Range: 'bytes=0-99' } })
    expect(part.status).toBe(206)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(0, 100))
    expect((await fetch(address(await mediaOf(hidden.record.id)))).status).toBe(404)
    const seat = { token, participantId: randomUUID(), secret: newToken(), name: 'Tom' }
    expect(await nobody().call('join', seat)).toMatchObject({ problem: { code: 'link-unknown' } })
    await agent.must('revokeInvite', { inviteId: invite.id })
    expect((await fetch(address(await mediaOf(shared.record.id)))).status).toBe(410)
    expect(await nobody().call('watch', { token })).toMatchObject({ problem: { code: 'link-revoked' } })
  })
})
