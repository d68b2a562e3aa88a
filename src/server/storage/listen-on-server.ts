import pg from 'pg'
import type { Logger } from '../config/log.ts'

export interface ServerListener {
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** First and longest wait before connecting again, doubled each time: quick after a hiccup, quiet while the server is away. */
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000

/**
 * NOTIFY from a PostgreSQL server, by one connection of its own that comes back when it is lost.
 * What was notified while it was away is lost: notices only say "look", and their receivers also look by themselves.
 */
export function listenOnServer(connectionString: string, log: Logger): ServerListener {
  const callbacks = new Map<string, Set<(payload: string) => void>>()
  let client: pg.Client | undefined
  let connecting: Promise<pg.Client> | undefined
  let timer: NodeJS.Timeout | undefined
  let wait = FIRST_WAIT_MS
  let closed = false

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString })
    next.on('notification', ({ channel, payload }) => {
      for (const callback of callbacks.get(channel) ?? []) callback(payload ?? '')
    })
    next.on('error', (error) => lost(next, error))
    next.on('end', () => lost(next, undefined))
    await next.connect()
    for (const channel of callbacks.keys()) await next.query(`listen ${next.escapeIdentifier(channel)}`)
    client = next
    wait = FIRST_WAIT_MS
    return next
  }

  function ready(): Promise<pg.Client> {
    if (client) return Promise.resolve(client)
    connecting ??= connect().finally(() => {
      connecting = undefined
    })
    return connecting
  }

  function lost(which: pg.Client, error: Error | undefined): void {
    if (closed || (client !== undefined && client !== which)) return
    client = undefined
    if (timer) return
    log.warn({ err: error }, 'the connection for notices was lost; trying again')
    again()
  }

  function again(): void {
    timer = setTimeout(() => {
      timer = undefined
      ready().catch((error: unknown) => {
        log.warn({ err: error }, 'no connection for notices yet')
        if (!closed && !timer) again()
      })
    }, wait)
    timer.unref()
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  return {
    async listen(channel, callback) {
      const known = callbacks.get(channel)
      const all = known ?? new Set()
      all.add(callback)
      callbacks.set(channel, all)
      const current = await ready()
      if (!known) await current.query(`listen ${current.escapeIdentifier(channel)}`)
      return async () => {
        all.delete(callback)
        if (all.size > 0 || !callbacks.delete(channel)) return
        await client?.query(`unlisten ${client.escapeIdentifier(channel)}`)
      }
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
