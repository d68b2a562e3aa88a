import { DetailedError, Upload } from 'tus-js-client'
import { MEDIA_ID_HEADER, UPLOADS_PATH, type UploadMetadata } from '#domain/media.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type * as z from 'zod/mini'

/** One request carries this much: a lost connection costs at most one slice, a slow one still shows progress. In bytes. */
const SLICE_BYTES = 5 * 1024 * 1024

export interface SendFile {
  readonly file: Blob
  readonly metadata: z.infer<typeof UploadMetadata>
  readonly baseUrl: string
  readonly authorization: string | undefined
  /** Where an earlier try stopped. */
  readonly uploadUrl: string | undefined
  onUrl(url: string): void
  onProgress(share: number): void
  readonly signal: AbortSignal
}

/**
 * Sends one file by tus and gives the id under which the portal stored it: only after the portal compared the hash of the whole.
 * One try; the caller decides when to try again. Source: tus resumable upload protocol 1.0.0.
 */
export function sendFile(what: SendFile): Promise<Outcome<string>> {
  return new Promise((resolve) => {
    const upload = new Upload(what.file, {
      endpoint: `${what.baseUrl}${UPLOADS_PATH}`,
      uploadUrl: what.uploadUrl ?? null,
      metadata: what.metadata,
      chunkSize: SLICE_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      ...(what.authorization === undefined ? {} : { headers: { Authorization: what.authorization } }),
      onUploadUrlAvailable: () => {
        if (upload.url !== null) what.onUrl(upload.url)
      },
      onProgress: (sent, total) => what.onProgress(total === 0 ? 0 : sent / total),
      onSuccess: ({ lastResponse }) => {
        const mediaId = lastResponse.getHeader(MEDIA_ID_HEADER)
        // Without the id the portal has not confirmed the hash: nothing may be freed.
        resolve(mediaId === undefined ? fail('server-error') : succeed(mediaId))
      },
      onError: (error) => {
        const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0
        if (status === 422) resolve(fail('hash-mismatch'))
        else if (status === 507) resolve(fail('storage-full'))
        else if (status === 401 || status === 403) resolve(fail('not-allowed'))
        else if (status === 404 || status === 410) resolve(fail('not-found'))
        else if (status >= 400 && status < 500) resolve(fail('bad-request'))
        else resolve(fail(status === 0 ? 'server-gone' : 'server-error'))
      },
    })
    what.signal.addEventListener('abort', () => {
      void upload.abort()
      resolve(fail('server-gone'))
    })
    upload.start()
  })
}
