import type { Id, Timestamp } from '#domain/ids.ts'
import { Session } from '#domain/session.ts'
import { readRecord, type Reader } from '../sync/read.ts'

/** Whether a session of the workspace is there and when it ended. */
export async function readSessionEnd(
  reader: Reader,
  workspaceId: string,
  sessionId: Id,
): Promise<{ readonly endedAt: Timestamp | undefined } | undefined> {
  const row = await reader
    .selectFrom('session')
    .select('ended_at')
    .where('id', '=', sessionId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row && { endedAt: row.ended_at?.getTime() }
}

/** The session as clients sync it; undefined when the workspace has none of that id. */
export async function readSession(
  reader: Reader,
  workspaceId: string,
  sessionId: Id,
): Promise<Session | undefined> {
  const found = await readRecord(reader, workspaceId, 'session', Session, sessionId)
  return found?.record
}
