import { createValue } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { ChangeKind } from '#domain/sync.ts'
import type { Backend, Tabs } from './backend.ts'
import { createLiveQueries } from './live-queries.ts'
import type { Kept, LocalStore } from './local-store.ts'
import { compareRows, keptOf } from './row.ts'
import { accept, decide, receive, settle, write, type Step } from './rules.ts'

/** The local store's behaviour on any backend: commands by the rules, live lists, and news to and from other tabs. */
export async function createLocalStore(backend: Backend, tabs?: Tabs): Promise<LocalStore> {
  const waiting = createValue(await backend.waiting())
  const queries = createLiveQueries(backend.rows)

  async function run(
    steps: readonly Step[],
    durability: 'strict' | 'relaxed',
    cursor?: number,
  ): Promise<void> {
    const ids = [...new Set(steps.map((step) => step.id))]
    const done = await backend.update(ids, durability, (stored) => decide(steps, stored, cursor))
    const { rows, enqueue, dequeue } = done.writes
    queries.merge(rows)
    waiting.set(done.waiting)
    const touched = new Set([...rows.map((row) => row.change.record.id), ...enqueue, ...dequeue])
    if (touched.size > 0) tabs?.announce([...touched])
  }

  async function lookUp(ids: readonly Id[]): Promise<void> {
    try {
      queries.merge(await backend.rowsOf(ids))
      waiting.set(await backend.waiting())
    } catch {
      // Another tab's news came while this one closes or lost its database: the next read finds it.
    }
  }
  const offTabs = tabs?.onAnnounced((ids) => void lookUp(ids))

  async function list<K extends ChangeKind>(kind: K, sessionId?: Id): Promise<readonly Kept<K>[]> {
    const rows = [...(await backend.rows(kind, sessionId))].sort(compareRows)
    return rows.map((row) => keptOf(row, kind)).filter((kept) => kept !== undefined)
  }

  return {
    durable: backend.durable,
    waiting,
    write: (change) => run([{ id: change.record.id, effect: (current) => write(current, change) }], 'strict'),
    receive: (change) =>
      run([{ id: change.record.id, effect: (current) => receive(current, change) }], 'strict'),
    receiveAll: (changes) =>
      run(
        changes.map((change) => ({ id: change.record.id, effect: (current) => receive(current, change) })),
        'strict',
      ),
    accept: (accepted, cursor) =>
      run(
        accepted.map((item) => ({
          id: item.change.record.id,
          effect: (current) => accept(current, item),
        })),
        'relaxed',
        cursor,
      ),
    settle(results, pushed) {
      const sent = new Map(pushed.map((change) => [change.record.id, change]))
      const steps = results.flatMap((result): Step[] => {
        const change = sent.get(result.id)
        return change ? [{ id: result.id, effect: (current) => settle(current, change, result) }] : []
      })
      return run(steps, 'relaxed')
    },
    outbox: backend.outbox,
    cursor: backend.cursor,
    read: (kind, sessionId) => list(kind, sessionId),
    readAll: (kind) => list(kind),
    watch: queries.watch,
    putBlob: backend.putBlob,
    getBlob: backend.getBlob,
    blobIds: backend.blobIds,
    close() {
      offTabs?.()
      tabs?.close()
      backend.close()
    },
  }
}
