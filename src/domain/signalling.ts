import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { Participant } from './participant.ts'

/**
 * Signalling speaks the PeerJS protocol at `<SIGNAL_PATH>peerjs?key&id&token&version`; the token is our ticket.
 * Source: peerjs 1.5 lib/socket.ts and lib/enums.ts.
 */
export const SIGNAL_PATH = '/api/signal/'

/** The claims of a ticket (JWT): this peer id, in this session, for this participant. */
export const TicketClaims = z.object({
  sessionId: Id,
  participantId: Id,
  peerId: z.string().check(z.minLength(1), z.maxLength(120)),
})
export type TicketClaims = z.infer<typeof TicketClaims>

export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
})
export type IceServer = z.infer<typeof IceServer>

/** What a device needs to enter the call. Renew before `expiresAt` with the same peer id to reconnect. */
export const TicketResponse = z.object({
  ticket: z.string(),
  peerId: z.string(),
  participant: Participant,
  iceServers: z.array(IceServer),
  expiresAt: Timestamp,
})
export type TicketResponse = z.infer<typeof TicketResponse>
