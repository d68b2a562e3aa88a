import * as z from 'zod'
import { Id, Timestamp } from './ids.ts'
import { PersonName, Seat } from './participant.ts'

export const MessageText = z.string().trim().min(1).max(4000)

/** One chat message. Append-only. */
export const Message = z.object({
  id: Id,
  sessionId: Id,
  author: Id,
  authorName: PersonName,
  authorSeat: Seat,
  text: MessageText,
  at: Timestamp,
})
export type Message = z.infer<typeof Message>
