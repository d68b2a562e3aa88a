import type { Context } from 'hono'
import type { Participant } from '#domain/participant.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { ServerContext } from '../context.ts'
import type { ApiHandlers, HandlerInput } from '../http/routes.ts'
import { update } from '../sessions/diary.ts'
import { readParticipant } from '../sessions/participants.ts'
import { readSession } from '../sessions/session-row.ts'
import { isTaken } from '../sync/read.ts'
import { isStorable } from '../sync/storable.ts'
import { BY_SERVER, writeToWorkspace, type Writing } from '../sync/write.ts'
import { followLink, type OpenLink } from './invite-row.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'
import { createLinkThrottle } from './throttle.ts'

/** Opening a link and sitting down in its session, for people without an account. */
export function createGuestInviteHandlers(ctx: ServerContext): Pick<ApiHandlers, 'openInvite' | 'join'> {
  const throttle = createLinkThrottle(ctx)

  const follow = async (token: string, c: Context): Promise<Outcome<OpenLink>> => {
    if (await throttle.isBlocked(c)) return fail('too-many-tries')
    const link = await followLink(ctx.db, token, ctx.now())
    if (!link.ok && link.problem.code === 'link-unknown') await throttle.countMiss(c)
    return link
  }

  return {
    async openInvite({ token }, _who, c) {
      const link = await follow(token, c)
      if (!link.ok) return link
      const { sessionId, workspaceId, workspaceName, createdBy } = link.value
      const session = await readSession(ctx.db, workspaceId, sessionId)
      if (!session) throw new Error(`Session ${sessionId} has a row but no record`)
      const inviter = await ctx.db
        .selectFrom('account_user')
        .select('name')
        .where('id', '=', createdBy)
        .executeTakeFirst()
      const { id, title, ticketNumber } = session
      return succeed({
        session: { id, title, ticketNumber },
        workspaceName,
        invitedBy: inviter?.name ?? workspaceName,
      })
    },

    async join(input, _who, c) {
      if (!isStorable(input)) return fail('bad-request')
      const found = await follow(input.token, c)
      if (!found.ok) return found
      return writeToWorkspace(ctx, found.value.workspaceId, async (writing) => {
        // Asked again under the lock: the session may have ended, or the link been withdrawn, in between.
        const link = await followLink(writing.trx, input.token, ctx.now())
        if (!link.ok) return link
        const session = await readSession(writing.trx, writing.workspaceId, link.value.sessionId)
        if (!session) throw new Error(`Session ${link.value.sessionId} has a row but no record`)
        const seated = await sitDown(ctx, writing, link.value, input)
        if (!seated.ok) return seated
        await writing.trx
          .updateTable('invite')
          .set({ used_at: new Date(ctx.now()) })
          .where('id', '=', link.value.inviteId)
          .execute()
        return succeed({ participant: seated.value, session, workspaceName: link.value.workspaceName })
      })
    },
  }
}

/** The seat of that participant: its own again when the secret is the same, a new one when nobody has it. */
async function sitDown(
  ctx: ServerContext,
  { trx, workspaceId, accept }: Writing,
  { inviteId, sessionId }: OpenLink,
  input: HandlerInput<'join'>,
): Promise<Outcome<Participant>> {
  const secretHash = sha256Hex(input.secret)
  const row = await trx
    .selectFrom('participant')
    .select(['session_id', 'secret_hash', 'invite_id'])
    .where('id', '=', input.participantId)
    .executeTakeFirst()
  if (row) {
    if (row.session_id !== sessionId || row.secret_hash !== secretHash) return fail('not-allowed')
    // The same person with a newer link: from now on that one decides whether they are let in.
    if (row.invite_id !== inviteId)
      await trx
        .updateTable('participant')
        .set({ invite_id: inviteId })
        .where('id', '=', input.participantId)
        .execute()
    const participant = await readParticipant(trx, workspaceId, input.participantId)
    if (!participant) throw new Error(`Participant ${input.participantId} has a row but no record`)
    return succeed(participant)
  }
  if (await isTaken(trx, workspaceId, input.participantId)) return fail('not-allowed')

  const participant: Participant = {
    id: input.participantId,
    sessionId,
    name: input.name,
    seat: 'technician',
    joinedAt: ctx.now(),
  }
  await trx
    .insertInto('participant')
    .values({
      id: participant.id,
      session_id: sessionId,
      invite_id: inviteId,
      agent_id: null,
      name: participant.name,
      seat: participant.seat,
      secret_hash: secretHash,
      joined_at: new Date(participant.joinedAt),
    })
    .execute()
  await accept({ kind: 'participant', record: participant }, { author: BY_SERVER })
  await accept(update(ctx, sessionId, 'joined', participant.name), { author: BY_SERVER })
  return succeed(participant)
}
