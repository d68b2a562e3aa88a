import type { Selectable } from 'kysely'
import { InviteKind, inviteState, type Invite } from '#domain/invite.ts'
import type { Timestamp } from '#domain/ids.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { Schema } from '../storage/schema.ts'
import type { Reader } from '../sync/read.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'

type InviteRow = Selectable<Schema['invite']>

/** A row as an agent may see it. */
export function inviteOf(row: InviteRow): Invite {
  return {
    id: row.id,
    sessionId: row.session_id,
    kind: InviteKind.parse(row.kind),
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    ...(row.revoked_at ? { revokedAt: row.revoked_at.getTime() } : {}),
    ...(row.used_at ? { usedAt: row.used_at.getTime() } : {}),
  }
}

/** A link that leads into an open session now. */
export interface OpenLink {
  readonly inviteId: string
  readonly sessionId: string
  readonly workspaceId: string
  readonly workspaceName: string
  readonly createdBy: string
}

/** What a token leads to at `now`, or why it leads nowhere (any more). */
export async function followLink(reader: Reader, token: string, now: Timestamp): Promise<Outcome<OpenLink>> {
  const row = await reader
    .selectFrom('invite')
    .innerJoin('session', 'session.id', 'invite.session_id')
    .innerJoin('workspace', 'workspace.id', 'session.workspace_id')
    .selectAll('invite')
    .select(['session.ended_at', 'session.workspace_id', 'workspace.name as workspace_name'])
    .where('invite.token_hash', '=', sha256Hex(token))
    .executeTakeFirst()
  if (!row) return fail('link-unknown')
  const state = inviteState(inviteOf(row), now)
  if (state === 'revoked') return fail('link-revoked')
  // Before the expiry: that the session has ended is what helps the person, a new link would not.
  if (row.ended_at) return fail('session-ended')
  if (state === 'expired') return fail('link-expired')
  return succeed({
    inviteId: row.id,
    sessionId: row.session_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    createdBy: row.created_by,
  })
}
