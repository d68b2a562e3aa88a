import type { Id } from '#domain/ids.ts'
import type { Backend } from './backend.ts'
import { createLocalStore } from './keep.ts'
import type { LocalStore } from './local-store.ts'
import type { Row } from './row.ts'

function createMemoryBackend(): Backend {
  const rows = new Map<Id, Row>()
  const outbox = new Set<Id>()
  const blobs = new Map<Id, Blob>()
  let cursor = 0

  const rowsOf = (ids: Iterable<Id>): Row[] =>
    [...ids].map((id) => rows.get(id)).filter((row) => row !== undefined)

  return {
    durable: false,
    async update(ids, _durability, decide) {
      const writes = decide(new Map(rowsOf(ids).map((row) => [row.change.record.id, row])))
      for (const row of writes.rows) rows.set(row.change.record.id, row)
      for (const id of writes.enqueue) outbox.add(id)
      for (const id of writes.dequeue) outbox.delete(id)
      cursor = Math.max(cursor, writes.cursor ?? 0)
      return { writes, waiting: outbox.size }
    },
    rows: async (kind, sessionId) =>
      [...rows.values()].filter(
        (row) => row.change.kind === kind && (sessionId === undefined || row.sessionId === sessionId),
      ),
    rowsOf: async (ids) => rowsOf(ids),
    outbox: async (limit) => rowsOf([...outbox].slice(0, limit)).map((row) => row.change),
    waiting: async () => outbox.size,
    cursor: async () => cursor,
    putBlob: async (id, blob) => void blobs.set(id, blob),
    getBlob: async (id) => blobs.get(id),
    blobIds: async () => [...blobs.keys()],
    close: () => undefined,
  }
}

/** The fallback for browsers that give a page no database: all rules hold, but it is gone with the page (`durable` is false). */
export function openMemoryStore(): Promise<LocalStore> {
  return createLocalStore(createMemoryBackend())
}
