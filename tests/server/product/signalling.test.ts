import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newGuest, newSession, person, signIn, startPortal, type Person, type Portal } from './portal.ts'
import { connect, openLive, openSignal } from './sockets.ts'

let portal: Portal
let agent: Person
beforeAll(async () => {
  portal = await startPortal({ env: { TURN_URLS: 'turn:relay.example.org:3478', TURN_SECRET: 'shared' } })
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())
afterEach(() => vi.useRealTimers())

describe('tickets', () => {
  it('[TI1] an agent gets one seat a session, however often it asks; a guest gets its own', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const tickets = await Promise.all([1, 2, 3].map(() => agent.must('ticket', { sessionId: session.id })))
    expect(new Set(tickets.map(({ participant }) => participant.id)).size).toBe(1)
    expect(new Set(tickets.map(({ peerId }) => peerId)).size).toBe(3)
    expect(tickets[0]?.participant).toMatchObject({ seat: 'expert', name: 'ada', sessionId: session.id })
    const own = await guest.must('ticket', { sessionId: session.id })
    expect(own.participant.id).toBe(guest.participantId)
    expect(own.peerId).toMatch(new RegExp(`^${guest.participantId}_[0-9a-f]{8}$`))
    // PeerJS refuses ids of another form (lib/utils/validateId.ts).
    expect(own.peerId).toMatch(/^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/)
  })

  it('[TI2] a peer id is renewed for its own participant only', async () => {
    const session = await newSession(agent)
    const [tom, eve] = [await newGuest(agent, session.id, 'Tom'), await newGuest(agent, session.id, 'Eve')]
    const { peerId } = await tom.must('ticket', { sessionId: session.id })
    expect((await tom.must('ticket', { sessionId: session.id, peerId })).peerId).toBe(peerId)
    expect((await eve.must('ticket', { sessionId: session.id, peerId })).peerId).not.toBe(peerId)
    const trick = `${eve.participantId}_${peerId}`
    expect((await eve.must('ticket', { sessionId: session.id, peerId: trick })).peerId).not.toBe(trick)
  })

  it('[TI3] nobody gets one for a session that is not theirs', async () => {
    const [mine, theirs] = [await newSession(agent), await newSession(agent)]
    const guest = await newGuest(agent, mine.id)
    const unknown = { problem: { code: 'not-found' } }
    expect(await guest.call('ticket', { sessionId: theirs.id })).toMatchObject(unknown)
    expect(await agent.call('ticket', { sessionId: randomUUID() })).toMatchObject(unknown)
    expect(await person(portal.url).call('ticket', { sessionId: mine.id })).toMatchObject({
      problem: { code: 'not-signed-in' },
    })
  })

  it('[TI4] relays come with a credential that runs out', async () => {
    const session = await newSession(agent)
    const { iceServers } = await agent.must('ticket', { sessionId: session.id })
    expect(iceServers).toMatchObject([{ urls: ['turn:relay.example.org:3478'] }])
    const [expiry] = (iceServers[0]?.username ?? '').split(':')
    expect(Number(expiry) * 1000).toBeGreaterThan(Date.now())
    expect(Buffer.from(iceServers[0]?.credential ?? '', 'base64')).toHaveLength(20)
  })
})

describe('signalling', () => {
  it('[SI1] refuses before the handshake whoever has no valid ticket for that very peer id', async () => {
    const [session, other] = [await newSession(agent), await newSession(agent)]
    const guest = await newGuest(agent, session.id)
    const { peerId, ticket } = await guest.must('ticket', { sessionId: session.id })
    const elsewhere = await agent.must('ticket', { sessionId: other.id })
    const forged = await new SignJWT({ sessionId: session.id, participantId: guest.participantId, peerId })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('signal')
      .setExpirationTime('1h')
      .sign(Buffer.from('another key, as long as needed!!'))
    const refused = { refused: 401 }
    expect(await openSignal(guest, peerId, undefined)).toEqual(refused)
    expect(await openSignal(guest, peerId, 'nonsense')).toEqual(refused)
    expect(await openSignal(guest, peerId, forged)).toEqual(refused)
    expect(await openSignal(guest, peerId, elsewhere.ticket)).toEqual(refused)
    expect(await openSignal(guest, elsewhere.peerId, ticket)).toEqual(refused)
    expect(await openSignal(guest, `${peerId}0`, ticket)).toEqual(refused)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
    expect(await openSignal(guest, peerId, ticket)).toEqual(refused)
  })

  it('[SI2] relays inside the session with the true source, and nowhere else', async () => {
    const [session, other] = [await newSession(agent), await newSession(agent)]
    const [tom, stranger] = [await newGuest(agent, session.id), await newGuest(agent, other.id)]
    const a = await connect(agent, session.id)
    const b = await connect(tom, session.id)
    const x = await connect(stranger, other.id)

    a.say({ type: 'OFFER', src: x.peerId, dst: b.peerId, payload: { sdp: 'v=0', connectionId: 'c' } })
    const offer = { type: 'OFFER', src: a.peerId, dst: b.peerId, payload: { sdp: 'v=0', connectionId: 'c' } }
    expect(await b.first(({ type }) => type === 'OFFER')).toEqual(offer)
    b.say({ type: 'ANSWER', dst: a.peerId, payload: 1 })
    expect(await a.first(({ type }) => type === 'ANSWER')).toMatchObject({ src: b.peerId })

    // To a peer of another session it is as if nobody were there.
    a.say({ type: 'OFFER', dst: x.peerId, payload: {} })
    expect(await a.first(({ type }) => type === 'EXPIRE')).toEqual({
      type: 'EXPIRE',
      src: x.peerId,
      dst: a.peerId,
    })
    // What came before it on the stranger's own socket: nothing but its greeting.
    x.say({ type: 'OFFER', dst: 'nobody', payload: {} })
    await x.first(({ type }) => type === 'EXPIRE')
    expect(x.all.map(({ type }) => type)).toEqual(['OPEN', 'EXPIRE'])
    for (const peer of [a, b, x]) peer.close()
  })

  it('[SI3] drops what is malformed or too long and goes on; ends a flood', async () => {
    const session = await newSession(agent)
    const a = await connect(agent, session.id)
    for (const rubbish of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"OPEN"}',
      '{"type":"OFFER"}',
      '{"type":"OFFER","dst":7}',
    ])
      a.socket.send(rubbish)
    a.socket.send(Buffer.from([1, 2, 3]))
    a.say({ type: 'HEARTBEAT' })
    a.say({ type: 'OFFER', dst: 'far', payload: 'x'.repeat(70 * 1024) })
    a.say({ type: 'OFFER', dst: 'nobody', payload: 'x'.repeat(60 * 1024) })
    expect(await a.first(({ type }) => type === 'EXPIRE')).toMatchObject({ src: 'nobody' })
    expect(a.all.map(({ type }) => type)).toEqual(['OPEN', 'EXPIRE'])
    a.socket.send('x'.repeat(1024 * 1024))
    expect(await a.closed()).toBe(1009)
  })

  it('[SI4] a newer connection with the same peer id takes the place of the older', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const other = await connect(agent, session.id)
    const older = await connect(guest, session.id)
    const newer = await connect(guest, session.id, older.peerId)
    expect(newer.peerId).toBe(older.peerId)
    expect(await older.closed()).toBe(4409)
    other.say({ type: 'OFFER', dst: newer.peerId, payload: {} })
    expect(await newer.first(({ type }) => type === 'OFFER')).toMatchObject({ src: other.peerId })
    newer.close()
    other.close()
  })
})

describe('the roster', () => {
  it('[RO1] agents hear of every call, guests of their own only', async () => {
    const [session, other] = [await newSession(agent), await newSession(agent)]
    const [tom, stranger] = [await newGuest(agent, session.id, 'Tom'), await newGuest(agent, other.id, 'Eve')]
    const tomCall = await connect(tom, session.id)
    const agentLive = await openLive(agent)
    const strangerLive = await openLive(stranger)
    // What was there before comes right after `ready`.
    expect(await agentLive.first((n) => n.type === 'roster' && n.sessionId === session.id)).toMatchObject({
      peers: [{ peerId: tomCall.peerId, participantId: tom.participantId, name: 'Tom', seat: 'technician' }],
    })
    expect(agentLive.all[0]).toEqual({ type: 'ready' })
    expect(await strangerLive.first((n) => n.type === 'roster')).toEqual({
      type: 'roster',
      sessionId: other.id,
      peers: [],
    })
    const strangerCall = await connect(stranger, other.id)
    await agentLive.first((n) => n.type === 'roster' && n.sessionId === other.id && n.peers.length === 1)
    tomCall.close()
    await agentLive.first((n) => n.type === 'roster' && n.sessionId === session.id && n.peers.length === 0)
    await agent.must('endSession', { sessionId: session.id })
    await agentLive.first((n) => n.type === 'ended' && n.sessionId === session.id)
    strangerCall.close()
    await strangerLive.first((n) => n.type === 'changed')
    await strangerLive.first((n) => n.type === 'roster' && n.peers.length === 1)
    expect(JSON.stringify(strangerLive.all)).not.toContain(session.id)
    agentLive.close()
    strangerLive.close()
  })
})

describe('the live channel', () => {
  it('[LI1] tells of a change only after it can be pulled', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const live = await openLive(guest)
    await live.first(({ type }) => type === 'ready')
    await agent.must('ticket', { sessionId: session.id })
    const notice = await live.first(({ type }) => type === 'changed')
    const { cursor } = await guest.must('pull', { after: 0 })
    expect(notice).toMatchObject({ type: 'changed' })
    expect(notice.type === 'changed' && notice.revision <= cursor).toBe(true)
    live.close()
  })

  it('[LI2] refuses who proves nothing, and a cookie from a foreign page', async () => {
    const refusedWith = async (who: Person, hello?: unknown) => {
      const live = await openLive(who, hello)
      const first = await live.first(() => true)
      await live.closed()
      return first.type === 'refused' ? first.problem.code : first.type
    }
    const nobody = person(portal.url)
    expect(await refusedWith(nobody)).toBe('not-signed-in')
    expect(await refusedWith(nobody, { type: 'hello', guest: `${randomUUID()}.${'x'.repeat(22)}` })).toBe(
      'not-signed-in',
    )
    expect(await refusedWith(nobody, { type: 'hello', guest: 'line\nbreak' })).toBe('not-signed-in')
    expect(await refusedWith(nobody, 'nonsense')).toBe('bad-request')
    expect(await refusedWith(agent, { type: 'hallo' })).toBe('bad-request')
    const foreign = person(portal.url, { ...agent.headers, Origin: 'https://elsewhere.example' })
    await expect(openLive(foreign)).rejects.toThrow(/./)
  })
})
