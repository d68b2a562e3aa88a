import { may } from '#domain/permissions.ts'
import { fail, succeed } from '#domain/problem.ts'
import type { Session } from '#domain/session.ts'
import type { ServerContext } from '../context.ts'
import type { ApiHandlers } from '../http/routes.ts'
import { isTaken } from '../sync/read.ts'
import { isStorable } from '../sync/storable.ts'
import { BY_SERVER, writeToWorkspace } from '../sync/write.ts'
import { update } from './diary.ts'
import { readSession } from './session-row.ts'

/** Opening and ending tickets of help. Both may be asked again: the first answer stands. */
export function createSessionHandlers(ctx: ServerContext): Pick<ApiHandlers, 'createSession' | 'endSession'> {
  return {
    async createSession(input, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'session.create')) return fail('not-allowed')
      if (!isStorable(input)) return fail('bad-request')
      return writeToWorkspace(ctx, who.workspaceId, async ({ trx, workspaceId, accept }) => {
        const known = await readSession(trx, workspaceId, input.id)
        if (known)
          return known.title === input.title && known.reference === input.reference
            ? succeed(known)
            : fail('conflict')
        const elsewhere = await trx
          .selectFrom('session')
          .select('id')
          .where('id', '=', input.id)
          .executeTakeFirst()
        if (elsewhere || (await isTaken(trx, workspaceId, input.id))) return fail('conflict')

        const { ticket: ticketNumber } = await trx
          .updateTable('workspace')
          .set((eb) => ({ ticket: eb('ticket', '+', 1) }))
          .where('id', '=', workspaceId)
          .returning('ticket')
          .executeTakeFirstOrThrow()
        const createdAt = ctx.now()
        const session: Session = {
          status: 'open',
          id: input.id,
          ticketNumber,
          title: input.title,
          ...(input.reference === undefined ? {} : { reference: input.reference }),
          createdAt,
          createdBy: who.agent.name,
        }
        await trx
          .insertInto('session')
          .values({
            id: session.id,
            workspace_id: workspaceId,
            ticket_number: ticketNumber,
            ended_at: null,
            created_at: new Date(createdAt),
          })
          .execute()
        await accept({ kind: 'session', record: session }, { author: BY_SERVER })
        await accept(update(ctx, session.id, 'created', who.agent.name), { author: BY_SERVER })
        return succeed(session)
      })
    },

    async endSession({ sessionId }, who) {
      if (who.kind === 'nobody') return fail('not-signed-in')
      if (who.kind === 'guest' || !may(who.agent.role, 'session.end')) return fail('not-allowed')
      return writeToWorkspace(ctx, who.workspaceId, async ({ trx, workspaceId, accept, notify }) => {
        const session = await readSession(trx, workspaceId, sessionId)
        if (!session) return fail('not-found')
        if (session.status === 'ended') return succeed(session)
        const endedAt = ctx.now()
        const ended: Session = { ...session, status: 'ended', endedAt, endedBy: who.agent.name }
        await trx
          .updateTable('session')
          .set({ ended_at: new Date(endedAt) })
          .where('id', '=', sessionId)
          .execute()
        await accept({ kind: 'session', record: ended }, { author: BY_SERVER })
        await accept(update(ctx, sessionId, 'ended', who.agent.name), { author: BY_SERVER })
        notify({ type: 'ended', workspaceId, sessionId })
        return succeed(ended)
      })
    },
  }
}
