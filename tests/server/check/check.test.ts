import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RATE_DOWN_BYTES, RATE_PATH, RATE_UP_BYTES } from '#domain/rate-probe.ts'
import { newGuest, newSession, newToken, person, signIn, startPortal } from '../product/portal.ts'
import type { Person, Portal } from '../product/portal.ts'

const SECRET = 'relay secret'
let portal: Portal
let agent: Person
/** Whom the proxy says it speaks for: each test has an address of its own, since transfers are counted by address. */
let address = 1
beforeAll(async () => {
  portal = await startPortal({ env: { TURN_URLS: 'turn:relay.example.org:3478', TURN_SECRET: SECRET } })
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())
beforeEach(() => void (address += 1))

const rate = (init: RequestInit = {}, query = ''): Promise<Response> =>
  fetch(`${portal.url}${RATE_PATH}${query}`, {
    ...init,
    headers: { Origin: portal.url, 'X-Forwarded-For': `10.0.0.${address}` },
  })
const up = (bytes: number): Promise<Response> => rate({ method: 'POST', body: new Uint8Array(bytes) })

describe('the transfers of the device check', () => {
  it('[CK1] give as many bytes as asked, at most their own limit, and are never kept', async () => {
    const some = await rate({}, '?bytes=100000')
    expect(some.headers.get('cache-control')).toBe('no-store')
    expect((await some.arrayBuffer()).byteLength).toBe(100_000)
    const most = await rate({}, '?bytes=999999999')
    expect((await most.arrayBuffer()).byteLength).toBe(RATE_DOWN_BYTES)
    expect((await rate({}, '?bytes=-1')).status).toBe(400)
  })

  it('[CK2] count what they are sent and refuse more than their limit', async () => {
    const answer = await up(200_000)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({ bytes: 200_000 })
    expect((await up(RATE_UP_BYTES)).status).toBe(200)
    expect((await up(RATE_UP_BYTES + 1)).status).toBe(413)
  })

  it('[CK3] are refused to whoever asks all the time, and to nobody else', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 31; i++) statuses.push((await up(1)).status)
    expect(statuses.slice(0, 30).every((status) => status === 200)).toBe(true)
    expect(statuses[30]).toBe(429)
    expect((await rate({}, '?bytes=1')).status).toBe(429)
    address += 1
    expect((await up(1)).status).toBe(200)
  })
})

describe('the relays to try', () => {
  it('[CK4] are for agents, guests and holders of a link, for two minutes; strangers learn that there are some', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const token = guest.token
    const nobody = person(portal.url)
    for (const asking of [
      agent.must('relays', {}),
      guest.must('relays', {}),
      nobody.must('relays', { token }),
    ]) {
      const { configured, iceServers } = await asking
      expect(configured).toBe(true)
      const [server] = iceServers
      expect(server?.urls).toEqual(['turn:relay.example.org:3478'])
      const name = server?.username ?? ''
      expect(server?.credential).toBe(createHmac('sha1', SECRET).update(name).digest('base64'))
      const seconds = Number(name.split(':')[0]) - Date.now() / 1000
      expect(seconds).toBeGreaterThan(100)
      expect(seconds).toBeLessThan(125)
    }
    const none = { configured: true, iceServers: [] }
    expect(await nobody.must('relays', {})).toEqual(none)
    expect(await nobody.must('relays', { token: newToken() })).toEqual(none)
    await agent.must('endSession', { sessionId: session.id })
    expect(await nobody.must('relays', { token })).toEqual(none)
    expect(await guest.must('relays', {})).toEqual(none)
  })

  it('[CK5] whoever guesses links is slowed down here too', async () => {
    const guesser = person(portal.url, { 'X-Forwarded-For': '10.9.9.9' })
    for (let i = 0; i < 30; i++) await guesser.must('relays', { token: newToken() })
    expect(await guesser.call('relays', { token: newToken() })).toMatchObject({
      ok: false,
      problem: { code: 'too-many-tries' },
    })
  })
})
