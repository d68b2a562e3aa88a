import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import { FileConfigstore } from '@tus/file-store'
import * as z from 'zod/mini'
import { Id } from '#domain/ids.ts'
import { UploadMetadata } from '#domain/media.ts'

/** What is kept beside the bytes of an upload: what it is for, and whose it is. */
export const KeptMetadata = z.extend(UploadMetadata, {
  workspaceId: z.string(),
  /** Agent id or participant id. */
  owner: z.string(),
})
const KeptUpload = z.object({ id: Id, size: z.int().check(z.gte(1)), metadata: KeptMetadata })
export type KeptUpload = z.infer<typeof KeptUpload>

/** Where an upload's bytes lie until it is finished. */
export function bytesPath(folder: string, id: Id): string {
  return join(folder, id)
}
export function notePath(folder: string, id: Id): string {
  return join(folder, `${id}.json`)
}

/** What is known of an upload; undefined when there is none of that id, or its note is damaged. */
export async function readUpload(folder: string, id: string): Promise<KeptUpload | undefined> {
  // The id becomes a file name: only what we would have made ourselves may.
  if (!Id.safeParse(id).success) return undefined
  return KeptUpload.safeParse(await new FileConfigstore(folder).get(id)).data
}

/** How many bytes have arrived; undefined once they were moved away or cleaned up. */
export async function arrivedBytes(folder: string, id: Id): Promise<number | undefined> {
  try {
    return (await stat(bytesPath(folder, id))).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
