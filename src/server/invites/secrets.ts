import { createHash } from 'node:crypto'

/** SHA-256 in hex: all that is kept of a link's token or a guest's secret. Both are random, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
