import type { Context } from 'hono'
import type { Config } from '../config/config.ts'
import { cameByHttps } from '../http/request-facts.ts'

/** Hands better-auth's cookies on, `Secure` unless this request really came by plain HTTP. */
export function sendCookies(c: Context, from: Headers, config: Pick<Config, 'tls'>): void {
  const mark = cameByHttps(c.req.raw.headers, config) ? '; Secure' : ''
  for (const cookie of from.getSetCookie()) c.header('Set-Cookie', cookie + mark, { append: true })
}
