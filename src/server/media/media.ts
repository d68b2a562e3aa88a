import type { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import { mediaPath, watchMediaPath } from '#domain/media.ts'
import { may } from '#domain/permissions.ts'
import { problem } from '#domain/problem.ts'
import { ticketLabel } from '#domain/session.ts'
import type { ServerContext } from '../context.ts'
import { answerProblem } from '../http/routes.ts'
import { followLink } from '../invites/invite-row.ts'
import { isRevoked } from '../invites/revoked.ts'
import { readRange } from './byte-range.ts'
import { extensionOf, isShowable } from './file-type.ts'

async function findMedia(ctx: ServerContext, workspaceId: string, id: string) {
  return ctx.db
    .selectFrom('media')
    .innerJoin('session', 'session.id', 'media.session_id')
    .selectAll('media')
    .select('session.ticket_number')
    .where('media.id', '=', id)
    .where('media.workspace_id', '=', workspaceId)
    .executeTakeFirst()
}
type MediaRow = NonNullable<Awaited<ReturnType<typeof findMedia>>>

/** `FP-0042-2026-11-23.webm`: the ticket and the day (UTC), nothing that a client wrote. */
function fileName(row: MediaRow): string {
  const day = row.created_at.toISOString().slice(0, 10)
  return `${ticketLabel({ ticketNumber: row.ticket_number })}-${day}.${extensionOf(row.mime_type)}`
}

/** The row, when the caller may read it. Guests get the stills of their own session: they draw on them in the call. */
async function readable(ctx: ServerContext, c: Context): Promise<MediaRow | Response> {
  const who = await ctx.identify(c.req.raw.headers)
  if (who.kind === 'nobody') return answerProblem(c, problem('not-signed-in'))
  const row = await findMedia(ctx, who.workspaceId, c.req.param('id') ?? '')
  if (!row) return answerProblem(c, problem('not-found'))
  if (who.kind === 'agent')
    return may(who.agent.role, 'history.read') ? row : answerProblem(c, problem('not-allowed'))
  if (row.session_id !== who.sessionId || row.purpose !== 'still')
    return answerProblem(c, problem('not-found'))
  if (await isRevoked(ctx.db, who.participantId)) return answerProblem(c, problem('link-revoked'))
  return row
}

/** The row, when the watch link of the address shows its recording. */
async function watchable(ctx: ServerContext, c: Context): Promise<MediaRow | Response> {
  const link = await followLink(ctx.db, c.req.param('token') ?? '', ctx.now())
  if (!link.ok) return answerProblem(c, link.problem)
  const { invite, workspaceId } = link.value
  const row = await findMedia(ctx, workspaceId, c.req.param('id') ?? '')
  const isShown =
    invite.kind === 'watch' &&
    row?.session_id === invite.sessionId &&
    row.purpose === 'recording' &&
    invite.recordingIds?.includes(row.record_id) === true
  return row && isShown ? row : answerProblem(c, problem('not-found'))
}

/** Answers a stored file, whole or in part. Source: RFC 9110, 13 (conditional requests) and 14 (ranges). */
async function answerMedia(ctx: ServerContext, c: Context, row: MediaRow | Response): Promise<Response> {
  if (row instanceof Response) return row
  const etag = `"${row.sha256}"`
  const download = c.req.query('download') === '1' || !isShowable(row.mime_type)
  const headers = new Headers({
    'Content-Type': row.mime_type,
    'Content-Disposition': `${download ? 'attachment' : 'inline'}; filename="${fileName(row)}"`,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    // Asked about every time, answered mostly by 304: who was signed out does not go on watching.
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  })
  const known = c.req.header('if-none-match')
  if (known !== undefined && known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })

  // A part of another version would not fit: then the whole file.
  const condition = c.req.header('if-range')
  const asked = condition === undefined || condition === etag ? c.req.header('range') : undefined
  const range = readRange(asked, row.bytes)
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${row.bytes}`)
    headers.delete('Content-Disposition')
    return new Response(null, { status: 416, headers })
  }
  const part = range === 'whole' ? undefined : range
  const { start, end } = part ?? { start: 0, end: row.bytes - 1 }
  headers.set('Content-Length', String(end - start + 1))
  if (part) headers.set('Content-Range', `bytes ${start}-${end}/${row.bytes}`)
  const status = part ? 206 : 200
  // Not even opened for HEAD: nobody would read the stream and close it.
  if (c.req.method === 'HEAD') return new Response(null, { status, headers })
  return new Response(bodyOf(await ctx.blobs.read(row.storage_key, part)), { status, headers })
}

/** A Node stream as a web one that closes its file when the reader goes away. */
function bodyOf(stream: Readable): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value }: IteratorResult<unknown> = await chunks.next()
        if (done === true) controller.close()
        else if (value instanceof Uint8Array) controller.enqueue(value)
        else throw new TypeError('A stored file gave something other than bytes')
      },
      cancel() {
        stream.destroy()
      },
    },
    { highWaterMark: 1 },
  )
}

export function registerMedia(app: Hono, ctx: ServerContext): void {
  app.get(mediaPath(':id'), async (c) => answerMedia(ctx, c, await readable(ctx, c)))
  app.get(watchMediaPath(':token', ':id'), async (c) => answerMedia(ctx, c, await watchable(ctx, c)))
}
