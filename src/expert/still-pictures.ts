import type { Id } from '#domain/ids.ts'
import { mediaPath } from '#domain/media.ts'
import type { LocalStore } from '#store/local-store.ts'

export interface StillPicturesDeps {
  readonly store: LocalStore
  readonly sessionId: Id
  /** Another picture can be shown. */
  readonly onChange: () => void
}

/** The pictures of stills: from this device's memory, else from the portal. */
export interface StillPictures {
  /** Good as long as this lives; undefined while the picture is on its way. Looks for nothing by itself. */
  url(this: void, stillId: Id): string | undefined
  /** These are shown: looks for those that are not here yet. */
  want(stillIds: readonly Id[]): void
  have(stillId: Id, jpeg: Blob): void
  /** Another picture of it than the one that was there. */
  replace(stillId: Id, jpeg: Blob): void
  /** A peer has sent it, or a sharper one; resolves once it can be shown. */
  arrived(stillId: Id): Promise<void>
  jpeg(stillId: Id): Promise<Blob | undefined>
  close(): void
}

export function createStillPictures({ store, sessionId, onChange }: StillPicturesDeps): StillPictures {
  const urls = new Map<Id, string>()
  const looking = new Set<Id>()
  let closed = false

  function keep(stillId: Id, url: string): void {
    if (closed || urls.has(stillId)) return
    urls.set(stillId, url)
    onChange()
  }

  function have(stillId: Id, jpeg: Blob): void {
    if (!closed && !urls.has(stillId)) keep(stillId, URL.createObjectURL(jpeg))
  }

  function replace(stillId: Id, jpeg: Blob): void {
    const before = urls.get(stillId)
    urls.delete(stillId)
    have(stillId, jpeg)
    if (before?.startsWith('blob:')) URL.revokeObjectURL(before)
  }

  async function mediaOf(stillId: Id): Promise<string | undefined> {
    const stills = await store.read('still', sessionId)
    const mediaId = stills.find(({ record }) => record.id === stillId)?.record.mediaId
    return mediaId && mediaPath(mediaId)
  }

  async function look(stillId: Id): Promise<void> {
    looking.add(stillId)
    try {
      const jpeg = await store.getBlob(stillId)
      if (jpeg !== undefined) return have(stillId, jpeg)
      const path = await mediaOf(stillId)
      if (path !== undefined) keep(stillId, path)
    } finally {
      looking.delete(stillId)
    }
  }

  // A picture that another device uploads is known by its record.
  const records = store.watch('still', sessionId)
  const off = records.subscribe(() => {
    for (const { record } of records.snapshot() ?? [])
      if (record.mediaId !== undefined && !urls.has(record.id) && !looking.has(record.id))
        void look(record.id)
  })

  return {
    url: (stillId) => urls.get(stillId),
    want(stillIds) {
      for (const id of stillIds) if (!urls.has(id) && !looking.has(id)) void look(id)
    },
    have,
    replace,
    async arrived(stillId) {
      const jpeg = await store.getBlob(stillId)
      if (jpeg !== undefined) replace(stillId, jpeg)
    },
    async jpeg(stillId) {
      const kept = await store.getBlob(stillId)
      if (kept !== undefined) return kept
      const path = await mediaOf(stillId)
      if (path === undefined) return undefined
      try {
        const answer = await fetch(path)
        return answer.ok ? await answer.blob() : undefined
      } catch {
        // Out of reach: as if it were still on its way.
        return undefined
      }
    },
    close() {
      closed = true
      off()
      for (const url of urls.values()) if (url.startsWith('blob:')) URL.revokeObjectURL(url)
      urls.clear()
    },
  }
}
