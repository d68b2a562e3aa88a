import type { Context } from 'hono'
import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import type { ServerContext } from '../context.ts'
import { clientAddress } from '../http/request-facts.ts'

/** Unknown links that one address may try in a minute. Only misses count, so that a whole site behind one address can join. */
const MISSES_A_MINUTE = 30

/** Slows down whoever guesses links. Counted in the database: a restart or another node forgets nothing. */
export interface LinkThrottle {
  isBlocked(c: Context): Promise<boolean>
  countMiss(c: Context): Promise<void>
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
  // The key's column has room for 255 characters; no address needs half of that.
  const keyOf = (c: Context): string => clientAddress(c, ctx.config).slice(0, 100)
  return {
    async isBlocked(c) {
      const state = await limiter.get(keyOf(c))
      return state !== null && state.consumedPoints >= MISSES_A_MINUTE
    },
    async countMiss(c) {
      await limiter.penalty(keyOf(c))
    },
  }
}
