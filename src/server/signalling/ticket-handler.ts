import { randomBytes } from 'node:crypto'
import type { Id } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import { may } from '#domain/permissions.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import type { Handler } from '../http/routes.ts'
import { isRevoked } from '../invites/revoked.ts'
import { update } from '../sessions/diary.ts'
import { readParticipant } from '../sessions/participants.ts'
import { readSessionEnd } from '../sessions/session-row.ts'
import type { Reader } from '../sync/read.ts'
import { BY_SERVER, writeToWorkspace } from '../sync/write.ts'
import { iceServersFor } from './ice-servers.ts'
import type { Tickets } from './tickets.ts'

/** PeerJS takes letters, digits and single joints only; hex keeps to that. */
function newPeerId(participantId: Id): string {
  return `${participantId}_${randomBytes(4).toString('hex')}`
}

function isPeerIdOf(peerId: string, participantId: Id): boolean {
  return (
    peerId.startsWith(`${participantId}_`) && /^[0-9a-f]{8}$/.test(peerId.slice(participantId.length + 1))
  )
}

/** Lets a person of an open session into its signalling. */
export function createTicketHandler(ctx: ServerContext, tickets: Tickets): Handler<'ticket'> {
  return async ({ sessionId, peerId: renewed }, who) => {
    if (who.kind === 'nobody') return fail('not-signed-in')
    if (!may(who.kind === 'agent' ? who.agent.role : 'guest', 'session.join')) return fail('not-allowed')
    // To a guest every other session is as if it were not there.
    if (who.kind === 'guest' && who.sessionId !== sessionId) return fail('not-found')
    const seat =
      who.kind === 'agent' ? await agentSeat(ctx, who, sessionId) : await guestSeat(ctx.db, who, sessionId)
    if (!seat.ok) return seat

    const participant = seat.value
    const peerId =
      renewed !== undefined && isPeerIdOf(renewed, participant.id) ? renewed : newPeerId(participant.id)
    const { ticket, expiresAt } = await tickets.issue({ sessionId, participantId: participant.id, peerId })
    const iceServers = iceServersFor(ctx.config.turn, participant.id, ctx.now())
    return succeed({ ticket, peerId, participant, iceServers, expiresAt })
  }
}

async function guestSeat(
  reader: Reader,
  who: Extract<Caller, { kind: 'guest' }>,
  sessionId: Id,
): Promise<Outcome<Participant>> {
  const session = await readSessionEnd(reader, who.workspaceId, sessionId)
  if (!session) return fail('not-found')
  if (session.endedAt !== undefined) return fail('session-ended')
  if (await isRevoked(reader, who.participantId)) return fail('link-revoked')
  const participant = await readParticipant(reader, who.workspaceId, who.participantId)
  return participant ? succeed(participant) : fail('not-found')
}

/** The agent's one seat in the session: found, or taken now. */
async function agentSeat(
  ctx: ServerContext,
  who: Extract<Caller, { kind: 'agent' }>,
  sessionId: Id,
): Promise<Outcome<Participant>> {
  const find = async (reader: Reader): Promise<Outcome<Participant> | undefined> => {
    const session = await readSessionEnd(reader, who.workspaceId, sessionId)
    if (!session) return fail('not-found')
    if (session.endedAt !== undefined) return fail('session-ended')
    const row = await reader
      .selectFrom('participant')
      .select('id')
      .where('session_id', '=', sessionId)
      .where('agent_id', '=', who.agent.id)
      .executeTakeFirst()
    const participant = row && (await readParticipant(reader, who.workspaceId, row.id))
    return participant && succeed(participant)
  }

  // First without the lock: a renewal, which is nearly every request, writes nothing.
  const found = await find(ctx.db)
  if (found) return found
  return writeToWorkspace(ctx, who.workspaceId, async ({ trx, accept }) => {
    const meanwhile = await find(trx)
    if (meanwhile) return meanwhile
    const participant: Participant = {
      id: ctx.makeId(),
      sessionId,
      name: who.agent.name,
      seat: 'expert',
      agentId: who.agent.id,
      joinedAt: ctx.now(),
    }
    await trx
      .insertInto('participant')
      .values({
        id: participant.id,
        session_id: sessionId,
        invite_id: null,
        agent_id: who.agent.id,
        name: participant.name,
        seat: participant.seat,
        secret_hash: null,
        joined_at: new Date(participant.joinedAt),
      })
      .execute()
    await accept({ kind: 'participant', record: participant }, { author: BY_SERVER })
    await accept(update(ctx, sessionId, 'joined', participant.name), { author: BY_SERVER })
    return succeed(participant)
  })
}
