import type { Transaction } from 'kysely'
import type { Change } from '#domain/sync.ts'
import { sessionOf } from '#domain/sync.ts'
import type { ServerContext } from '../context.ts'
import type { Notice } from '../live/notices.ts'
import type { Schema } from '../storage/schema.ts'

/** The only handle to the database inside a transaction: the embedded database has one connection, and this is it. */
type Trx = Transaction<Schema>

/** The author of what the server writes by itself. */
export const BY_SERVER = 'server'

interface Origin {
  /** Agent id, participant id, or BY_SERVER. Stays what it was when a record moves forward. */
  readonly author: string
  readonly late?: boolean
}

export interface Entry extends Origin {
  readonly change: Change
}

/**
 * Keeps changes and gives each the next revision of the workspace, in their order, in the caller's transaction.
 * Every writer goes through here: one counter row, bumped where the change is written, is what makes "after revision n"
 * complete for a puller (a sequence is read out of order and loses changes).
 * No two entries may have one id. Throws when an id belongs to a record of another kind or session.
 */
async function acceptChanges(
  trx: Trx,
  workspaceId: string,
  entries: readonly Entry[],
): Promise<readonly number[]> {
  if (entries.length === 0) return []
  const { revision: last } = await trx
    .updateTable('workspace')
    .set((eb) => ({ revision: eb('revision', '+', entries.length) }))
    .where('id', '=', workspaceId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  const first = last - entries.length + 1
  const rows = entries.map(({ change, author, late }, index) => ({
    workspace_id: workspaceId,
    id: change.record.id,
    kind: change.kind,
    session_id: sessionOf(change),
    revision: first + index,
    late: late ?? false,
    author,
    body: JSON.stringify(change.record),
  }))
  const written = await trx
    .insertInto('record')
    .values(rows)
    .onConflict((oc) =>
      oc
        .columns(['workspace_id', 'id'])
        .doUpdateSet((eb) => ({
          revision: eb.ref('excluded.revision'),
          late: eb.ref('excluded.late'),
          body: eb.ref('excluded.body'),
        }))
        .whereRef('record.kind', '=', 'excluded.kind')
        .whereRef('record.session_id', '=', 'excluded.session_id'),
    )
    .returning('id')
    .execute()
  if (written.length !== rows.length)
    throw new Error('A record id is taken by a record of another kind or session')
  return rows.map((row) => row.revision)
}

/** Keeps one change; see acceptChanges. */
async function acceptChange(trx: Trx, workspaceId: string, change: Change, origin: Origin): Promise<number> {
  const [revision] = await acceptChanges(trx, workspaceId, [{ change, ...origin }])
  if (revision === undefined) throw new Error('One change was kept without a revision')
  return revision
}

/** What a writer works with between the lock and the commit. */
export interface Writing {
  readonly trx: Trx
  readonly workspaceId: string
  accept(change: Change, origin: Origin): Promise<number>
  acceptAll(entries: readonly Entry[]): Promise<readonly number[]>
  /** Published once the transaction is committed, before `changed`. */
  notify(notice: Notice): void
}

/**
 * One transaction that holds the workspace's row from the start: writers of a workspace come one after another, so what
 * `work` reads (has the session ended? is the id known?) still holds when it writes. After the commit the notices go out.
 * A failed Outcome that `work` returns still commits: decide before writing. A throw rolls everything back.
 */
export async function writeToWorkspace<T>(
  ctx: Pick<ServerContext, 'db' | 'notices'>,
  workspaceId: string,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const notices: Notice[] = []
  let head: number | undefined
  const result = await ctx.db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('workspace')
      .select('id')
      .where('id', '=', workspaceId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    return work({
      trx,
      workspaceId,
      async accept(change, origin) {
        head = await acceptChange(trx, workspaceId, change, origin)
        return head
      },
      async acceptAll(entries) {
        const revisions = await acceptChanges(trx, workspaceId, entries)
        head = revisions.at(-1) ?? head
        return revisions
      },
      notify: (notice) => void notices.push(notice),
    })
  })
  for (const notice of notices) ctx.notices.publish(notice)
  if (head !== undefined) ctx.notices.publish({ type: 'changed', workspaceId, revision: head })
  return result
}
