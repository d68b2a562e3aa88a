import { randomBytes } from 'node:crypto'
import { SignJWT, jwtVerify } from 'jose'
import type { Timestamp } from '#domain/ids.ts'
import { TicketClaims } from '#domain/signalling.ts'
import { storedSecret } from '../accounts/stored-secret.ts'
import type { ServerContext } from '../context.ts'

/** How long a ticket lets its holder in. Short, since it cannot be taken back; a call that runs is not asked again. */
const TICKET_LIFE_MS = 10 * 60 * 1000

const AUDIENCE = 'signal'

export interface Tickets {
  issue(claims: TicketClaims): Promise<{ readonly ticket: string; readonly expiresAt: Timestamp }>
  /** The claims of a ticket that this installation issued and that has not expired. */
  verify(ticket: string): Promise<TicketClaims | undefined>
}

/** The key of this installation, made when it is first needed; the same on every node, since it lies in the database. */
async function signingKey(db: ServerContext['db']): Promise<Uint8Array> {
  const text = await storedSecret(db, 'signalling-key', () => randomBytes(32).toString('base64url'))
  return Buffer.from(text, 'base64url')
}

/** Tickets into signalling: JWT (RFC 7519) signed with HMAC-SHA256. */
export function createTickets(ctx: Pick<ServerContext, 'db' | 'now'>): Tickets {
  let key: Promise<Uint8Array> | undefined
  const theKey = (): Promise<Uint8Array> => {
    // A failure is not remembered: the database may be back for the next one.
    key ??= signingKey(ctx.db).catch((error: unknown) => {
      key = undefined
      throw error
    })
    return key
  }
  return {
    async issue(claims) {
      const expiresAt = ctx.now() + TICKET_LIFE_MS
      const ticket = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(await theKey())
      return { ticket, expiresAt }
    },
    async verify(ticket) {
      const secret = await theKey()
      try {
        const { payload } = await jwtVerify(ticket, secret, {
          audience: AUDIENCE,
          algorithms: ['HS256'],
          currentDate: new Date(ctx.now()),
        })
        return TicketClaims.safeParse(payload).data
      } catch {
        // Whatever is wrong with it, it is no ticket of ours.
        return undefined
      }
    },
  }
}
