import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { randomToken } from '#server/accounts/stored-secret.ts'
import { LIVE_PATH } from '#domain/live.ts'
import { ask, browser, startServer, type ServerProcess } from './server-process.ts'

const owner = { email: 'owner@example.org', password: 'long enough for this' }
let folder: string
let server: ServerProcess
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
  server = await startServer({
    DATA_DIR: folder,
    OWNER_EMAIL: owner.email,
    OWNER_PASSWORD: owner.password,
    TURN_URLS: 'turn:relay.example.org:3478',
    TURN_SECRET: 'shared with the relay',
  })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const liveUrl = () => `${server.origin.replace('https', 'wss')}${LIVE_PATH}`

it('[WH1] platform and product are one server: an agent makes a session and a link, a guest joins by it and is told of the end', async () => {
  const agent = browser(server.origin)
  await agent.post('/api/sign-in', owner)
  const session = { id: randomUUID(), title: 'Pump 3 drips' }
  expect((await agent.post('/api/sessions', session)).json).toMatchObject({
    ...session,
    status: 'open',
    ticketNumber: 1,
  })
  const token = randomToken()
  const invite = { id: randomUUID(), sessionId: session.id, kind: 'guest', token }
  expect((await agent.post('/api/invites', invite)).status).toBe(200)

  const guest = { id: randomUUID(), secret: randomToken() }
  const joined = await ask(`${server.origin}/api/invites/join`, {
    body: { token, participantId: guest.id, secret: guest.secret, name: 'Grace' },
  })
  expect(joined.json).toMatchObject({
    participant: { id: guest.id, name: 'Grace' },
    workspaceName: 'Farpoint',
  })
  const proof = `${guest.id}.${guest.secret}`
  const ticket = await ask(`${server.origin}/api/call/ticket`, {
    body: { sessionId: session.id },
    headers: { Authorization: `Guest ${proof}` },
  })
  expect(ticket.json).toMatchObject({ iceServers: [{ urls: ['turn:relay.example.org:3478'] }] })

  const live = new WebSocket(liveUrl(), { rejectUnauthorized: false, origin: server.origin })
  const ended = new Promise<void>((resolve) => {
    live.addEventListener('message', ({ data }) => {
      const notice = typeof data === 'string' ? data : ''
      if (notice.includes('"ended"')) resolve()
      if (notice.includes('"ready"')) void agent.post('/api/sessions/end', { sessionId: session.id })
    })
  })
  await once(live, 'open')
  live.send(JSON.stringify({ type: 'hello', guest: proof }))
  await ended
  live.terminate()
  const again = await ask(`${server.origin}/api/invites/open`, { body: { token } })
  expect([again.status, again.json]).toMatchObject([410, { problem: { code: 'session-ended' } }])
})

it('[WH2] a page of another site cannot open the live channel with an agent’s cookie', async () => {
  const agent = browser(server.origin)
  await agent.post('/api/sign-in', owner)
  const Cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const foreign = new WebSocket(liveUrl(), {
    rejectUnauthorized: false,
    origin: 'https://evil.example',
    headers: { Cookie },
  })
  const [error]: unknown[] = await once(foreign, 'error')
  expect(String(error)).toContain('404')
})

it('[WH3] told to stop while a live channel is open, it ends all the same', async () => {
  const live = new WebSocket(liveUrl(), { rejectUnauthorized: false, origin: server.origin })
  await once(live, 'open')
  const closed = once(live, 'close')
  expect(await server.stop()).toBe(0)
  await closed
})
