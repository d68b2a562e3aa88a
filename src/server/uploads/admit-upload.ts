import { UploadMetadata } from '#domain/media.ts'
import { may } from '#domain/permissions.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { Recording } from '#domain/recording.ts'
import type * as z from 'zod/mini'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import { readRecord, type Reader } from '../sync/read.ts'
import type { KeptMetadata } from './kept-upload.ts'
import { KeptStill } from '#domain/still.ts'
import { Piece } from '#domain/piece.ts'

/** Who uploads, as the note beside the bytes names them. */
export function ownerOf(who: Exclude<Caller, { kind: 'nobody' }>): string {
  return who.kind === 'agent' ? who.agent.id : who.participantId
}

function readOwn(reader: Reader, workspaceId: string, { purpose, recordId }: UploadMetadata) {
  switch (purpose) {
    case 'recording':
      return readRecord(reader, workspaceId, 'recording', Recording, recordId)
    case 'still':
      return readRecord(reader, workspaceId, 'still', KeptStill, recordId)
    case 'piece':
      return readRecord(reader, workspaceId, 'piece', Piece, recordId)
  }
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
  if (!may(role, metadata.purpose === 'still' ? 'scene.write' : 'recording.write')) return fail('not-allowed')
  const found = await readOwn(ctx.db, workspaceId, metadata)
  const owner = ownerOf(who)
  // Somebody else's record is answered like none: an upload tells nothing about other people's records.
  if (!found || found.record.sessionId !== metadata.sessionId || found.author !== owner)
    return fail('not-found', 'The record of this file is not in the portal yet. Send the record first.')
  // A film that is still being captured, and a still, say nothing of their file's bytes.
  if ('sha256' in found.record && found.record.sha256 !== metadata.sha256) return fail('conflict')
  return succeed({ ...metadata, workspaceId, owner })
}
