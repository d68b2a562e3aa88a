import type { DBSchema } from 'idb'
import type { Id } from '#domain/ids.ts'
import type { Backend, Tabs } from './backend.ts'
import { connect, finished, type Connection, type ConnectionOptions } from './connection.ts'
import { createLocalStore } from './keep.ts'
import type { LocalStore } from './local-store.ts'
import { openMemoryStore } from './memory-store.ts'
import type { Row } from './row.ts'
import { StoreError } from './store-error.ts'

/** Whose memory it is. */
export type Identity =
  | { readonly kind: 'agent'; readonly agentId: string }
  | { readonly kind: 'guest'; readonly participantId: Id }

/** The database's name: one for each identity, so that people who share a browser never mix. */
export function identityName(identity: Identity): string {
  return identity.kind === 'agent'
    ? `farpoint-agent-${identity.agentId}`
    : `farpoint-guest-${identity.participantId}`
}

interface Schema extends DBSchema {
  records: { key: string; value: Row; indexes: { kind: string; session: [string, string] } }
  /** Keys count up: the order of writing. The record itself is read from `records`, so it is always its latest state. */
  outbox: { key: number; value: { readonly id: Id }; indexes: { id: string } }
  values: { key: 'cursor'; value: number }
  blobs: { key: string; value: Blob }
}

const upgrades: ConnectionOptions<Schema>['upgrades'] = [
  (database) => {
    const records = database.createObjectStore('records', { keyPath: 'change.record.id' })
    records.createIndex('kind', 'change.kind')
    records.createIndex('session', ['change.kind', 'sessionId'])
    database.createObjectStore('outbox', { autoIncrement: true }).createIndex('id', 'id', { unique: true })
    database.createObjectStore('values')
    database.createObjectStore('blobs')
  },
]

function createIndexedBackend(connection: Connection<Schema>): Backend {
  return {
    durable: true,
    update: (ids, durability, decide) =>
      connection.run(async (database) => {
        const transaction = database.transaction(['records', 'outbox', 'values'], 'readwrite', { durability })
        const { done } = transaction
        // Handled below, together with the requests; until then it must not count as unhandled.
        done.catch(() => undefined)
        const records = transaction.objectStore('records')
        const outbox = transaction.objectStore('outbox')
        const values = transaction.objectStore('values')
        try {
          // Everything is read before the first write, so that every write is waited for together.
          const [found, keys, cursor = 0] = await Promise.all([
            Promise.all(ids.map((id) => records.get(id))),
            Promise.all(ids.map((id) => outbox.index('id').getKey(id))),
            values.get('cursor'),
          ])
          const stored = found.filter((row) => row !== undefined)
          const places = new Map(ids.map((id, index) => [id, keys[index]]))
          const writes = decide(new Map(stored.map((row) => [row.change.record.id, row])))
          const requests: Promise<unknown>[] = writes.rows.map((row) => records.put(row))
          for (const id of writes.enqueue) if (places.get(id) === undefined) requests.push(outbox.add({ id }))
          for (const id of writes.dequeue) {
            const place = places.get(id)
            if (place !== undefined) requests.push(outbox.delete(place))
          }
          if (writes.cursor !== undefined && writes.cursor > cursor)
            requests.push(values.put(writes.cursor, 'cursor'))
          const waiting = outbox.count()
          await finished(done, [...requests, waiting])
          return { writes, waiting: await waiting }
        } catch (error) {
          abort(transaction)
          throw error
        }
      }),
    rows: (kind, sessionId) =>
      connection.run((database) =>
        sessionId === undefined
          ? database.getAllFromIndex('records', 'kind', kind)
          : database.getAllFromIndex('records', 'session', [kind, sessionId]),
      ),
    rowsOf: (ids) =>
      connection.run(async (database) => {
        const records = database.transaction('records').store
        return (await Promise.all(ids.map((id) => records.get(id)))).filter((row) => row !== undefined)
      }),
    outbox: (limit) =>
      connection.run(async (database) => {
        const transaction = database.transaction(['outbox', 'records'])
        const records = transaction.objectStore('records')
        const entries = await transaction.objectStore('outbox').getAll(null, limit)
        const rows = await Promise.all(entries.map(({ id }) => records.get(id)))
        return rows.filter((row) => row !== undefined).map((row) => row.change)
      }),
    waiting: () => connection.run((database) => database.count('outbox')),
    cursor: () => connection.run(async (database) => (await database.get('values', 'cursor')) ?? 0),
    putBlob: (id, blob) =>
      connection.run(async (database) => {
        const transaction = database.transaction('blobs', 'readwrite', { durability: 'strict' })
        await finished(transaction.done, [transaction.store.put(blob, id)])
      }),
    getBlob: (id) => connection.run((database) => database.get('blobs', id)),
    blobIds: () => connection.run((database) => database.getAllKeys('blobs')),
    close: connection.close,
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {
    // It has ended by itself.
  }
}

function isIds(data: unknown): data is readonly Id[] {
  return Array.isArray(data) && data.every((id) => typeof id === 'string')
}

function openTabs(name: string): Tabs {
  const channel = new BroadcastChannel(name)
  return {
    announce: (ids) => channel.postMessage(ids),
    onAnnounced(callback) {
      const listen = ({ data }: MessageEvent<unknown>): void => {
        if (isIds(data)) callback(data)
      }
      channel.addEventListener('message', listen)
      return () => channel.removeEventListener('message', listen)
    },
    close: () => channel.close(),
  }
}

function isOutdatedPage(error: unknown): boolean {
  return (
    error instanceof StoreError && error.cause instanceof DOMException && error.cause.name === 'VersionError'
  )
}

/**
 * Opens the memory of one identity (`name` by identityName). When the browser gives no database, the store lives in this page
 * only and says so (`durable: false`). Rejects with a StoreError when the database belongs to a newer version of the page:
 * what people made is in there, and an empty list would hide it.
 */
export async function openLocalStore(options: {
  readonly name: string
  readonly onBlocked?: () => void
}): Promise<LocalStore> {
  const { name, onBlocked } = options
  let connection: Connection<Schema>
  try {
    connection = await connect<Schema>({ name, upgrades, onBlocked })
  } catch (error) {
    if (isOutdatedPage(error)) throw error
    return openMemoryStore()
  }
  return createLocalStore(createIndexedBackend(connection), openTabs(name))
}
