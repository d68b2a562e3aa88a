import { createHmac } from 'node:crypto'
import type { IceServer } from '#domain/signalling.ts'
import type { Timestamp } from '#domain/ids.ts'
import type { Config } from '../config/config.ts'

/** How long a relay credential works. A relay asks for it again while a call runs, so it outlasts the longest call. */
const CREDENTIAL_LIFE_S = 12 * 60 * 60

/**
 * The relays of the configuration with a credential for one person, or none.
 * @param lifeS how long it works, in seconds
 * Source: coturn `use-auth-secret` (draft-uberti-behave-turn-rest-00): user name `expiry:person`, password HMAC-SHA1 of it.
 */
export function iceServersFor(
  turn: Config['turn'],
  person: string,
  now: Timestamp,
  lifeS = CREDENTIAL_LIFE_S,
): IceServer[] {
  if (!turn) return []
  const username = `${Math.floor(now / 1000) + lifeS}:${person}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [{ urls: [...turn.urls], username, credential }]
}
