import { createValue, type Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { createFilmSender } from '#recording/film-sender.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import { openVault } from '#recording/indexed-vault.ts'
import type { VaultEntry } from '#recording/vault.ts'
import type { LocalStore } from '#store/local-store.ts'
import type { PortalApi } from '#store/portal-api.ts'
import type { Sync } from '#store/sync.ts'

/** The films that this device still has: what each is, how far it is, and its picture. */
export interface Films {
  readonly progress: Readable<readonly FilmProgress[]>
  readonly entries: Readable<readonly VaultEntry[]>
  /** The finished film; undefined when it is not whole yet, or not here. */
  film(id: Id): Promise<Blob | undefined>
  close(): void
}

export interface FilmsDeps {
  /** The identity's name: the expert's console and the portal share one vault by it. */
  readonly name: string
  readonly store: LocalStore
  readonly api: PortalApi
  readonly sync: Sync
  readonly page: Window
}

const nothing: Films = {
  progress: createValue<readonly FilmProgress[]>([]),
  entries: createValue<readonly VaultEntry[]>([]),
  film: () => Promise.resolve(undefined),
  close: () => undefined,
}

/** Opens the vault and brings its films to the portal. A browser without a database has none to show, and none to lose. */
export async function openFilms(deps: FilmsDeps): Promise<Films> {
  const { name, store, api, sync, page } = deps
  const vault = await openVault(name).catch(() => undefined)
  if (vault === undefined) return nothing

  const work = createFilmSender({ vault, vaultName: name, store, api, sync, page })

  const entries = createValue(await vault.entries().catch(() => []))
  let isClosed = false
  async function refresh(): Promise<void> {
    const next = await vault?.entries().catch(() => undefined)
    if (!isClosed && next !== undefined) entries.set(next)
  }

  // Another tab may have died in the middle of a recording while this one slept.
  const followPage = (): void => {
    if (page.document.visibilityState !== 'visible') return
    work.look()
    void refresh()
  }
  page.document.addEventListener('visibilitychange', followPage)
  const offs = [
    vault.onChange(() => void refresh()),
    // The worker that finishes films has its own connection: its changes are heard by the steps only.
    work.subscribe(() => void refresh()),
    () => page.document.removeEventListener('visibilitychange', followPage),
  ]
  work.look()

  return {
    progress: work,
    entries,
    film: (id) => vault.film(id),
    close() {
      isClosed = true
      for (const off of offs) off()
      work.close()
      vault.close()
    },
  }
}
