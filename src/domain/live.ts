import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { RosterEntry } from './participant.ts'
import { Problem } from './problem.ts'

/** The live channel: a WebSocket that only says "there is more" and who is there. Nothing is lost when it is down. */
export const LIVE_PATH = '/api/live'

/** First message of the client. A guest proves itself by `guest`; an agent by the cookie of the upgrade request. */
export const LiveHello = z.object({
  type: z.literal('hello'),
  guest: z.optional(z.string().check(z.maxLength(200))),
})
export type LiveHello = z.infer<typeof LiveHello>

export const LiveNotice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refused'), problem: Problem }),
  /** Something changed up to this revision: pull. */
  z.object({ type: z.literal('changed'), revision: z.int().check(z.gte(0)) }),
  /** Everyone who is connected to the session's signalling now. Sent on every change to those who may see it, and after `ready`. */
  z.object({ type: z.literal('roster'), sessionId: Id, peers: z.array(RosterEntry) }),
  z.object({ type: z.literal('ended'), sessionId: Id }),
])
export type LiveNotice = z.infer<typeof LiveNotice>
