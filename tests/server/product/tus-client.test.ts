import { randomUUID } from 'node:crypto'
import { Upload, type HttpResponse } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MEDIA_ID_HEADER, UPLOADS_PATH } from '#domain/media.ts'
import { newGuest, newSession, signIn, startPortal, type Person, type Portal } from './portal.ts'
import { filmBytes, sha256 } from './tus.ts'

let portal: Portal
let agent: Person
beforeAll(async () => {
  portal = await startPortal()
  agent = await signIn(portal.url)
})
afterAll(() => portal.stop())

describe('the client that devices use', () => {
  it('[UP9] sends in slices, goes on where it stopped, and learns the media id also when it comes back late', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const bytes = filmBytes(900_000)
    const record = {
      id: randomUUID(),
      sessionId: session.id,
      authorName: 'x',
      startedAt: Date.now(),
      mimeType: 'video/webm',
      status: 'finished',
      durationMs: 1,
      bytes: bytes.length,
      sha256: sha256(bytes),
    }
    await guest.must('push', { changes: [{ kind: 'recording', record }] })

    /** One run of the client; with `stopAfter` it is aborted once that many bytes were accepted. */
    const run = (uploadUrl: string | null, stopAfter?: number) =>
      new Promise<{ url: string | null; response?: HttpResponse }>((resolve, reject) => {
        const upload = new Upload(Buffer.from(bytes), {
          endpoint: `${portal.url}${UPLOADS_PATH}`,
          uploadUrl,
          metadata: {
            purpose: 'recording',
            recordId: record.id,
            sessionId: session.id,
            sha256: record.sha256,
            mimeType: 'video/webm',
          },
          chunkSize: 200_000,
          retryDelays: null,
          headers: { Authorization: guest.headers['Authorization'] ?? '' },
          onChunkComplete: (_size, accepted) => {
            if (stopAfter === undefined || accepted < stopAfter) return
            void upload.abort().then(() => resolve({ url: upload.url }))
          },
          onSuccess: ({ lastResponse }) => resolve({ url: upload.url, response: lastResponse }),
          onError: reject,
        })
        upload.start()
      })

    const stopped = await run(null, 400_000)
    const finished = await run(stopped.url)
    const mediaId = finished.response?.getHeader(MEDIA_ID_HEADER)
    expect(mediaId).toMatch(/^[0-9a-f-]{36}$/)
    expect(finished.url).toBe(stopped.url)
    const later = await run(stopped.url)
    expect(later.response?.getHeader(MEDIA_ID_HEADER)).toBe(mediaId)
  })
})
