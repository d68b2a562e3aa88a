import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { SyncedNodeFS, syncFolder } from './synced-node-fs.ts'
import { readTemplate } from './template.ts'

export interface EmbeddedEngine {
  readonly engine: PGlite
  /** How many times something was forced to disk so far. */
  syncs(): number
}

/** Less than the defaults: half the memory at the same speed for one team. */
const memorySettings = ['shared_buffers=16MB', 'wal_buffers=1MB', 'max_connections=5']

/** `-F` in the engine's defaults turns durability off; fdatasync, PostgreSQL's default on Linux, does nothing in wasm. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', ...memorySettings].flatMap((setting) => ['-c', setting]),
]

/**
 * Opens the embedded database under `dataDir`, making it at the first start. The caller holds the folder's lock.
 * A new database is prepared beside its place and moved there whole: a start that was cut off leaves nothing half made.
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedEngine> {
  const folder = join(dataDir, 'database')
  if (!(await exists(join(folder, 'PG_VERSION')))) await prepare(dataDir, folder)
  // Left by a process that was killed. Ours is the only one here: the lock says so.
  await rm(join(folder, 'postmaster.pid'), { force: true })
  const fs = new SyncedNodeFS(folder)
  const engine = await PGlite.create({ fs, startParams })
  return { engine, syncs: () => fs.syncs }
}

async function prepare(dataDir: string, folder: string): Promise<void> {
  const draft = join(dataDir, 'database.new')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const template = await readTemplate()
  const engine = await PGlite.create({
    fs: new SyncedNodeFS(draft),
    startParams,
    ...(template ? { loadDataDir: template } : {}),
  })
  await engine.close()
  syncTree(draft)
  await rename(draft, folder)
  syncFolder(dataDir)
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncFile(path)
  }
  syncFolder(folder)
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
