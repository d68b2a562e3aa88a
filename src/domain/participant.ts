import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'

/** The two seats of a call: who holds the camera, who points. */
export const Seat = z.enum(['technician', 'expert'])
export type Seat = z.infer<typeof Seat>

export const PersonName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** One person in one session. An agent who opens the call gets one too, tied to the account by `agentId`. */
export const Participant = z.object({
  id: Id,
  sessionId: Id,
  name: PersonName,
  seat: Seat,
  agentId: z.optional(z.string().check(z.maxLength(64))),
  joinedAt: Timestamp,
})
export type Participant = z.infer<typeof Participant>

/** One open connection of a participant: the address that PeerJS dials. A reload makes a new one. */
export const RosterEntry = z.object({
  peerId: z.string().check(z.minLength(1), z.maxLength(120)),
  participantId: Id,
  name: PersonName,
  seat: Seat,
})
export type RosterEntry = z.infer<typeof RosterEntry>
