import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '#server/config/log.ts'
import { openDatabase, type Database } from '#server/storage/database.ts'
import { ensureTemplate } from '#server/storage/template.ts'

export interface TestDatabase extends Database {
  /** The data folder; gone after `close`. */
  readonly folder: string
}

/** A real embedded database in a folder of its own, about one second after the template exists. */
export async function openTestDatabase(): Promise<TestDatabase> {
  await ensureTemplate()
  const folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
  const database = await openDatabase(
    { dataDir: folder, databaseUrl: undefined },
    createLog({ logLevel: 'warn' }),
  )
  return {
    ...database,
    folder,
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
