import type { Hono } from 'hono'
import { sql } from 'kysely'
import { sameHash } from '../accounts/first-owner.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'
import type { ServerContext } from '../context.ts'
import type { Metrics } from './metrics.ts'

/** For those who watch over the server: alive, ready, and how it does. */
export function registerHealth(app: Hono, ctx: ServerContext, metrics: Metrics): void {
  app.get('/healthz', (c) => c.text('alive\n'))

  app.get('/readyz', async (c) => {
    const [database, storage] = await Promise.allSettled([sql`select 1`.execute(ctx.db), ctx.blobs.check()])
    for (const result of [database, storage])
      if (result.status === 'rejected') ctx.log.error({ err: result.reason }, 'not ready')
    const ready = database.status === 'fulfilled' && storage.status === 'fulfilled'
    const word = (result: PromiseSettledResult<unknown>) => (result.status === 'fulfilled' ? 'ok' : 'failing')
    return c.json({ database: word(database), storage: word(storage) }, ready ? 200 : 503)
  })

  app.get('/metrics', (c) => {
    const expected = ctx.config.metricsToken
    // Off looks like absent, and so does a wrong token: nobody learns that there is something to guess.
    const [, token = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? []
    if (expected === undefined || !sameHash(sha256Hex(token), sha256Hex(expected))) return c.notFound()
    return c.text(metrics.text(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}
