import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { PersonName } from './participant.ts'

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const base = {
  id: Id,
  sessionId: Id,
  authorName: PersonName,
  startedAt: Timestamp,
  mimeType: z.string().check(z.maxLength(100)),
}
const finished = { durationMs: z.int().check(z.gte(0)), bytes: z.int().check(z.gte(1)), sha256: Sha256 }

/** One captured film: made of chunks on one device until it is finished, then sent, then in the portal. */
export const Recording = z.discriminatedUnion('status', [
  z.object({ ...base, status: z.literal('capturing') }),
  z.object({ ...base, status: z.literal('finished'), ...finished }),
  z.object({ ...base, status: z.literal('stored'), ...finished, mediaId: Id }),
])
export type Recording = z.infer<typeof Recording>

const rank: Record<Recording['status'], number> = { capturing: 0, finished: 1, stored: 2 }

/** A recording only ever moves forward: a late copy of an earlier state changes nothing. */
export function isLaterRecording(next: Recording, current: Recording): boolean {
  return rank[next.status] > rank[current.status]
}
