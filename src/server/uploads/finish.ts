import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { Id } from '#domain/ids.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { Recording } from '#domain/recording.ts'
import type { ServerContext } from '../context.ts'
import { HEAD_BYTES, typeOf } from '../media/file-type.ts'
import { storedUpdate } from '../sessions/diary.ts'
import { readRecord, type Reader } from '../sync/read.ts'
import { BY_SERVER, writeToWorkspace, type Writing } from '../sync/write.ts'
import { arrivedBytes, bytesPath, notePath, type KeptUpload } from './kept-upload.ts'
import { KeptStill } from '#domain/still.ts'
import { Piece } from '#domain/piece.ts'
import type { UploadMetadata } from '#domain/media.ts'

/** Read at once when a file is hashed, in bytes: large enough that the disk and not the loop is the limit. */
const HASH_CHUNK_BYTES = 1024 * 1024

/** Where a finished file lies. The upload's id is the file's id, so that a crash half way finds its way on. */
function storageKey(mediaId: Id): string {
  return `media/${mediaId.slice(0, 2)}/${mediaId}`
}

/** The id under which this very file of this record is stored already. */
export async function storedAs(reader: Reader, { metadata }: KeptUpload): Promise<Id | undefined> {
  const row = await reader
    .selectFrom('media')
    .select('id')
    .where('record_id', '=', metadata.recordId)
    .where('session_id', '=', metadata.sessionId)
    .where('workspace_id', '=', metadata.workspaceId)
    .where('purpose', '=', metadata.purpose)
    .where('sha256', '=', metadata.sha256)
    .executeTakeFirst()
  return row?.id
}

/** Flushes the file to the disk and hashes what is there. */
async function durableHash(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: HASH_CHUNK_BYTES })) hash.update(chunk)
  return hash.digest('hex')
}

async function typeOfStored(ctx: ServerContext, key: string, size: number): Promise<string> {
  const chunks: Uint8Array[] = []
  const head = await ctx.blobs.read(key, { start: 0, end: Math.min(HEAD_BYTES, size) - 1 })
  for await (const chunk of head) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return typeOf(Buffer.concat(chunks))
}

export interface FinishUpload {
  /**
   * Checks and keeps an upload whose bytes are all here, and gives its media id: after the hash was compared, the file was
   * fsynced and its record says so. Asked again, also after a crash at any point, it gives the same id.
   */
  finish(upload: KeptUpload): Promise<Outcome<Id>>
}

export function createFinishUpload(ctx: ServerContext, folder: string): FinishUpload {
  const running = new Map<Id, Promise<Outcome<Id>>>()

  const remove = async (id: Id): Promise<void> => {
    await rm(bytesPath(folder, id), { force: true })
    await rm(notePath(folder, id), { force: true })
  }

  const work = async (upload: KeptUpload): Promise<Outcome<Id>> => {
    const known = await storedAs(ctx.db, upload)
    if (known !== undefined) {
      await rm(bytesPath(folder, upload.id), { force: true })
      return succeed(known)
    }
    const key = storageKey(upload.id)
    // Moved already, when the process ended between the move and the row: only checked files are moved.
    if ((await ctx.blobs.size(key)) !== upload.size) {
      const path = bytesPath(folder, upload.id)
      // Cleaned up, or lost with its disk: the device still has it and starts anew.
      if ((await arrivedBytes(folder, upload.id)) !== upload.size) return fail('not-found')
      if ((await durableHash(path)) !== upload.metadata.sha256) {
        await remove(upload.id)
        return fail('hash-mismatch')
      }
      await ctx.blobs.adopt(key, path)
    }
    const mimeType = await typeOfStored(ctx, key, upload.size)
    const kept = await writeToWorkspace(ctx, upload.metadata.workspaceId, (writing) =>
      keep(ctx, writing, upload, { key, mimeType }),
    )
    if (!kept.ok || kept.value !== upload.id) await ctx.blobs.remove(key)
    if (!kept.ok) await remove(upload.id)
    return kept
  }

  return {
    finish(upload) {
      // The last bytes and a question about them may come at once (a client that did not wait for the answer).
      const already = running.get(upload.id)
      if (already) return already
      const started = work(upload).finally(() => void running.delete(upload.id))
      running.set(upload.id, started)
      return started
    },
  }
}

/** Writes the file's row and tells its record, in one transaction. Gives the other id when the same file came in meanwhile. */
async function keep(
  ctx: ServerContext,
  writing: Writing,
  upload: KeptUpload,
  file: { readonly key: string; readonly mimeType: string },
): Promise<Outcome<Id>> {
  const { trx } = writing
  const { metadata, id, size } = upload
  const meanwhile = await storedAs(trx, upload)
  if (meanwhile !== undefined) return succeed(meanwhile)
  const told = await tell[metadata.purpose](ctx, writing, upload)
  if (!told.ok) return told
  await trx
    .insertInto('media')
    .values({
      id,
      workspace_id: metadata.workspaceId,
      session_id: metadata.sessionId,
      record_id: metadata.recordId,
      purpose: metadata.purpose,
      mime_type: file.mimeType,
      bytes: size,
      sha256: metadata.sha256,
      storage_key: file.key,
      created_at: new Date(ctx.now()),
    })
    .execute()
  return succeed(id)
}

async function tellRecording(
  ctx: ServerContext,
  { trx, workspaceId, accept }: Writing,
  { id: mediaId, metadata }: KeptUpload,
): Promise<Outcome<void>> {
  const found = await readRecord(trx, workspaceId, 'recording', Recording, metadata.recordId)
  if (!found) return fail('not-found')
  const { record, author, late } = found
  // Its record is still under way; the push that brings it finds the file.
  if (record.status === 'capturing') return succeed(undefined)
  if (record.status === 'stored' || record.sha256 !== metadata.sha256) return fail('conflict')
  await accept({ kind: 'recording', record: { ...record, status: 'stored', mediaId } }, { author, late })
  await accept(storedUpdate(ctx, record), { author: BY_SERVER })
  return succeed(undefined)
}

async function tellStill(
  _ctx: ServerContext,
  { trx, workspaceId, accept }: Writing,
  { id: mediaId, metadata }: KeptUpload,
): Promise<Outcome<void>> {
  const found = await readRecord(trx, workspaceId, 'still', KeptStill, metadata.recordId)
  if (!found) return fail('not-found')
  // One still has one picture.
  if (found.record.mediaId !== undefined) return fail('conflict')
  const { author, late } = found
  await accept({ kind: 'still', record: { ...found.record, mediaId } }, { author, late })
  return succeed(undefined)
}

async function tellPiece(
  _ctx: ServerContext,
  { trx, workspaceId, accept }: Writing,
  { id: mediaId, metadata }: KeptUpload,
): Promise<Outcome<void>> {
  const found = await readRecord(trx, workspaceId, 'piece', Piece, metadata.recordId)
  if (!found) return fail('not-found')
  if (found.record.mediaId !== undefined) return fail('conflict')
  const { author, late } = found
  await accept({ kind: 'piece', record: { ...found.record, mediaId } }, { author, late })
  return succeed(undefined)
}

/** What a record learns when its file is here. */
const tell: Record<
  UploadMetadata['purpose'],
  (ctx: ServerContext, writing: Writing, upload: KeptUpload) => Promise<Outcome<void>>
> = { recording: tellRecording, still: tellStill, piece: tellPiece }
