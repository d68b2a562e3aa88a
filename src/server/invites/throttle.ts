import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import type { ServerContext } from '../context.ts'

/** Unknown links that one address may try in a minute. Only misses count, so that a whole site behind one address can join. */
const MISSES_A_MINUTE = 30

/** Slows down whoever guesses links. Counted in the database: a restart or another node forgets nothing. */
export interface LinkThrottle {
  isBlocked(c: Context): Promise<boolean>
  countMiss(c: Context): Promise<void>
}

/** The address that a request came from; behind a proxy (TLS=off) the one that the proxy saw. */
function addressOf(c: Context, behindProxy: boolean): string {
  const seenByProxy = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const address = seenByProxy || getConnInfo(c).remote.address || 'unknown'
  // The key's column has room for 255 characters; no address needs half of that.
  return address.slice(0, 100)
}

export function createLinkThrottle(ctx: Pick<ServerContext, 'db' | 'config'>): LinkThrottle {
  const storeClient = {
    async query({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) {
      const { rows } = await ctx.db.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows, rowCount: rows.length }
    },
  }
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: 'link',
    points: MISSES_A_MINUTE,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  const behindProxy = ctx.config.tls.mode === 'off'
  return {
    async isBlocked(c) {
      const state = await limiter.get(addressOf(c, behindProxy))
      return state !== null && state.consumedPoints >= MISSES_A_MINUTE
    },
    async countMiss(c) {
      await limiter.penalty(addressOf(c, behindProxy))
    },
  }
}
