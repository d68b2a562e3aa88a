import type { Id } from '#domain/ids.ts'
import type { Reader } from '../sync/read.ts'

/** Whether the link that a guest came in by was withdrawn. False for agents, who need none. */
export async function isRevoked(reader: Reader, participantId: Id): Promise<boolean> {
  const row = await reader
    .selectFrom('participant')
    .innerJoin('invite', 'invite.id', 'participant.invite_id')
    .select('invite.revoked_at')
    .where('participant.id', '=', participantId)
    .executeTakeFirst()
  return row?.revoked_at != null
}
