import type { Selectable } from 'kysely'
import type * as z from 'zod/mini'
import { InviteContent, InviteKind, inviteState, type Invite } from '#domain/invite.ts'
import type { Timestamp } from '#domain/ids.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { Schema } from '../storage/schema.ts'
import type { Reader } from '../sync/read.ts'
import { sha256Hex } from '../accounts/stored-secret.ts'

export type InviteRow = Selectable<Schema['invite']>

type Content = z.infer<typeof InviteContent>

/** What the link asks for or shows; empty for links into a call. */
function contentOf(row: Pick<InviteRow, 'words' | 'prompts' | 'recording_ids'>): Content {
  const { words, prompts, recordingIds } = InviteContent.parse({
    words: row.words,
    prompts: row.prompts,
    recordingIds: row.recording_ids,
  })
  return {
    ...(words ? { words } : {}),
    ...(prompts && prompts.length > 0 ? { prompts } : {}),
    ...(recordingIds && recordingIds.length > 0 ? { recordingIds } : {}),
  }
}

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
    ...(row.opened_at ? { openedAt: row.opened_at.getTime() } : {}),
    ...contentOf(row),
  }
}

/** A link that leads somewhere now. */
export interface OpenLink {
  readonly invite: Invite
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
  const invite = inviteOf(row)
  const state = inviteState(invite, now)
  if (state === 'revoked') return fail('link-revoked')
  // Before the expiry: that the session has ended is what helps the person, a new link would not.
  // What was recorded may be watched for as long as the link says; nobody joins or records any more.
  if (row.ended_at && invite.kind !== 'watch') return fail('session-ended')
  if (state === 'expired') return fail('link-expired')
  return succeed({
    invite,
    inviteId: row.id,
    sessionId: row.session_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    createdBy: row.created_by,
  })
}
