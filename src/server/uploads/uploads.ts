import { mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { Context, Hono } from 'hono'
import { MAX_UPLOAD_BYTES, MEDIA_ID_HEADER, UPLOADS_PATH } from '#domain/media.ts'
import { problem } from '#domain/problem.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import { answerProblem } from '../http/routes.ts'
import { admitUpload, ownerOf } from './admit-upload.ts'
import { createFinishUpload, storedAs } from './finish.ts'
import { arrivedBytes, readUpload, type KeptUpload } from './kept-upload.ts'
import { sweepUploads } from './sweep.ts'
import { refused, UploadRefused } from './upload-refused.ts'

/** Left free on the disk whatever is uploaded, in bytes: the database needs room to go on. */
const RESERVE_BYTES = 64 * 1024 * 1024

type Known = Exclude<Caller, { kind: 'nobody' }>

/** Resumable uploads. Source: tus resumable upload protocol 1.0.0. */
export function registerUploads(app: Hono, ctx: ServerContext): void {
  const folder = join(ctx.config.dataDir, 'uploads')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { finish } = createFinishUpload(ctx, folder)
  /** Who asks, for the hooks, which are given the request alone. */
  const callers = new WeakMap<object, Known>()

  const hasRoom = async (bytes: number): Promise<boolean> => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize > bytes + RESERVE_BYTES
  }
  const confirm = async (upload: KeptUpload): Promise<string> => {
    const outcome = await finish(upload)
    if (!outcome.ok) throw new UploadRefused(outcome.problem)
    return outcome.value
  }

  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: new FileStore({ directory: folder }),
    maxSize: MAX_UPLOAD_BYTES,
    relativeLocation: true,
    // Only our own pages upload: nobody else's browser is told that it may.
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    namingFunction: () => ctx.makeId(),
    async onUploadCreate(request, upload) {
      const who = callers.get(request)
      if (!who) throw refused('not-signed-in')
      if (upload.size === undefined || upload.size === 0) throw refused('bad-request')
      const admitted = await admitUpload(ctx, who, upload.metadata)
      if (!admitted.ok) throw new UploadRefused(admitted.problem)
      if (!(await hasRoom(upload.size))) throw refused('storage-full')
      return { metadata: admitted.value }
    },
    async onUploadFinish(_request, { id }) {
      const upload = await readUpload(folder, id)
      if (!upload) throw refused('not-found')
      return { headers: { [MEDIA_ID_HEADER]: await confirm(upload) } }
    },
    async onResponseError(_request, error) {
      if (error instanceof UploadRefused) return undefined
      const status = 'status_code' in error ? error.status_code : 500
      if (status === 413) return refused('too-large')
      if (status === 404 || status === 410) return refused('not-found')
      // What the protocol itself answers (409 for a wrong offset, 423 for a lock) keeps its meaning.
      if (status < 500)
        return { status_code: status, body: JSON.stringify({ problem: problem('bad-request') }) }
      if (!(await hasRoom(0))) return refused('storage-full')
      ctx.log.error({ err: error }, 'An upload failed')
      return refused('server-error')
    },
  })

  /**
   * The answer to a device that asks about an upload whose bytes are all here: as complete, with the media id. It may have
   * missed the answer to its last bytes, or the server may have ended before it gave one. Undefined while bytes are missing.
   */
  const answerComplete = async (upload: KeptUpload): Promise<Response | undefined> => {
    const stored = await storedAs(ctx.db, upload)
    const arrived = stored === undefined ? await arrivedBytes(folder, upload.id) : upload.size
    // Gone, but not stored: perhaps moved and not written down yet, which `finish` finds out.
    if (arrived !== undefined && arrived < upload.size) return undefined
    const mediaId = stored ?? (await confirm(upload))
    return new Response(null, {
      status: 200,
      headers: {
        'Tus-Resumable': '1.0.0',
        'Cache-Control': 'no-store',
        'Upload-Offset': String(upload.size),
        'Upload-Length': String(upload.size),
        [MEDIA_ID_HEADER]: mediaId,
      },
    })
  }

  const answer = async (c: Context): Promise<Response> => {
    const request = c.req.raw
    if (request.method === 'OPTIONS') return tus.handleWeb(request)
    const who = await ctx.identify(request.headers)
    if (who.kind === 'nobody') return answerProblem(c, problem('not-signed-in'))
    if (request.method === 'POST' && c.req.path === UPLOADS_PATH) {
      callers.set(request, who)
      return tus.handleWeb(request)
    }
    if (!['HEAD', 'PATCH', 'DELETE'].includes(request.method)) return answerProblem(c, problem('not-found'))
    const upload = await readUpload(folder, c.req.path.slice(UPLOADS_PATH.length + 1))
    if (upload?.metadata.owner !== ownerOf(who)) return answerProblem(c, problem('not-found'))
    const complete = request.method === 'HEAD' ? await answerComplete(upload) : undefined
    return complete ?? tus.handleWeb(request)
  }

  const handle = async (c: Context): Promise<Response> => {
    let response: Response
    try {
      response = await answer(c)
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error
      response = new Response(error.body, { status: error.status_code })
    }
    return response.status < 400 ? response : asProblem(response)
  }
  app.all(UPLOADS_PATH, handle)
  app.all(`${UPLOADS_PATH}/:id`, handle)

  sweepUploads(folder, ctx.now()).catch((error: unknown) => {
    ctx.log.error({ err: error }, 'Old uploads could not be cleaned up')
  })
}

/** A refusal in the words of our API, also where the tus server gave its own: clients read one form only. */
async function asProblem(response: Response): Promise<Response> {
  const text = await response.text()
  const body = text.startsWith('{"problem":') ? text : JSON.stringify({ problem: problem('bad-request') })
  const headers = new Headers(response.headers)
  headers.set('Content-Type', 'application/json')
  headers.delete('Content-Length')
  return new Response(body, { status: response.status, headers })
}
