import type { Id, Timestamp } from '#domain/ids.ts'
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

/** The recording request that a guest came by; undefined for guests of a call. */
export async function requestOf(
  reader: Reader,
  participantId: Id,
): Promise<{ readonly inviteId: Id; readonly revokedAt: Timestamp | undefined } | undefined> {
  const row = await reader
    .selectFrom('participant')
    .innerJoin('invite', 'invite.id', 'participant.invite_id')
    .select(['invite.id', 'invite.revoked_at'])
    .where('participant.id', '=', participantId)
    .where('invite.kind', '=', 'recording')
    .executeTakeFirst()
  return row && { inviteId: row.id, revokedAt: row.revoked_at?.getTime() }
}
