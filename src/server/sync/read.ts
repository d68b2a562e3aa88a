import type { Kysely } from 'kysely'
import type * as z from 'zod/mini'
import type { Id } from '#domain/ids.ts'
import { Change, type ChangeKind } from '#domain/sync.ts'
import type { Schema } from '../storage/schema.ts'

/** The database or, inside a transaction, its handle. */
export type Reader = Pick<Kysely<Schema>, 'selectFrom'>

/** A kept row as the change it was; undefined when this version of the product no longer understands it. */
export function changeOf(row: { readonly kind: string; readonly body: unknown }): Change | undefined {
  const parsed = Change.safeParse({ kind: row.kind, record: row.body })
  return parsed.success ? parsed.data : undefined
}

/** The current state of one record of a workspace, read by its kind's schema; undefined when there is none of that kind. */
export async function readRecord<T>(
  reader: Reader,
  workspaceId: string,
  kind: ChangeKind,
  schema: z.ZodMiniType<T>,
  id: Id,
): Promise<{ readonly record: T; readonly author: string; readonly late: boolean } | undefined> {
  const row = await reader
    .selectFrom('record')
    .select(['body', 'author', 'late'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row && { record: schema.parse(row.body), author: row.author, late: row.late }
}

/** Whether any record of the workspace has this id already, of whatever kind. */
export async function isTaken(reader: Reader, workspaceId: string, id: Id): Promise<boolean> {
  const row = await reader
    .selectFrom('record')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
