import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'

/** 128 random bits, base64url without padding: what stands in the link. The server keeps only its SHA-256. */
export const InviteToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))
export type InviteToken = z.infer<typeof InviteToken>

export const InviteKind = z.enum(['guest'])

/** One link into one session, as an agent may see it: never the token. */
export const Invite = z.object({
  id: Id,
  sessionId: Id,
  kind: InviteKind,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  revokedAt: z.optional(Timestamp),
  /** When it was last used to join. */
  usedAt: z.optional(Timestamp),
})
export type Invite = z.infer<typeof Invite>

export type InviteState = 'valid' | 'expired' | 'revoked'

/** Whether the link works at `now`; the session's own end is asked separately. */
export function inviteState(invite: Invite, now: Timestamp): InviteState {
  if (invite.revokedAt !== undefined) return 'revoked'
  return now >= invite.expiresAt ? 'expired' : 'valid'
}
