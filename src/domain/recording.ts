import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { PersonName, Seat } from './participant.ts'

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Most times that one film may be paused: far beyond what a person does, small enough for one record. */
const MAX_STRETCHES = 500

/** From `filmMs` milliseconds into the film on, until the next entry, its time runs with the clock on the wall, which said `at` there. */
export const FilmClock = z
  .array(z.object({ filmMs: z.int().check(z.gte(0)), at: Timestamp }))
  .check(z.maxLength(MAX_STRETCHES))
export type FilmClock = z.infer<typeof FilmClock>

const base = {
  id: Id,
  sessionId: Id,
  authorName: PersonName,
  startedAt: Timestamp,
  mimeType: z.string().check(z.maxLength(100)),
  /** Whose device recorded it; absent on films of earlier versions. */
  seat: z.optional(Seat),
  /** The recording request that it answers. The portal says so by the link that the technician came by. */
  inviteId: z.optional(Id),
}
const finished = {
  durationMs: z.int().check(z.gte(0)),
  bytes: z.int().check(z.gte(1)),
  sha256: Sha256,
  clock: z.optional(FilmClock),
}

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
