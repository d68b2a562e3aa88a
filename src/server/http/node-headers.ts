import type { IncomingMessage } from 'node:http'

/** A Node request's headers in the web's form, as `identify` wants them: for WebSocket upgrades, which never reach hono. */
export function headersOf(request: Pick<IncomingMessage, 'headersDistinct'>): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(request.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  return headers
}
