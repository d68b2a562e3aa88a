import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { PersonName, Seat } from './participant.ts'

const MessageText = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000))

/** One chat message. Append-only. */
export const Message = z.object({
  id: Id,
  sessionId: Id,
  author: Id,
  authorName: PersonName,
  authorSeat: Seat,
  text: MessageText,
  /** A still that it shows. */
  stillId: z.optional(Id),
  at: Timestamp,
})
export type Message = z.infer<typeof Message>
