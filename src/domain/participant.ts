import * as z from 'zod'
import { Id, Timestamp } from './ids.ts'

/** The two seats of a call: who holds the camera, who points. */
export const Seat = z.enum(['technician', 'expert'])
export type Seat = z.infer<typeof Seat>

export const PersonName = z.string().trim().min(1).max(80)

/** One person in one session. An agent who opens the call gets one too, tied to the account by `agentId`. */
export const Participant = z.object({
  id: Id,
  sessionId: Id,
  name: PersonName,
  seat: Seat,
  agentId: z.string().max(64).optional(),
  joinedAt: Timestamp,
})
export type Participant = z.infer<typeof Participant>

/** One open connection of a participant: the address that PeerJS dials. A reload makes a new one. */
export const RosterEntry = z.object({
  peerId: z.string().min(1).max(120),
  participantId: Id,
  name: PersonName,
  seat: Seat,
})
export type RosterEntry = z.infer<typeof RosterEntry>
