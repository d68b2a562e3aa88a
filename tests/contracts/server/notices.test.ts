import { afterAll, beforeAll, describe } from 'vitest'
import { createLog } from '#server/config/log.ts'
import { createDatabaseNotices } from '#server/live/database-notices.ts'
import { createLocalNotices } from '#server/live/local-notices.ts'
import { openDatabase, type Database } from '#server/storage/database.ts'
import { openTestDatabase } from '../../server/platform/test-database.ts'
import { noticesLaw } from './notices.law.ts'
import { findPostgres, startCluster, type Cluster } from './postgres-cluster.ts'

const log = createLog({ logLevel: 'silent' })

noticesLaw('in one process', () => {
  const notices = createLocalNotices()
  return Promise.resolve({ here: notices, there: notices, close: () => notices.close() })
})

/** Two nodes, each with a connection of its own kind to one database. */
async function twoNodes(left: Database, right: Database) {
  const here = await createDatabaseNotices(left, 'here', log)
  const there = await createDatabaseNotices(right, 'there', log)
  return {
    here,
    there,
    async close() {
      await here.close()
      await there.close()
    },
  }
}

describe('embedded', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())
  noticesLaw('through the embedded database', () => twoNodes(database, database))
})

const postgres = findPostgres()
describe.skipIf(postgres === undefined)('server', () => {
  let cluster: Cluster
  let nodes: readonly [Database, Database]
  beforeAll(async () => {
    cluster = await startCluster(postgres ?? '')
    const config = { dataDir: '', databaseUrl: cluster.createDatabase('notices') }
    nodes = [await openDatabase(config, log), await openDatabase(config, log)]
  })
  afterAll(async () => {
    for (const node of nodes) await node.close()
    cluster.stop()
  })
  noticesLaw('through PostgreSQL', () => twoNodes(...nodes))
})
