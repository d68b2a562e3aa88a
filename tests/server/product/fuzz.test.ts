import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api } from '#domain/api.ts'
import { messageBy, newGuest, newSession, pullAll, signIn, startPortal } from './portal.ts'
import type { Guest, Person, Portal } from './portal.ts'
import { connect, openLive } from './sockets.ts'

let portal: Portal
let agent: Person
let guest: Guest
let sessionId: string
beforeAll(async () => {
  portal = await startPortal()
  agent = await signIn(portal.url)
  sessionId = (await newSession(agent)).id
  guest = await newGuest(agent, sessionId)
})
afterAll(() => portal.stop())

const slice = { seed: 20261123, numRuns: 60 }

/** Texts that have broken databases before: zero, half a pair, controls, very long. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\0', '\ud800', 'a\udc00b', "'; drop table record; --", '__proto__', 'x'.repeat(5000)),
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  text,
  fc.constantFrom(-0, 1e308, Number.MAX_SAFE_INTEGER, -1, null),
)

/** A true message with some of its fields made strange. */
const nearlyMessage = fc
  .record(
    { text, authorName: text, at: value, id: value, sessionId: value, extra: value },
    { requiredKeys: [] },
  )
  .map((strange) => {
    const { kind, record } = messageBy(guest.participantId, sessionId)
    return { kind, record: { ...record, ...strange } }
  })
const nearlyOther = fc.record({
  kind: fc.constantFrom(
    'session',
    'participant',
    'note',
    'update',
    'scene',
    'still',
    'recording',
    'mark',
    '',
  ),
  record: value,
})

const post = (path: string, body: string) =>
  fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: { ...guest.headers, 'Content-Type': 'application/json' },
    body,
  })

describe('whatever is sent', () => {
  it('[FZ1] a push answers each change, never fails, and what it accepts can be pulled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(nearlyMessage, nearlyOther, value), { maxLength: 6 }),
        async (changes) => {
          const response = await post(api.push.path, JSON.stringify({ changes }))
          expect(response.status).toBe(200)
          const { results } = api.push.output.parse(await response.json())
          expect(results).toHaveLength(changes.length)
          const kept = new Set((await pullAll(guest, 200)).map(({ change }) => change.record.id))
          for (const result of results) expect(result.status === 'refused' || kept.has(result.id)).toBe(true)
        },
      ),
      slice,
    )
  })

  it('[FZ2] no endpoint of sessions, links and calls answers a fault of the server', async () => {
    const paths = [api.push, api.join, api.openInvite, api.ticket, api.createSession, api.createInvite].map(
      ({ path }) => path,
    )
    const input = fc.record(
      {
        id: fc.oneof(value, fc.constant(randomUUID())),
        title: text,
        reference: text,
        name: text,
        token: fc.oneof(text, fc.constant(guest.token)),
        participantId: fc.oneof(value, fc.constantFrom(guest.participantId, sessionId)),
        secret: fc.oneof(text, fc.constant(guest.secret)),
        sessionId: fc.oneof(value, fc.constant(sessionId)),
        kind: fc.constantFrom('guest', 'agent'),
        peerId: text,
        changes: value,
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(input, value), async (path, body) => {
        const asGuest = await post(path, JSON.stringify(body))
        expect(asGuest.status).toBeLessThan(500)
        const asAgent = await fetch(`${portal.url}${path}`, {
          method: 'POST',
          headers: { ...agent.headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
        expect(asAgent.status).toBeLessThan(500)
      }),
      slice,
    )
  })

  it('[FZ3] signalling and the live channel drop it and go on', async () => {
    const call = await connect(guest, sessionId)
    const frames = fc.oneof(
      value.map((one) => JSON.stringify(one) ?? ''),
      text,
      fc
        .record({
          type: fc.constantFrom('OFFER', 'LEAVE', 'HEARTBEAT', 'OPEN', 7),
          dst: value,
          payload: value,
        })
        .map((one) => JSON.stringify(one)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(frames, { maxLength: 5 }), async (all) => {
        for (const frame of all) call.socket.send(frame)
        const dst = randomUUID()
        call.say({ type: 'OFFER', dst, payload: {} })
        await call.first(({ type, src }) => type === 'EXPIRE' && src === dst)
      }),
      slice,
    )
    call.close()
    await fc.assert(
      fc.asyncProperty(
        frames.map((frame) => frame.slice(0, 500)),
        async (hello) => {
          const live = await openLive(guest, hello)
          const first = await live.first(() => true)
          expect(first.type).toBe('refused')
          live.close()
        },
      ),
      { ...slice, numRuns: 25 },
    )
    const flood = await openLive(guest, 'x'.repeat(5000))
    expect(await flood.closed()).toBe(1009)
    const live = await openLive(guest)
    await live.first(({ type }) => type === 'ready')
    live.close()
  })
})
