import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { LIVE_PATH, type LiveHello, type LiveNotice } from '#domain/live.ts'
import { problem, type Problem } from '#domain/problem.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import { headersOf } from '../http/node-headers.ts'
import { isSameOrigin } from '../http/same-origin.ts'
import { isRevoked } from '../invites/revoked.ts'
import type { Switchboard } from '../signalling/switchboard.ts'
import { guestHeaders, MAX_LIVE_MESSAGE_BYTES, parseHello } from './hello.ts'
import type { Notice } from './notices.ts'
import { sendJson, textOf, urlOf, watchPulse } from './sockets.ts'
import type { Timers } from './timers.ts'

/** A client says hello at once; who has not by then is no client of ours. */
const HELLO_WITHIN_MS = 5000

type Known = Exclude<Caller, { kind: 'nobody' }>

export interface Live {
  /** True when the request is for the live channel, which is then answered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

/** The live channel: says that there is more to pull, who is in a call, and that a session has ended. Carries no records. */
export function createLive(
  ctx: ServerContext,
  rosters: Pick<Switchboard, 'roster' | 'sessionsOf'>,
  timers: Timers,
): Live {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_LIVE_MESSAGE_BYTES })
  const offPulse = watchPulse(server, timers)
  const listeners = new Map<WebSocket, Known>()
  /** Listeners that were told `ready`, which is the first thing that they hear. */
  const greeted = new WeakSet<WebSocket>()

  const say = (socket: WebSocket, notice: LiveNotice): void => sendJson(socket, notice)
  const refuse = (socket: WebSocket, what: Problem): void => {
    listeners.delete(socket)
    say(socket, { type: 'refused', problem: what })
    socket.close(4403, what.code)
  }
  const sayRoster = (socket: WebSocket, sessionId: string): void =>
    say(socket, { type: 'roster', sessionId, peers: [...rosters.roster(sessionId)] })

  const cutRevoked = async (socket: WebSocket, participantId: string): Promise<void> => {
    if (await isRevoked(ctx.db, participantId)) refuse(socket, problem('link-revoked'))
  }

  const pass = (notice: Notice, socket: WebSocket, who: Known): void => {
    if (notice.workspaceId !== who.workspaceId) return
    if (notice.type !== 'revoked' && !greeted.has(socket)) return
    if (notice.type === 'changed') return say(socket, { type: 'changed', revision: notice.revision })
    if (who.kind === 'guest' && who.sessionId !== notice.sessionId) return
    if (notice.type === 'roster') sayRoster(socket, notice.sessionId)
    else if (notice.type === 'ended') say(socket, { type: 'ended', sessionId: notice.sessionId })
    else if (who.kind === 'guest')
      cutRevoked(socket, who.participantId).catch((error: unknown) => {
        ctx.log.error({ err: error }, 'A withdrawn guest could not be looked up')
        socket.terminate()
      })
  }
  const offNotices = ctx.notices.subscribe((notice) => {
    for (const [socket, who] of listeners) pass(notice, socket, who)
  })

  /** Whom the hello proves; a cookie counts only from our own page. */
  const identify = async (hello: LiveHello, request: IncomingMessage): Promise<Caller> => {
    if (hello.guest !== undefined) {
      const headers = guestHeaders(hello.guest)
      return headers ? ctx.identify(headers) : { kind: 'nobody' }
    }
    const headers = headersOf(request)
    return isSameOrigin(headers, ctx.config) ? ctx.identify(headers) : { kind: 'nobody' }
  }

  const greet = async (socket: WebSocket, hello: LiveHello, request: IncomingMessage): Promise<void> => {
    const who = await identify(hello, request)
    if (who.kind === 'nobody') return refuse(socket, problem('not-signed-in'))
    if (socket.readyState !== WebSocket.OPEN) return
    // Listed before it is asked whether the link holds: a withdrawal in between is heard.
    listeners.set(socket, who)
    if (who.kind === 'guest' && (await isRevoked(ctx.db, who.participantId)))
      return refuse(socket, problem('link-revoked'))
    greeted.add(socket)
    say(socket, { type: 'ready' })
    const sessions = who.kind === 'guest' ? [who.sessionId] : rosters.sessionsOf(who.workspaceId)
    for (const sessionId of sessions) sayRoster(socket, sessionId)
  }

  const open = (socket: WebSocket, request: IncomingMessage): void => {
    const offTimer = timers.after(HELLO_WITHIN_MS, () => socket.close(4408, 'no hello'))
    socket.once('message', (data, isBinary) => {
      offTimer()
      const hello = parseHello(textOf(data, isBinary))
      if (!hello) return refuse(socket, problem('bad-request'))
      greet(socket, hello, request).catch((error: unknown) => {
        ctx.log.error({ err: error }, 'A live connection could not be answered')
        refuse(socket, problem('server-error'))
      })
    })
    socket.on('close', () => {
      offTimer()
      listeners.delete(socket)
    })
    // 'close' follows every error.
    socket.on('error', (error) => ctx.log.debug({ err: error }, 'live socket'))
  }

  return {
    upgrade(request, socket, head) {
      if (urlOf(request)?.pathname !== LIVE_PATH) return false
      server.handleUpgrade(request, socket, head, (accepted) => {
        server.emit('connection', accepted, request)
        open(accepted, request)
      })
      return true
    },
    close() {
      offNotices()
      offPulse()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
