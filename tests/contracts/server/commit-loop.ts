import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createLog } from '#server/config/log.ts'
import { openDatabase } from '#server/storage/database.ts'

/** Commits for ever into the folder that it is given, saying each record's id once its commit was confirmed. */
const [, , folder = ''] = process.argv
const { db } = await openDatabase(
  { dataDir: folder, databaseUrl: undefined },
  createLog({ logLevel: 'warn' }),
)
const workspace = randomUUID()
const session = randomUUID()
await db.insertInto('workspace').values({ id: workspace, name: 'A team' }).execute()
await db
  .insertInto('session')
  .values({ id: session, workspace_id: workspace, ticket_number: 1, ended_at: null })
  .execute()

for (let count = 1; ; count += 1) {
  const id = randomUUID()
  await db.transaction().execute(async (tx) => {
    const { revision } = await tx
      .updateTable('workspace')
      .set({ revision: sql`revision + 1` })
      .where('id', '=', workspace)
      .returning('revision')
      .executeTakeFirstOrThrow()
    // Long enough now and then to be stored out of line.
    const body = JSON.stringify({ text: randomUUID().repeat(count % 10 === 0 ? 500 : 5) })
    await tx
      .insertInto('record')
      .values({ workspace_id: workspace, id, kind: 'note', session_id: session, revision, author: 'a', body })
      .execute()
  })
  process.stdout.write(`${id}\n`)
  if (count % 40 === 0) await sql`checkpoint`.execute(db)
}
