import type { Context } from 'hono'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import type { Handler } from '../http/routes.ts'
import { followLink } from '../invites/invite-row.ts'
import { isRevoked } from '../invites/revoked.ts'
import { createLinkThrottle } from '../invites/throttle.ts'
import { readSessionEnd } from '../sessions/session-row.ts'
import { iceServersFor } from '../signalling/ice-servers.ts'

/** Long enough to gather candidates on a slow network, too short to carry anybody's traffic. */
const CREDENTIAL_LIFE_S = 120

/** Gives a device the relays to try before a call, if it is known to this installation in any way. */
export function createRelaysHandler(ctx: ServerContext): Handler<'relays'> {
  const throttle = createLinkThrottle(ctx)
  const configured = ctx.config.turn !== undefined

  /** Who may try them, as the relay's log will name them; undefined for strangers. */
  const personOf = async (
    who: Caller,
    token: string | undefined,
    c: Context,
  ): Promise<Outcome<string | undefined>> => {
    if (who.kind === 'agent') return succeed(who.agent.id)
    if (who.kind === 'guest') {
      const session = await readSessionEnd(ctx.db, who.workspaceId, who.sessionId)
      const isOver = session === undefined || session.endedAt !== undefined
      return succeed(isOver || (await isRevoked(ctx.db, who.participantId)) ? undefined : who.participantId)
    }
    if (token === undefined) return succeed(undefined)
    if (await throttle.isBlocked(c)) return fail('too-many-tries')
    const link = await followLink(ctx.db, token, ctx.now())
    if (link.ok) return succeed(link.value.inviteId)
    if (link.problem.code === 'link-unknown') await throttle.countMiss(c)
    return succeed(undefined)
  }

  return async ({ token }, who, c) => {
    const person = await personOf(who, token, c)
    if (!person.ok) return person
    if (person.value === undefined) return succeed({ configured, iceServers: [] })
    const iceServers = iceServersFor(ctx.config.turn, person.value, ctx.now(), CREDENTIAL_LIFE_S)
    return succeed({ configured, iceServers })
  }
}
