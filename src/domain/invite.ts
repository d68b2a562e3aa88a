import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'

/** 128 random bits, base64url without padding: what stands in the link. The server keeps only its SHA-256. */
export const InviteToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))
export type InviteToken = z.infer<typeof InviteToken>

/** `guest`: into the call. `recording`: asks a technician to record alone. `watch`: shows finished recordings. */
export const InviteKind = z.enum(['guest', 'recording', 'watch'])
export type InviteKind = z.infer<typeof InviteKind>

/** One thing to show, as the requester wrote it: "the nameplate". */
export const Prompt = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
/** More than a technician goes through in one film. */
export const MAX_PROMPTS = 20

/** What a link asks for or shows, beyond its kind. */
export const InviteContent = z.object({
  /** Of `recording`: what it is for. */
  words: z.optional(z.string().check(z.trim(), z.maxLength(500))),
  /** Of `recording`: what to show, in this order. */
  prompts: z.optional(z.array(Prompt).check(z.maxLength(MAX_PROMPTS))),
  /** Of `watch`: which recordings it shows. */
  recordingIds: z.optional(z.array(Id).check(z.maxLength(50))),
})

/** How long a link may work, in milliseconds: an hour to three months. */
export const InviteLife = z.int().check(z.gte(3_600_000), z.lte(92 * 86_400_000))

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
  /** When somebody first opened it. */
  openedAt: z.optional(Timestamp),
  ...InviteContent.shape,
})
export type Invite = z.infer<typeof Invite>

export type InviteState = 'valid' | 'expired' | 'revoked'

/** Whether the link works at `now`; the session's own end is asked separately. */
export function inviteState(invite: Invite, now: Timestamp): InviteState {
  if (invite.revokedAt !== undefined) return 'revoked'
  return now >= invite.expiresAt ? 'expired' : 'valid'
}
