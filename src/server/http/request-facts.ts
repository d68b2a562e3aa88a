import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Config } from '../config/config.ts'

/**
 * Where a request came from, as far as it can be believed. `X-Forwarded-*` counts only with TLS=off, which means that a
 * proxy stands in front; otherwise anybody could write it.
 */
export function clientAddress(c: Context, config: Pick<Config, 'tls'>): string {
  const forwarded = config.tls.mode === 'off' ? c.req.header('x-forwarded-for') : undefined
  // The last entry is the one that our own proxy wrote.
  const last = forwarded?.split(',').at(-1)?.trim()
  return plain(last || (getConnInfo(c).remote.address ?? 'unknown'))
}

/** Whether the browser spoke HTTPS, to us or to the proxy in front of us. */
export function cameByHttps(headers: Headers, config: Pick<Config, 'tls'>): boolean {
  if (config.tls.mode !== 'off') return true
  return headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}
