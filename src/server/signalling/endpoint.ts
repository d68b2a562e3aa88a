import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { Seat } from '#domain/participant.ts'
import { fail, problem, succeed, type Outcome } from '#domain/problem.ts'
import { SIGNAL_PATH, type TicketClaims } from '#domain/signalling.ts'
import type { ServerContext } from '../context.ts'
import { refuseUpgrade, sendJson, textOf, urlOf, watchPulse } from '../live/sockets.ts'
import type { Timers } from '../live/timers.ts'
import { MAX_PEER_MESSAGE_BYTES } from './peer-message.ts'
import { createPresence } from './presence.ts'
import { createSwitchboard, type Peer, type Switchboard } from './switchboard.ts'
import type { Tickets } from './tickets.ts'

/** Longer frames end the connection before they are in memory; those up to here are dropped by the parser and counted. */
const MAX_FRAME_BYTES = 4 * MAX_PEER_MESSAGE_BYTES

export interface Signalling {
  /** True when the request is for the PeerJS socket, which is then answered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  readonly switchboard: Pick<Switchboard, 'roster' | 'sessionsOf' | 'dropped'>
  close(): void
}

/** The PeerJS server's WebSocket, with our ticket as its token: who has none is refused before the handshake. */
export function createSignalling(ctx: ServerContext, tickets: Tickets, timers: Timers): Signalling {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES })
  const presence = createPresence(ctx, timers)
  const switchboard = createSwitchboard({
    onRoster: (workspaceId, sessionId) => ctx.notices.publish({ type: 'roster', workspaceId, sessionId }),
    onArrived: (peer) => presence.arrived(peer),
    onGone: (peer) => presence.gone(peer),
  })
  const offPulse = watchPulse(server, timers)
  // Sessions and links that were closed while a connection was being let in: it must not slip through behind the notice.
  const closedSince = new Set<string>()
  const offNotices = ctx.notices.subscribe((notice) => {
    if (notice.type === 'ended') {
      closedSince.add(notice.sessionId)
      switchboard.cut(notice.sessionId, () => true, 4410, 'session-ended')
    } else if (notice.type === 'revoked') {
      closedSince.add(notice.inviteId)
      switchboard.cut(notice.sessionId, (peer) => peer.inviteId === notice.inviteId, 4410, 'link-revoked')
    }
  })

  const admit = async (url: URL): Promise<Outcome<Admitted>> => {
    const claims = await tickets.verify(url.searchParams.get('token') ?? '')
    if (!claims || claims.peerId !== url.searchParams.get('id')) return fail('not-signed-in')
    return readAdmitted(ctx, claims)
  }

  const open = (socket: WebSocket, admitted: Admitted): void => {
    const peer: Peer = {
      ...admitted,
      send: (message) => sendJson(socket, message),
      close: (code, reason) => socket.close(code, reason),
    }
    socket.on('message', (data, isBinary) => switchboard.receive(peer, textOf(data, isBinary)))
    socket.on('close', () => switchboard.leave(peer))
    // 'close' follows every error.
    socket.on('error', (error) => ctx.log.debug({ err: error }, 'signalling socket'))
    sendJson(socket, { type: 'OPEN' })
    switchboard.enter(peer)
  }

  const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): Promise<void> => {
    const admitted = await admit(url)
    if (!admitted.ok) return refuseUpgrade(socket, admitted.problem)
    const { sessionId, inviteId } = admitted.value
    if (closedSince.has(sessionId)) return refuseUpgrade(socket, problem('session-ended'))
    if (inviteId !== undefined && closedSince.has(inviteId))
      return refuseUpgrade(socket, problem('link-revoked'))
    server.handleUpgrade(request, socket, head, (accepted) => {
      server.emit('connection', accepted, request)
      open(accepted, admitted.value)
    })
  }

  return {
    upgrade(request, socket, head) {
      const url = urlOf(request)
      if (url?.pathname !== `${SIGNAL_PATH}peerjs`) return false
      socket.on('error', () => socket.destroy())
      answer(request, socket, head, url).catch((error: unknown) => {
        ctx.log.error({ err: error }, 'A signalling connection could not be answered')
        socket.destroy()
      })
      return true
    },
    switchboard,
    close() {
      offNotices()
      offPulse()
      presence.close()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

type Admitted = Omit<Peer, 'send' | 'close'>

/** What the database says now of the person that a ticket names: the ticket itself may be minutes old. */
async function readAdmitted(ctx: ServerContext, claims: TicketClaims): Promise<Outcome<Admitted>> {
  const row = await ctx.db
    .selectFrom('participant')
    .innerJoin('session', 'session.id', 'participant.session_id')
    .leftJoin('invite', 'invite.id', 'participant.invite_id')
    .select([
      'participant.name',
      'participant.seat',
      'participant.invite_id',
      'session.workspace_id',
      'session.ended_at',
      'invite.revoked_at',
    ])
    .where('participant.id', '=', claims.participantId)
    .where('participant.session_id', '=', claims.sessionId)
    .executeTakeFirst()
  if (!row) return fail('not-signed-in')
  if (row.ended_at) return fail('session-ended')
  if (row.revoked_at) return fail('link-revoked')
  return succeed({
    peerId: claims.peerId,
    participantId: claims.participantId,
    sessionId: claims.sessionId,
    workspaceId: row.workspace_id,
    inviteId: row.invite_id ?? undefined,
    name: row.name,
    seat: Seat.parse(row.seat),
  })
}
