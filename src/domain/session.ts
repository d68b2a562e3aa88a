import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'

export const SessionTitle = z.string().check(z.trim(), z.minLength(1), z.maxLength(160))
export const SessionReference = z.string().check(z.trim(), z.maxLength(120))

const base = {
  id: Id,
  /** Short number that a person can say on the phone, unique in the workspace, given by the server. */
  ticketNumber: z.int().check(z.gte(1)),
  title: SessionTitle,
  reference: z.optional(SessionReference),
  createdAt: Timestamp,
  createdBy: z.string().check(z.maxLength(80)),
}

/** One ticket of help: open, then ended for good. */
export const Session = z.discriminatedUnion('status', [
  z.object({ ...base, status: z.literal('open') }),
  z.object({
    ...base,
    status: z.literal('ended'),
    endedAt: Timestamp,
    endedBy: z.string().check(z.maxLength(80)),
  }),
])
export type Session = z.infer<typeof Session>

/** The ticket number as people read and say it: `FP-0042`. */
export function ticketLabel(session: Pick<Session, 'ticketNumber'>): string {
  return `FP-${String(session.ticketNumber).padStart(4, '0')}`
}
