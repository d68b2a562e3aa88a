import { useCallback } from 'react'
import { mediaPath } from '#domain/media.ts'
import type { RecordOf } from '#domain/sync.ts'
import { useBlobUrl } from '../parts/use-blob-url.ts'
import { usePortal } from '../session-context.ts'

/** Where a still's picture is: on this device if it can, so that it is there offline; undefined while looking, or nowhere. */
export function useStillUrl(still: RecordOf<'still'>): {
  readonly url: string | undefined
  readonly isMissing: boolean
} {
  const { portal } = usePortal()
  const { id, mediaId } = still
  const load = useCallback(() => portal.store.getBlob(id), [portal, id])
  const local = useBlobUrl(load)
  if (local.status === 'ready') return { url: local.url, isMissing: false }
  if (local.status === 'loading') return { url: undefined, isMissing: false }
  return { url: mediaId === undefined ? undefined : mediaPath(mediaId), isMissing: mediaId === undefined }
}
