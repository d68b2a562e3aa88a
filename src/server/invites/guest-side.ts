import type { Context } from 'hono'
import type { InviteView } from '#domain/api.ts'
import type { Participant } from '#domain/participant.ts'
import { Recording } from '#domain/recording.ts'
import type { Session } from '#domain/session.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { ServerContext } from '../context.ts'
import type { ApiHandlers, HandlerInput } from '../http/routes.ts'
import { update } from '../sessions/diary.ts'
import { readParticipant } from '../sessions/participants.ts'
import { readSession } from '../sessions/session-row.ts'
import { isTaken, readRecord } from '../sync/read.ts'
import { isStorable } from '../sync/storable.ts'
import { BY_SERVER, writeToWorkspace, type Writing } from '../sync/write.ts'
import { followLink, type OpenLink } from './invite-row.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'
import { createLinkThrottle } from './throttle.ts'

/** Opening a link and sitting down in its session, for people without an account. */
export function createGuestInviteHandlers(
  ctx: ServerContext,
): Pick<ApiHandlers, 'openInvite' | 'join' | 'watch'> {
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
      const { invite, sessionId, workspaceId } = link.value
      if (invite.openedAt === undefined)
        await ctx.db
          .updateTable('invite')
          .set({ opened_at: new Date(ctx.now()) })
          .where('id', '=', invite.id)
          .execute()
      const session = await readSession(ctx.db, workspaceId, sessionId)
      if (!session) throw new Error(`Session ${sessionId} has a row but no record`)
      return succeed(await viewOf(ctx, link.value, session))
    },

    async watch({ token }, _who, c) {
      const link = await follow(token, c)
      if (!link.ok) return link
      const { invite, sessionId, workspaceId } = link.value
      if (invite.kind !== 'watch') return fail('link-unknown')
      const session = await readSession(ctx.db, workspaceId, sessionId)
      if (!session) throw new Error(`Session ${sessionId} has a row but no record`)
      const recordings: Recording[] = []
      for (const id of invite.recordingIds ?? []) {
        const found = await readRecord(ctx.db, workspaceId, 'recording', Recording, id)
        if (found?.record.sessionId === sessionId && found.record.status === 'stored')
          recordings.push(found.record)
      }
      return succeed({ ...(await viewOf(ctx, link.value, session)), recordings })
    },

    async join(input, _who, c) {
      if (!isStorable(input)) return fail('bad-request')
      const found = await follow(input.token, c)
      if (!found.ok) return found
      return writeToWorkspace(ctx, found.value.workspaceId, async (writing) => {
        // Asked again under the lock: the session may have ended, or the link been withdrawn, in between.
        const link = await followLink(writing.trx, input.token, ctx.now())
        if (!link.ok) return link
        // Watching is not sitting down.
        if (link.value.invite.kind === 'watch') return fail('link-unknown')
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

/** What the holder of a link sees of where it leads. */
async function viewOf(
  ctx: ServerContext,
  { invite, workspaceName, createdBy }: OpenLink,
  session: Session,
): Promise<InviteView> {
  const inviter = await ctx.db
    .selectFrom('account_user')
    .select('name')
    .where('id', '=', createdBy)
    .executeTakeFirst()
  const { id, title, ticketNumber } = session
  const { kind, expiresAt, words, prompts } = invite
  return {
    session: { id, title, ticketNumber },
    workspaceName,
    invitedBy: inviter?.name ?? workspaceName,
    inviteId: invite.id,
    kind,
    expiresAt,
    ...(words === undefined ? {} : { words }),
    ...(prompts === undefined ? {} : { prompts }),
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
