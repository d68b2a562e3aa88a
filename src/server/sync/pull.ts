import { may } from '#domain/permissions.ts'
import { fail, succeed } from '#domain/problem.ts'
import { SYNC_BATCH, type Accepted, type ChangeKind } from '#domain/sync.ts'
import type { ServerContext } from '../context.ts'
import type { Handler } from '../http/routes.ts'
import { isRevoked } from '../invites/revoked.ts'
import { changeOf } from './read.ts'

/** Kinds that stay among the agents: what they write down about a session is not shown to its guests. */
const agentsOnly: readonly ChangeKind[] = ['note']

/**
 * What was accepted after a revision, in order. A guest gets its own session's changes only, but its cursor moves on over
 * everybody's, so that it never asks for the same stretch twice.
 */
export function createPull(ctx: ServerContext): Handler<'pull'> {
  return async ({ after, limit = SYNC_BATCH }, who) => {
    if (who.kind === 'nobody') return fail('not-signed-in')
    if (!may(who.kind === 'agent' ? who.agent.role : 'guest', 'session.read')) return fail('not-allowed')
    if (who.kind === 'guest' && (await isRevoked(ctx.db, who.participantId))) return fail('link-revoked')

    // The head is read first: every revision up to it is committed, since the counter's row was held until the commit.
    const { revision: head } = await ctx.db
      .selectFrom('workspace')
      .select('revision')
      .where('id', '=', who.workspaceId)
      .executeTakeFirstOrThrow()
    let query = ctx.db
      .selectFrom('record')
      .select(['kind', 'body', 'revision', 'late', 'id'])
      .where('workspace_id', '=', who.workspaceId)
      .where('revision', '>', after)
      .where('revision', '<=', head)
    if (who.kind === 'guest')
      query = query.where('session_id', '=', who.sessionId).where('kind', 'not in', agentsOnly)
    const rows = await query
      .orderBy('revision')
      .limit(limit + 1)
      .execute()

    const more = rows.length > limit
    const page = more ? rows.slice(0, limit) : rows
    const changes: Accepted[] = []
    for (const row of page) {
      const change = changeOf(row)
      if (!change) {
        ctx.log.error(
          { id: row.id, kind: row.kind },
          'A kept record is not readable and was left out of a pull',
        )
        continue
      }
      changes.push({ revision: row.revision, change, ...(row.late ? { late: true } : {}) })
    }
    return succeed({ changes, cursor: more ? (page.at(-1)?.revision ?? head) : head, more })
  }
}
