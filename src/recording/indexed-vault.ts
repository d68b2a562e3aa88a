import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { createSignal } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { StorageFullError, type Vault, type VaultEntry } from './vault.ts'

interface VaultSchema extends DBSchema {
  entries: { key: string; value: VaultEntry }
  /** Captured chunks as they came from the recorder. */
  chunks: { key: [id: string, index: number]; value: Blob }
  /** The finished film. */
  blocks: { key: [id: string, index: number]; value: Blob }
}

const stores = ['entries', 'chunks', 'blocks'] as const

function ofFilm(id: Id): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
}

async function orFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new StorageFullError('The browser has no room left for this film', { cause: error })
    }
    throw error
  }
}

/** Opens (or makes) the vault of one identity. The name keeps an expert's films and a guest's on one laptop apart. */
export async function openVault(name: string): Promise<Vault> {
  const changed = createSignal<[]>()
  const database: IDBPDatabase<VaultSchema> = await openDB<VaultSchema>(`farpoint-vault-${name}`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('entries', { keyPath: 'id' })
      fresh.createObjectStore('chunks')
      fresh.createObjectStore('blocks')
    },
    // A newer page wants to upgrade: let it, the worst that happens here is one failed write that the recorder reports.
    blocking: () => database.close(),
  })

  /** Changes an entry and writes beside it in one transaction, so that the count never says more than is there. */
  async function change(
    id: Id,
    next: (entry: VaultEntry) => VaultEntry,
    chunk?: { index: number; blob: Blob },
  ): Promise<void> {
    // Strict: a chunk that is called saved is on the disk, also when the battery goes in the next moment.
    const transaction = database.transaction(['entries', 'chunks'], 'readwrite', { durability: 'strict' })
    const entries = transaction.objectStore('entries')
    const entry = await entries.get(id)
    if (entry === undefined) {
      transaction.abort()
      await transaction.done.catch(() => undefined)
      throw new Error(`The vault has no film ${id}`)
    }
    const writes: Promise<unknown>[] = [entries.put(next(entry))]
    if (chunk !== undefined) writes.push(transaction.objectStore('chunks').put(chunk.blob, [id, chunk.index]))
    await orFull(Promise.all([...writes, transaction.done]))
    changed.emit()
  }

  return {
    async begin(entry) {
      await orFull(
        database.add('entries', { ...entry, status: { step: 'capturing', chunks: 0, savedMs: 0 } }),
      )
      changed.emit()
    },
    append: (id, index, blob, savedMs) =>
      change(id, (entry) => ({ ...entry, status: { step: 'capturing', chunks: index + 1, savedMs } }), {
        index,
        blob,
      }),
    keepClock: (id, clock) => change(id, (entry) => ({ ...entry, clock })),
    endCapture: (id) =>
      change(id, (entry) =>
        entry.status.step === 'capturing'
          ? { ...entry, status: { ...entry.status, step: 'captured' } }
          : entry,
      ),
    entries: () => database.getAll('entries'),
    entry: (id) => database.get('entries', id),
    async captured(id) {
      const entry = await database.get('entries', id)
      return new Blob(await database.getAll('chunks', ofFilm(id)), { type: entry?.mimeType ?? '' })
    },
    async putBlock(id, index, bytes) {
      await orFull(database.put('blocks', new Blob([bytes]), [id, index]))
    },
    async getBlock(id, index) {
      const blob = await database.get('blocks', [id, index])
      return blob === undefined ? undefined : new Uint8Array(await blob.arrayBuffer())
    },
    finish: (id, result) => change(id, (entry) => ({ ...entry, status: { step: 'finished', ...result } })),
    async film(id) {
      const entry = await database.get('entries', id)
      if (entry?.status.step !== 'finished') return undefined
      const blocks = await database.getAll('blocks', ofFilm(id))
      return new Blob(blocks, { type: entry.mimeType })
    },
    keepUploadUrl: (id, uploadUrl) =>
      change(id, (entry) =>
        entry.status.step === 'finished' ? { ...entry, status: { ...entry.status, uploadUrl } } : entry,
      ),
    release: (id) => change(id, ({ isHeld: _held, ...entry }) => entry),
    async free(id) {
      const transaction = database.transaction([...stores], 'readwrite')
      await Promise.all([
        transaction.objectStore('entries').delete(id),
        transaction.objectStore('chunks').delete(ofFilm(id)),
        transaction.objectStore('blocks').delete(ofFilm(id)),
        transaction.done,
      ])
      changed.emit()
    },
    onChange: (callback) => changed.on(callback),
    close: () => database.close(),
  }
}
