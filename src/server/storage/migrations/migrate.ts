import { Migrator, type Kysely, type Migration } from 'kysely'
import type { Schema } from '../schema.ts'
import { firstTables } from './001-first-tables.ts'
import { accountTables } from './002-accounts.ts'
import { recordingRequests } from './003-recording-requests.ts'

/** In the order of their names. A migration that was released is never edited: write the next one. */
const migrations: Record<string, Migration> = {
  '001-first-tables': firstTables,
  '002-accounts': accountTables,
  '003-recording-requests': recordingRequests,
}

/** Brings the database to the newest form, under kysely's lock so that several nodes may start at once. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((result) => result.status === 'Error')
  if (error !== undefined)
    throw new Error(
      `The database could not be brought up to date${failed ? ` (${failed.migrationName})` : ''}`,
      {
        cause: error,
      },
    )
}
