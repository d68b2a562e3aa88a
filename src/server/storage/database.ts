import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Config } from '../config/config.ts'
import type { Logger } from '../config/log.ts'
import { StartRefused } from '../config/start-refused.ts'
import { lockFolder } from './data-lock.ts'
import { openEmbedded } from './embedded.ts'
import { listenOnServer } from './listen-on-server.ts'
import { migrate } from './migrations/migrate.ts'
import type { Schema } from './schema.ts'

/**
 * The one database of the server. Inside `db.transaction().execute(async (tx) => ...)` use `tx` and nothing else:
 * the embedded engine has a single connection, so a query on `db` there waits for itself until it times out.
 */
export interface Database {
  readonly db: Kysely<Schema>
  /** The pool under `db`, for libraries that bring their own SQL (rate limits). Never make a second one. */
  readonly pool: pg.Pool
  /** `embedded` is one process only; `server` (PostgreSQL) may be shared by several. */
  readonly kind: 'embedded' | 'server'
  /** Calls back for each NOTIFY on the channel; answers its own off-function. A lost connection loses notices until it is back. */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** How long a query waits for a connection. Long enough for a busy moment, short enough that a deadlock shows as an error. */
const CONNECTION_TIMEOUT_MS = 5000

/** Most connections to a PostgreSQL of one node. */
const POOL_SIZE = 10

/** PostgreSQL 15, as `server_version_num` has it. */
const OLDEST_SERVER = 150_000

/** bigint arrives as text; all of ours (revisions, sizes, ticket numbers) are far below 2^53. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format),
}

/**
 * Opens the embedded database in `dataDir`, or the PostgreSQL that `databaseUrl` names, and brings its tables up to date.
 * Throws FolderInUse when another process serves the folder, and any error that the database gives.
 */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  log: Logger,
): Promise<Database> {
  const database =
    config.databaseUrl === undefined
      ? await openFolder(config.dataDir, log)
      : await openServer(config.databaseUrl, log)
  try {
    await migrate(database.db)
    await database.prove()
  } catch (error) {
    await database
      .close()
      .catch((second: unknown) => log.warn({ err: second }, 'closing after a failed start'))
    throw error
  }
  return database
}

interface Opened extends Database {
  /** Shows, with the tables in place, that a commit is durable; throws otherwise. */
  prove(): Promise<void>
}

async function openFolder(dataDir: string, log: Logger): Promise<Opened> {
  const lock = await lockFolder(dataDir)
  try {
    const { engine, syncs } = await openEmbedded(dataDir)
    const { connection, user, password, database } = createPgConfig(engine)
    // `connection` is node-postgres' own seam for another transport; its types do not know it.
    const shim: pg.PoolConfig & { readonly connection: unknown } = {
      connection,
      user,
      password,
      database,
      max: 1,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      idleTimeoutMillis: 0,
      types: parsers,
    }
    const pool = new pg.Pool(shim)
    pool.on('error', (error) => log.error({ err: error }, 'database connection'))
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
    return {
      db,
      pool,
      kind: 'embedded',
      async listen(channel, callback) {
        // LISTEN goes past the pool: holding its only connection keeps it out of anybody's open transaction.
        const held = await pool.connect()
        try {
          const off = await engine.listen(channel, callback)
          return async () => off()
        } finally {
          held.release()
        }
      },
      async prove() {
        const before = syncs()
        await proveCommit(db)
        if (syncs() === before)
          throw new Error(
            'A commit of the embedded database did not reach the disk. Farpoint does not serve like this: it could lose what it confirmed.',
          )
      },
      async close() {
        await db.destroy()
        await engine.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openServer(connectionString: string, log: Logger): Promise<Opened> {
  const pool = new pg.Pool({
    connectionString,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    types: parsers,
  })
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => log.error({ err: error }, 'database connection'))
  await checkServer(pool)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const listener = listenOnServer(connectionString, log)
  return {
    db,
    pool,
    kind: 'server',
    listen: listener.listen,
    prove: () => proveCommit(db),
    async close() {
      await listener.close()
      await db.destroy()
    },
  }
}

async function checkServer(pool: pg.Pool): Promise<void> {
  try {
    const { rows } = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version >= OLDEST_SERVER) return
    throw new StartRefused(`DATABASE_URL names a PostgreSQL that is too old: Farpoint needs 15 or newer.`)
  } catch (error) {
    await pool.end()
    if (error instanceof StartRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartRefused(`The database that DATABASE_URL names cannot be used: ${reason}.`, {
      cause: error,
    })
  }
}

async function proveCommit(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto('secret')
    .values({ name: 'last-start', value: new Date().toISOString() })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`excluded.value` }))
    .execute()
}
