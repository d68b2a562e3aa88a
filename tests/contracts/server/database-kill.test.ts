import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '#server/config/log.ts'
import { openDatabase } from '#server/storage/database.ts'
import { openEmbedded } from '#server/storage/embedded.ts'
import { ensureTemplate } from '#server/storage/template.ts'

let folder: string
beforeAll(async () => {
  await ensureTemplate()
  folder = await mkdtemp(join(tmpdir(), 'farpoint-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Lets a process commit until it has confirmed so many, then ends it the hard way. Answers what it confirmed. */
async function commitUntilKilled(confirmations: number): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./commit-loop.ts', import.meta.url)), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const confirmed: string[] = []
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    confirmed.push(line)
    if (confirmed.length === confirmations) child.kill('SIGKILL')
  }
  const [, signal]: unknown[] = await exited
  expect(signal).toBe('SIGKILL')
  return confirmed
}

// Killed at different moments: early, around a checkpoint, after several.
it.each([7, 41, 130])(
  '[DB12] killed after %i confirmed commits, the next start has every one of them and no half one',
  async (confirmations) => {
    const confirmed = await commitUntilKilled(confirmations)
    expect(confirmed.length).toBeGreaterThanOrEqual(confirmations)

    const log = createLog({ logLevel: 'warn' })
    const { db, close } = await openDatabase({ dataDir: folder, databaseUrl: undefined }, log)
    const kept = await db.selectFrom('record').select('id').execute()
    const heads = await sql<{ head: number; top: number; rows: number }>`
      select w.revision as head, max(r.revision) as top, count(*)::int as rows
      from workspace w join record r on r.workspace_id = w.id group by w.id`.execute(db)
    await close()

    const ids = new Set(kept.map((row) => row.id))
    expect(confirmed.filter((id) => !ids.has(id))).toEqual([])
    expect(heads.rows.length).toBeGreaterThan(0)
    for (const { head, top, rows } of heads.rows) expect([head, top]).toEqual([rows, rows])
  },
)

it('[DB13] every single commit is forced to disk', async () => {
  const { engine, syncs } = await openEmbedded(folder)
  try {
    await engine.query('create table forced (n int)')
    for (let n = 0; n < 20; n += 1) {
      const before = syncs()
      await engine.query('insert into forced values ($1)', [n])
      expect(syncs()).toBeGreaterThan(before)
    }
  } finally {
    await engine.close()
  }
})
