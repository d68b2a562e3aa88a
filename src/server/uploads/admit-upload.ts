import { UploadMetadata } from '#domain/media.ts'
import { may } from '#domain/permissions.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { Recording } from '#domain/recording.ts'
import type * as z from 'zod/mini'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import { readRecord } from '../sync/read.ts'
import type { KeptMetadata } from './kept-upload.ts'
import { KeptStill } from '#domain/still.ts'

/** Who uploads, as the note beside the bytes names them. */
export function ownerOf(who: Exclude<Caller, { kind: 'nobody' }>): string {
  return who.kind === 'agent' ? who.agent.id : who.participantId
}

/**
 * Whether a caller may upload that file, asked before its first byte. A file follows its record: who may write the record,
 * also late, was decided when that was pushed, and only who pushed it may add its file.
 */
export async function admitUpload(
  ctx: Pick<ServerContext, 'db'>,
  who: Exclude<Caller, { kind: 'nobody' }>,
  given: unknown,
): Promise<Outcome<z.infer<typeof KeptMetadata>>> {
  const parsed = UploadMetadata.safeParse(given)
  if (!parsed.success) return fail('bad-request')
  const metadata = parsed.data
  const { workspaceId } = who
  const role = who.kind === 'agent' ? who.agent.role : 'guest'
  if (!may(role, metadata.purpose === 'recording' ? 'recording.write' : 'scene.write'))
    return fail('not-allowed')
  const found =
    metadata.purpose === 'recording'
      ? await readRecord(ctx.db, workspaceId, 'recording', Recording, metadata.recordId)
      : await readRecord(ctx.db, workspaceId, 'still', KeptStill, metadata.recordId)
  const owner = ownerOf(who)
  // Somebody else's record is answered like none: an upload tells nothing about other people's records.
  if (!found || found.record.sessionId !== metadata.sessionId || found.author !== owner)
    return fail('not-found', 'The record of this file is not in the portal yet. Send the record first.')
  if (
    'status' in found.record &&
    found.record.status !== 'capturing' &&
    found.record.sha256 !== metadata.sha256
  )
    return fail('conflict')
  return succeed({ ...metadata, workspaceId, owner })
}
