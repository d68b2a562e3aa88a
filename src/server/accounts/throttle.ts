import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

/** Tries of one address at one account; and of one address in all, for those who go through a list of accounts. */
const TRIES_PER_ACCOUNT = 5
const TRIES_PER_ADDRESS = 30
const WINDOW_S = 60

export interface Throttle {
  /** Counts one try before it is made, so that many at once do not slip through. Answers seconds to wait when refused. */
  take(account: string, address: string): Promise<number | undefined>
  /** The try was right: the account's count starts anew, the address gets this one back. */
  forgive(account: string, address: string): Promise<void>
}

/** Counts in the database, so that all nodes count together and a restart does not forget. */
export function createThrottle(pool: pg.Pool): Throttle {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration: WINDOW_S,
    })
  const perAccount = limiter('sign-in-account', TRIES_PER_ACCOUNT)
  const perAddress = limiter('sign-in-address', TRIES_PER_ADDRESS)
  const accountKey = (account: string, address: string) => `${network(address)} ${account}`

  return {
    async take(account, address) {
      const waits = [
        await consume(perAddress, network(address)),
        await consume(perAccount, accountKey(account, address)),
      ].filter((wait) => wait !== undefined)
      return waits.length > 0 ? Math.max(...waits) : undefined
    },
    async forgive(account, address) {
      await perAccount.delete(accountKey(account, address))
      await perAddress.reward(network(address))
    },
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000)
    throw refusal
  }
}

/** One household or company has a whole /64 of IPv6: its addresses count as one. */
function network(address: string): string {
  if (!address.includes(':')) return address
  const [head = ''] = address.split('::')
  return head.split(':').slice(0, 4).join(':')
}
