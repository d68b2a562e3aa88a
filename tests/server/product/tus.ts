import { createHash, randomBytes } from 'node:crypto'
import { MEDIA_ID_HEADER, UPLOADS_PATH, type UploadMetadata } from '#domain/media.ts'
import type * as z from 'zod'
import type { Person } from './portal.ts'

/** A file that begins like WebM and is otherwise noise. */
export function filmBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(length))
  bytes.set([0x1a, 0x45, 0xdf, 0xa3])
  return bytes
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const headersOf = (who: Person, more: Record<string, string> = {}) => ({
  ...who.headers,
  'Tus-Resumable': '1.0.0',
  ...more,
})

function metadataHeader(metadata: Partial<z.infer<typeof UploadMetadata>>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

/** Announces an upload; its address is in the `Location` of a 201. */
export function create(
  who: Person,
  metadata: Partial<z.infer<typeof UploadMetadata>>,
  size: number | string,
): Promise<Response> {
  return fetch(`${who.url}${UPLOADS_PATH}`, {
    method: 'POST',
    headers: headersOf(who, { 'Upload-Length': String(size), 'Upload-Metadata': metadataHeader(metadata) }),
  })
}

export function patch(
  who: Person,
  location: string,
  offset: number,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
): Promise<Response> {
  // `duplex` is what fetch wants for a streamed body; its types do not know it.
  const init: RequestInit & { readonly duplex: 'half' } = {
    method: 'PATCH',
    headers: headersOf(who, {
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    }),
    body,
    duplex: 'half',
  }
  return fetch(new URL(location, who.url), init)
}

export async function head(who: Person, location: string) {
  const response = await fetch(new URL(location, who.url), { method: 'HEAD', headers: headersOf(who) })
  return {
    status: response.status,
    offset: Number(response.headers.get('Upload-Offset')),
    mediaId: response.headers.get(MEDIA_ID_HEADER),
  }
}

export function remove(who: Person, location: string): Promise<Response> {
  return fetch(new URL(location, who.url), { method: 'DELETE', headers: headersOf(who) })
}

/** Uploads in two slices; gives the last answer's status and media id. */
export async function upload(
  who: Person,
  metadata: z.infer<typeof UploadMetadata>,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const created = await create(who, metadata, bytes.length)
  const location = created.headers.get('Location')
  if (created.status !== 201 || location === null)
    throw new Error(`create: ${created.status} ${await created.text()}`)
  const middle = Math.floor(bytes.length / 2)
  await patch(who, location, 0, bytes.slice(0, middle))
  const last = await patch(who, location, middle, bytes.slice(middle))
  return {
    location,
    status: last.status,
    mediaId: last.headers.get(MEDIA_ID_HEADER),
    body: await last.text(),
  }
}
