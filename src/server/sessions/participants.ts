import type { Id } from '#domain/ids.ts'
import { Participant } from '#domain/participant.ts'
import { readRecord, type Reader } from '../sync/read.ts'

/** One person of a session as clients sync it. */
export async function readParticipant(
  reader: Reader,
  workspaceId: string,
  id: Id,
): Promise<Participant | undefined> {
  const found = await readRecord(reader, workspaceId, 'participant', Participant, id)
  return found?.record
}
