import type { Id } from '#domain/ids.ts'
import type { RecordOf, Change } from '#domain/sync.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { ServerContext } from '../context.ts'

/** One line of a session's diary that the server itself writes, ready for `accept`. */
export function update(
  ctx: Pick<ServerContext, 'makeId' | 'now'>,
  sessionId: Id,
  kind: SessionUpdateKind,
  actorName: string,
): Change {
  return {
    kind: 'update',
    record: { id: ctx.makeId(), sessionId, kind, actorName, at: ctx.now() },
  }
}

/** A film arrived whole. */
export function storedUpdate(
  ctx: Pick<ServerContext, 'makeId' | 'now'>,
  recording: RecordOf<'recording'>,
): Change {
  return update(ctx, recording.sessionId, 'recording-stored', recording.authorName)
}
