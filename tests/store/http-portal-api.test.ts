import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPortalApi, guestAuthorization, type PortalApiOptions } from '#store/http-portal-api.ts'
import { problem } from '#domain/problem.ts'
import { accepted, idOf, message } from '../contracts/local-store-records.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function apiOn(listener: RequestListener, options: Partial<PortalApiOptions> = {}) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return createPortalApi({ baseUrl: `http://127.0.0.1:${port}`, fetch: globalThis.fetch, ...options })
}

function answering(status: number, body: string, type = 'application/json'): RequestListener {
  return (_request, response) => response.writeHead(status, { 'Content-Type': type }).end(body)
}

describe('[PA1] requests', () => {
  it('GET puts its input into the query, and leaves out what is absent', async () => {
    const seen: (string | undefined)[] = []
    const answer = JSON.stringify({ changes: [accepted(8, message(1))], cursor: 8, more: false })
    const portal = await apiOn((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      answering(200, answer)(request, response)
    })
    const outcome = await portal.call('pull', { after: 7, limit: 20 })
    expect(outcome).toEqual({
      ok: true,
      value: { changes: [accepted(8, message(1))], cursor: 8, more: false },
    })
    await portal.call('pull', { after: 0, limit: undefined })
    await portal.call('me', {})
    expect(seen).toEqual(['GET /api/sync/pull?after=7&limit=20', 'GET /api/sync/pull?after=0', 'GET /api/me'])
  })

  it('POST sends JSON, as a guest when this device is one', async () => {
    const seen: unknown[] = []
    const authorization = guestAuthorization({ participantId: idOf(1), secret: 'A'.repeat(22) })
    const portal = await apiOn(
      (request, response) => {
        let body = ''
        request.on('data', (part) => (body += String(part)))
        request.on('end', () => {
          seen.push([
            request.method,
            request.headers['content-type'],
            request.headers.authorization,
            JSON.parse(body),
          ])
          answering(200, JSON.stringify({ results: [] }))(request, response)
        })
      },
      { authorization },
    )
    expect((await portal.call('push', { changes: [message(1)] })).ok).toBe(true)
    expect(seen).toEqual([
      ['POST', 'application/json', `Guest ${idOf(1)}.${'A'.repeat(22)}`, { changes: [message(1)] }],
    ])
    expect(portal.authorization).toBe(authorization)
  })
})

describe('[PA2] every failure is an outcome', () => {
  const ended = problem('session-ended', 'This session ended on Monday.')
  const htmlPage = '<h1>Bad gateway</h1>'
  it.each([
    {
      name: 'a problem of the portal',
      status: 410,
      body: JSON.stringify({ problem: ended }),
      outcome: ended,
    },
    {
      name: 'a problem that this page does not know yet',
      status: 409,
      body: JSON.stringify({ problem: { code: 'new-problem', sentence: 'New' } }),
      outcome: problem('server-error'),
    },
    {
      name: 'a failure in JSON without a problem',
      status: 400,
      body: '{}',
      outcome: problem('server-error'),
    },
    {
      name: 'an answer of the wrong shape',
      status: 200,
      body: '{"cursor":"x"}',
      outcome: problem('server-error'),
    },
    { name: 'a page instead of an answer', status: 200, body: htmlPage, outcome: problem('server-gone') },
    { name: 'a page that is not there', status: 404, body: htmlPage, outcome: problem('server-gone') },
    { name: 'no answer text', status: 200, body: '', outcome: problem('server-gone') },
    { name: "a proxy's own 502", status: 502, body: htmlPage, outcome: problem('server-gone') },
    { name: "a proxy's own 503", status: 503, body: htmlPage, outcome: problem('server-gone') },
    { name: "a proxy's own 413", status: 413, body: htmlPage, outcome: problem('too-large') },
    { name: "a proxy's own 429", status: 429, body: htmlPage, outcome: problem('too-many-tries') },
    { name: "a filter's own 403", status: 403, body: htmlPage, outcome: problem('server-error') },
    { name: "a proxy's own 500", status: 500, body: htmlPage, outcome: problem('server-error') },
  ])('$name', async ({ status, body, outcome }) => {
    const portal = await apiOn(answering(status, body))
    expect(await portal.call('pull', { after: 0 })).toEqual({ ok: false, problem: outcome })
  })

  it('nobody listens', async () => {
    const portal = await apiOn(answering(200, '{}'))
    for (const server of servers.splice(0)) {
      server.close()
      await once(server, 'close')
    }
    expect(await portal.call('me', {})).toMatchObject({ ok: false, problem: { code: 'server-gone' } })
  })

  it('the connection is cut in the middle of the answer', async () => {
    const portal = await apiOn((request, response) => {
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('{"chan', () => request.socket.destroy())
    })
    expect(await portal.call('pull', { after: 0 })).toEqual({ ok: false, problem: problem('server-gone') })
  })

  it('no answer in time', async () => {
    const portal = await apiOn(() => undefined, { timeoutMs: 30 })
    expect(await portal.call('pull', { after: 0 })).toEqual({ ok: false, problem: problem('server-gone') })
  })
})
