import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/config/log.ts'
import { openDatabase, type Database } from '#server/storage/database.ts'
import { ensureTemplate } from '#server/storage/template.ts'
import { databaseLaw } from './database.law.ts'
import { findPostgres, startCluster, type Cluster } from './postgres-cluster.ts'

const log = createLog({ logLevel: 'error' })
const quiet = createLog({ logLevel: 'silent' })

databaseLaw('embedded', async () => {
  await ensureTemplate()
  const folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
  return {
    open: () => openDatabase({ dataDir: folder, databaseUrl: undefined }, log),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
})

describe('what only the embedded database does', () => {
  let folder: string
  let database: Database
  beforeAll(async () => {
    await ensureTemplate()
    folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
    database = await openDatabase({ dataDir: folder, databaseUrl: undefined }, quiet)
  })
  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('[DB7] a second opening of the folder is refused with a sentence, and the first goes on', async () => {
    await expect(openDatabase({ dataDir: folder, databaseUrl: undefined }, quiet)).rejects.toThrow(
      /already in use by another Farpoint.*DATA_DIR/,
    )
    await expect(sql`select 1`.execute(database.db)).resolves.toBeDefined()
  })

  it('[DB8] a query past the transaction’s own handle fails in seconds instead of waiting for ever', async () => {
    const stuck = database.db
      .transaction()
      .execute(() => database.db.selectFrom('workspace').selectAll().execute())
    await expect(stuck).rejects.toThrow(/timeout/)
    await expect(sql`select 1`.execute(database.db)).resolves.toBeDefined()
  })
})

const bin = findPostgres()

describe.skipIf(bin === undefined)(
  'PostgreSQL (skipped where it is not installed: apt-get install postgresql)',
  () => {
    let cluster: Cluster | undefined
    const started = async () => (cluster ??= await startCluster(bin ?? ''))
    afterAll(() => cluster?.stop())

    databaseLaw('PostgreSQL', async () => {
      const databaseUrl = (await started()).createDatabase('law')
      return {
        open: () => openDatabase({ dataDir: '/nowhere', databaseUrl }, log),
        dispose: () => Promise.resolve(),
      }
    })

    describe('what only a database server does', () => {
      it('[DB9] two nodes start at once on an empty database: both serve, the tables are made once', async () => {
        const databaseUrl = (await started()).createDatabase('two_nodes')
        const nodes = await Promise.all(
          [1, 2].map(() => openDatabase({ dataDir: '/nowhere', databaseUrl }, log)),
        )
        const [first, second] = nodes
        await first?.db.insertInto('workspace').values({ id: 'w', name: 'n' }).execute()
        expect(await second?.db.selectFrom('workspace').select('id').execute()).toEqual([{ id: 'w' }])
        await Promise.all(nodes.map((node) => node.close()))
      })

      it('[DB10] notices are heard again after their connection was cut', async () => {
        const databaseUrl = (await started()).createDatabase('cut')
        const database = await openDatabase({ dataDir: '/nowhere', databaseUrl }, quiet)
        const heard = new Set<string>()
        const off = await database.listen('farpoint_cut', (payload) => heard.add(payload))
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database() and query ilike 'listen%'`.execute(
          database.db,
        )
        // Until it is back every notice is lost, so one is sent again until one is heard.
        await expect
          .poll(
            async () => {
              await sql`select pg_notify('farpoint_cut', 'again')`.execute(database.db)
              return heard.has('again')
            },
            { timeout: 20_000, interval: 50 },
          )
          .toBe(true)
        await off()
        await database.close()
      })

      it('[DB11] a server that does not answer stops the start with a sentence that names DATABASE_URL', async () => {
        const databaseUrl = 'postgres://nobody@127.0.0.1:1/none'
        await expect(openDatabase({ dataDir: '/nowhere', databaseUrl }, quiet)).rejects.toThrow(
          /DATABASE_URL names cannot be used/,
        )
      })
    })
  },
)
