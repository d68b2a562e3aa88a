import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createVite } from 'vite'
import { WebSocket, WebSocketServer } from 'ws'
import { api } from '#domain/api.ts'
import type { Id } from '#domain/ids.ts'
import { LIVE_PATH, LiveHello, type LiveNotice } from '#domain/live.ts'
import type { Participant } from '#domain/participant.ts'
import { problem, problems, type ProblemCode } from '#domain/problem.ts'
import { SIGNAL_PATH, type TicketClaims, type TicketResponse } from '#domain/signalling.ts'
import { createSwitchboard, type Peer } from '#server/signalling/switchboard.ts'

/** Served as it is: with Vite's own client in it, the page would talk to a socket that is not there. */
const PAGE = `<!doctype html><html lang="en"><title>Call lab</title><link rel="icon" href="data:,">
<body><script type="module" src="/tests/call/lab/main.ts"></script></body></html>`

/**
 * As much of the portal as a call touches: tickets, signalling (the server's own switchboard) and the live channel, for people
 * that a test names, with what a test needs to break. Serves the lab page from source.
 */
export interface LabPortal {
  readonly url: string
  /** Lets somebody in; the secret is the participant's id. */
  admit(person: Participant): void
  refuseTickets(participantId: Id, code: ProblemCode | undefined): void
  /** Offers that were relayed so far: negotiations that were begun. */
  offers(): number
  /** How many sockets were let into signalling so far, by peer id. */
  entries(peerId: string): number
  /** Kills the process, as far as a browser can tell: all sockets at once, and nothing is let in until `start`. */
  kill(): void
  start(): void
  end(sessionId: Id): void
  close(): Promise<void>
}

export async function openLabPortal(): Promise<LabPortal> {
  const people = new Map<Id, Participant>()
  const refusals = new Map<Id, ProblemCode>()
  const tickets = new Map<string, TicketClaims>()
  const ended = new Set<Id>()
  const entered = new Map<string, number>()
  const listeners = new Map<WebSocket, Id>()
  let offers = 0
  let alive = true

  const say = (socket: WebSocket, notice: LiveNotice): void => socket.send(JSON.stringify(notice))
  const tell = (sessionId: Id, notice: LiveNotice): void => {
    for (const [socket, session] of listeners)
      if (session === sessionId && socket.readyState === WebSocket.OPEN) say(socket, notice)
  }
  const roster = (sessionId: Id): LiveNotice => ({
    type: 'roster',
    sessionId,
    peers: [...switchboard.roster(sessionId)],
  })
  const switchboard = createSwitchboard({
    onRoster: (_, sessionId) => tell(sessionId, roster(sessionId)),
    onArrived: () => undefined,
    onGone: () => undefined,
  })

  const personOf = (authorization: string | undefined): Participant | undefined =>
    people.get(/([0-9a-f-]{36})\./.exec(authorization ?? '')?.[1] ?? '')

  function ticketFor(request: IncomingMessage, body: unknown): TicketResponse | ProblemCode {
    const input = api.ticket.input.parse(body)
    const participant = personOf(request.headers.authorization)
    if (participant === undefined || participant.sessionId !== input.sessionId) return 'not-found'
    if (ended.has(input.sessionId)) return 'session-ended'
    const refusal = refusals.get(participant.id)
    if (refusal !== undefined) return refusal
    const peerId = input.peerId ?? `${participant.id}_${randomUUID().slice(0, 8)}`
    const ticket = randomUUID()
    tickets.set(ticket, { sessionId: participant.sessionId, participantId: participant.id, peerId })
    return { ticket, peerId, participant, iceServers: [], expiresAt: Date.now() + 60_000 }
  }

  const server = createServer()
  const vite = await createVite({
    configFile: false,
    root: process.cwd(),
    cacheDir: 'node_modules/.cache/call-lab',
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { include: ['peerjs', 'zod', 'idb'], noDiscovery: true },
  })
  server.on('request', (request, response) => {
    if (request.url === '/') return response.setHeader('content-type', 'text/html').end(PAGE)
    if (request.url !== api.ticket.path) return vite.middlewares(request, response)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = alive
        ? ticketFor(request, JSON.parse(Buffer.concat(chunks).toString()))
        : ('server-gone' as const)
      const failed = typeof answer === 'string'
      response.writeHead(failed ? problems[answer].status : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(failed ? { problem: problem(answer) } : answer))
    })
  })

  const sockets = new WebSocketServer({ noServer: true })
  function signal(socket: WebSocket, claims: TicketClaims): void {
    const person = people.get(claims.participantId)
    if (person === undefined) return socket.terminate()
    entered.set(claims.peerId, (entered.get(claims.peerId) ?? 0) + 1)
    const peer: Peer = {
      ...claims,
      workspaceId: 'lab',
      inviteId: undefined,
      name: person.name,
      seat: person.seat,
      send: (message) => socket.send(JSON.stringify(message)),
      close: (code, reason) => socket.close(code, reason),
    }
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.includes('"OFFER"')) offers += 1
      switchboard.receive(peer, text)
    })
    socket.on('close', () => switchboard.leave(peer))
    socket.send(JSON.stringify({ type: 'OPEN' }))
    switchboard.enter(peer)
  }
  function live(socket: WebSocket): void {
    socket.once('message', (data: Buffer) => {
      const hello = LiveHello.parse(JSON.parse(data.toString()))
      const person = personOf(hello.guest)
      if (person === undefined) return socket.close()
      listeners.set(socket, person.sessionId)
      say(socket, { type: 'ready' })
      say(socket, roster(person.sessionId))
    })
    socket.on('close', () => listeners.delete(socket))
  }
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://lab')
    const claims = tickets.get(url.searchParams.get('token') ?? '')
    const signalling = url.pathname === `${SIGNAL_PATH}peerjs`
    const refused = !alive || (signalling && claims?.peerId !== url.searchParams.get('id'))
    if (refused || (!signalling && url.pathname !== LIVE_PATH)) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      if (signalling && claims !== undefined) signal(accepted, claims)
      else live(accepted)
    })
  })

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    admit: (person) => void people.set(person.id, person),
    refuseTickets(participantId, code) {
      if (code === undefined) refusals.delete(participantId)
      else refusals.set(participantId, code)
    },
    offers: () => offers,
    entries: (peerId) => entered.get(peerId) ?? 0,
    kill() {
      alive = false
      tickets.clear()
      for (const socket of sockets.clients) socket.terminate()
    },
    start: () => void (alive = true),
    end(sessionId) {
      ended.add(sessionId)
      tell(sessionId, { type: 'ended', sessionId })
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      await vite.close()
      await new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      })
    },
  }
}
