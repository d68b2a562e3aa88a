import * as z from 'zod'

/** Longest message that is relayed, in bytes: ten times the largest offer that browsers were seen to send. */
export const MAX_PEER_MESSAGE_BYTES = 64 * 1024

/** What a PeerJS client says to its server. Source: peerjs 1.5 lib/enums.ts ServerMessageType, lib/socket.ts. */
const PeerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('HEARTBEAT') }),
  z.object({
    type: z.enum(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE', 'EXPIRE']),
    dst: z.string().min(1).max(120),
    payload: z.unknown().optional(),
  }),
])
export type PeerMessage = z.infer<typeof PeerMessage>

/** Messages that wait for an answer of the other side: their sender is told when nobody is there. As the `peer` package does. */
export function expectsAnswer(type: PeerMessage['type']): boolean {
  return type !== 'LEAVE' && type !== 'EXPIRE' && type !== 'HEARTBEAT'
}

/** Parses what came from a client. Never throws: undefined is dropped and counted. */
export function parsePeerMessage(text: string | undefined): PeerMessage | undefined {
  if (text === undefined || Buffer.byteLength(text) > MAX_PEER_MESSAGE_BYTES) return undefined
  try {
    return PeerMessage.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
