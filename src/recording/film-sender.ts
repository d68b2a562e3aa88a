import type { LocalStore } from '#store/local-store.ts'
import type { PortalApi } from '#store/portal-api.ts'
import type { Sync } from '#store/sync.ts'
import { createFilmWork, type FilmWork } from './film-work.ts'
import type { Vault } from './vault.ts'

export interface FilmSenderDeps {
  readonly vault: Vault
  /** The name that the vault was opened with. */
  readonly vaultName: string
  readonly store: LocalStore
  readonly api: PortalApi
  readonly sync: Sync
  readonly page: Window
}

/** The film work of one identity on a page: records go by its store, files after them to the portal that served the page. */
export function createFilmSender({ vault, vaultName, store, api, sync, page }: FilmSenderDeps): FilmWork {
  const work = createFilmWork({
    vault,
    vaultName,
    baseUrl: api.baseUrl,
    authorization: () => api.authorization,
    writeRecording: (record) => store.write({ kind: 'recording', record }),
    isInPortal: async (id) =>
      (await store.readAll('recording')).some(
        ({ record, where }) => record.id === id && where.status === 'in-portal',
      ),
    locks: page.navigator.locks,
    setTimeout: (callback, milliseconds) => page.setTimeout(callback, milliseconds),
    clearTimeout: (timer) => page.clearTimeout(timer),
  })
  // A film's file follows its record: as soon as a round got through, films that waited may go.
  let lastSyncAt: number | undefined
  const off = sync.subscribe(() => {
    const next = sync.snapshot().lastSyncAt
    if (next !== lastSyncAt && work.snapshot().some((film) => film.step === 'waiting')) work.look()
    lastSyncAt = next
  })
  return {
    ...work,
    close() {
      off()
      work.close()
    },
  }
}
