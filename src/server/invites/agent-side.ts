import { InviteKind } from '#domain/invite.ts'
import { may } from '#domain/permissions.ts'
import { fail, succeed } from '#domain/problem.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { ServerContext } from '../context.ts'
import type { ApiHandlers } from '../http/routes.ts'
import { update } from '../sessions/diary.ts'
import { readSessionEnd } from '../sessions/session-row.ts'
import { BY_SERVER, writeToWorkspace } from '../sync/write.ts'
import { inviteOf, type InviteRow } from './invite-row.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'

/** How long a link works. A week outlasts a weekend; a link that is found in a mailbox later leads nowhere. */
const INVITE_LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** How the session's diary tells of a link of each kind. */
const madeAs: Record<InviteKind, SessionUpdateKind> = {
  guest: 'invited',
  recording: 'recording-requested',
  watch: 'recording-shared',
}
const withdrawnAs: Record<InviteKind, SessionUpdateKind> = {
  guest: 'invite-revoked',
  recording: 'request-withdrawn',
  watch: 'share-withdrawn',
}

/** Making, listing and withdrawing links. */
export function createAgentInviteHandlers(
  ctx: ServerContext,
): Pick<ApiHandlers, 'createInvite' | 'editInvite' | 'listInvites' | 'revokeInvite'> {
  return {
    async createInvite(input, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'invite.create')) return fail('not-allowed')
      const tokenHash = sha256Hex(input.token)
      return writeToWorkspace(ctx, who.workspaceId, async ({ trx, workspaceId, accept }) => {
        const session = await readSessionEnd(trx, workspaceId, input.sessionId)
        if (!session) return fail('not-found')
        const known = await trx
          .selectFrom('invite')
          .selectAll()
          .where((eb) => eb.or([eb('id', '=', input.id), eb('token_hash', '=', tokenHash)]))
          .executeTakeFirst()
        if (known) {
          const same =
            known.id === input.id && known.token_hash === tokenHash && known.session_id === input.sessionId
          return same ? succeed(inviteOf(known)) : fail('conflict')
        }
        if (session.endedAt !== undefined && input.kind !== 'watch') return fail('session-ended')
        const now = ctx.now()
        const row: InviteRow = {
          id: input.id,
          session_id: input.sessionId,
          kind: input.kind,
          token_hash: tokenHash,
          created_by: who.agent.id,
          created_at: new Date(now),
          expires_at: new Date(now + (input.lifeMs ?? INVITE_LIFE_MS)),
          revoked_at: null,
          used_at: null,
          words: input.words ?? '',
          prompts: input.prompts ?? [],
          recording_ids: input.recordingIds ?? [],
          opened_at: null,
        }
        await trx
          .insertInto('invite')
          .values({
            ...row,
            prompts: JSON.stringify(row.prompts),
            recording_ids: JSON.stringify(row.recording_ids),
          })
          .execute()
        await accept(update(ctx, input.sessionId, madeAs[input.kind], who.agent.name), { author: BY_SERVER })
        return succeed(inviteOf(row))
      })
    },

    async editInvite({ inviteId, lifeMs, words = '', prompts = [] }, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'invite.create')) return fail('not-allowed')
      return writeToWorkspace(ctx, who.workspaceId, async ({ trx, workspaceId }) => {
        const row = await trx
          .selectFrom('invite')
          .innerJoin('session', 'session.id', 'invite.session_id')
          .selectAll('invite')
          .where('invite.id', '=', inviteId)
          .where('session.workspace_id', '=', workspaceId)
          .executeTakeFirst()
        if (!row || row.kind !== 'recording') return fail('not-found')
        if (row.revoked_at) return fail('link-revoked')
        const expires_at = new Date(ctx.now() + lifeMs)
        await trx
          .updateTable('invite')
          .set({ words, prompts: JSON.stringify(prompts), expires_at })
          .where('id', '=', inviteId)
          .execute()
        return succeed(inviteOf({ ...row, words, prompts, expires_at }))
      })
    },

    async listInvites({ sessionId }, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'invite.create')) return fail('not-allowed')
      if (!(await readSessionEnd(ctx.db, who.workspaceId, sessionId))) return fail('not-found')
      const rows = await ctx.db
        .selectFrom('invite')
        .selectAll()
        .where('session_id', '=', sessionId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return succeed({ invites: rows.map(inviteOf) })
    },

    async revokeInvite({ inviteId }, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'invite.revoke')) return fail('not-allowed')
      return writeToWorkspace(ctx, who.workspaceId, async ({ trx, workspaceId, accept, notify }) => {
        const row = await trx
          .selectFrom('invite')
          .innerJoin('session', 'session.id', 'invite.session_id')
          .selectAll('invite')
          .where('invite.id', '=', inviteId)
          .where('session.workspace_id', '=', workspaceId)
          .executeTakeFirst()
        if (!row) return fail('not-found')
        if (row.revoked_at) return succeed(inviteOf(row))
        const revoked = { ...row, revoked_at: new Date(ctx.now()) }
        await trx
          .updateTable('invite')
          .set({ revoked_at: revoked.revoked_at })
          .where('id', '=', inviteId)
          .execute()
        await accept(update(ctx, row.session_id, withdrawnAs[InviteKind.parse(row.kind)], who.agent.name), {
          author: BY_SERVER,
        })
        notify({ type: 'revoked', workspaceId, sessionId: row.session_id, inviteId })
        return succeed(inviteOf(revoked))
      })
    },
  }
}
