import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Hono } from 'hono'
import type { ServerContext } from './context.ts'
import type { ApiHandlers } from './http/routes.ts'
import { createRelaysHandler } from './check/relays.ts'
import { registerRateProbe } from './check/rate-probe.ts'
import { createAgentInviteHandlers } from './invites/agent-side.ts'
import { createGuestInviteHandlers } from './invites/guest-side.ts'
import { createLive } from './live/live.ts'
import { systemTimers, type Timers } from './live/timers.ts'
import { registerMedia } from './media/media.ts'
import { createSessionHandlers } from './sessions/sessions.ts'
import { createSignalling } from './signalling/endpoint.ts'
import { createTicketHandler } from './signalling/ticket-handler.ts'
import { createTickets } from './signalling/tickets.ts'
import { createPull } from './sync/pull.ts'
import { createPush } from './sync/push.ts'
import { registerUploads } from './uploads/uploads.ts'

/** What the product brings to the server: its part of the API table, its routes, its two sockets. */
export interface Product {
  readonly handlers: Partial<ApiHandlers>
  /** Uploads and stored files. */
  routes(app: Hono): void
  /** Takes the live channel's and signalling's requests: true when it was one of them, and is being answered. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Ends all sockets. The database and the notices belong to who made them. */
  close(): Promise<void>
}

export function createProduct(ctx: ServerContext, timers: Timers = systemTimers): Product {
  const tickets = createTickets(ctx)
  const signalling = createSignalling(ctx, tickets, timers)
  const live = createLive(ctx, signalling.switchboard, timers)
  return {
    handlers: {
      ...createSessionHandlers(ctx),
      ...createAgentInviteHandlers(ctx),
      ...createGuestInviteHandlers(ctx),
      ticket: createTicketHandler(ctx, tickets),
      relays: createRelaysHandler(ctx),
      push: createPush(ctx),
      pull: createPull(ctx),
    },
    routes(app) {
      registerUploads(app, ctx)
      registerMedia(app, ctx)
      registerRateProbe(app, ctx, timers)
    },
    upgrade: (request, socket, head) =>
      live.upgrade(request, socket, head) || signalling.upgrade(request, socket, head),
    close() {
      live.close()
      signalling.close()
      return Promise.resolve()
    },
  }
}
