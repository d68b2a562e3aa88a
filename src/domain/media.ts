import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { Sha256 } from './recording.ts'

/** What an upload is for. Travels as tus `Upload-Metadata`; the server checks every field before the first byte. */
export const UploadMetadata = z.object({
  purpose: z.enum(['recording', 'still', 'piece']),
  /** The recording, still or piece that the file belongs to. */
  recordId: Id,
  sessionId: Id,
  sha256: Sha256,
  mimeType: z.string().check(z.maxLength(100)),
})
export type UploadMetadata = z.infer<typeof UploadMetadata>

/** Where tus uploads go and where a stored file is read (byte ranges allowed). */
export const UPLOADS_PATH = '/api/uploads'
export function mediaPath(mediaId: string): string {
  return `/api/media/${mediaId}`
}

/** A shared recording's file, read by whoever holds the watch link. */
export function watchMediaPath(token: string, mediaId: string): string {
  return `/api/watch/${token}/${mediaId}`
}

/** The answer header of the last PATCH: the stored file's id, given only after its hash was compared and it was fsynced. */
export const MEDIA_ID_HEADER = 'X-Farpoint-Media-Id'

/** Largest single upload, in bytes: two hours of film at 4 Mbit/s. */
export const MAX_UPLOAD_BYTES = 4 * 1024 ** 3

/** One model of the starter gallery, as listed by `/models/index.json`. */
export const GalleryModel = z.object({
  /** File name without `.glb`; stays the same for good, scene logs refer to it. */
  id: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  name: z.string().check(z.maxLength(80)),
  /** Width, height, depth in metres at scale 1. */
  size: z.tuple([z.number(), z.number(), z.number()]),
  bytes: z.int(),
  licence: z.string().check(z.maxLength(80)),
})
export type GalleryModel = z.infer<typeof GalleryModel>
export const GalleryIndex = z.array(GalleryModel)

export const MODELS_INDEX_PATH = '/models/index.json'
export function modelPath(modelId: string): string {
  return `/models/${modelId}.glb`
}
/** A picture of a starter model, 256 x 256 WebP with a transparent background. */
export function thumbnailPath(modelId: string): string {
  return `/models/${modelId}.webp`
}
