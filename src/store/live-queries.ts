import { createValue, type Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { ChangeKind } from '#domain/sync.ts'
import type { Kept } from './local-store.ts'
import { compareRows, keptOf, type Row } from './row.ts'

interface LiveQuery<K extends ChangeKind> {
  readonly list: Readable<readonly Kept<K>[] | undefined>
  merge(rows: readonly Row[]): void
}

/** Records are never deleted, so a list only grows or has rows replaced by newer ones: merging is enough, in any order. */
function createLiveQuery<K extends ChangeKind>(
  kind: K,
  sessionId: Id | undefined,
  load: () => Promise<readonly Row[]>,
): LiveQuery<K> {
  const value = createValue<readonly Kept<K>[] | undefined>(undefined)
  const known = new Map<Id, { readonly row: Row; readonly kept: Kept<K> }>()
  let isLoaded = false
  let subscribers = 0

  function merge(rows: readonly Row[]): void {
    let isNews = value.snapshot() === undefined
    for (const row of rows) {
      const { id } = row.change.record
      if (sessionId !== undefined && row.sessionId !== sessionId) continue
      if (row.stamp <= (known.get(id)?.row.stamp ?? 0)) continue
      const kept = keptOf(row, kind)
      if (kept === undefined) continue
      known.set(id, { row, kept })
      isNews = true
    }
    if (!isLoaded || !isNews) return
    value.set([...known.values()].sort((a, b) => compareRows(a.row, b.row)).map(({ kept }) => kept))
  }

  async function reload(): Promise<void> {
    try {
      const rows = await load()
      isLoaded = true
      merge(rows)
    } catch {
      // The list stays as it was: commands say what is wrong with the device, and the next subscriber reads again.
    }
  }

  return {
    // Without a subscriber a change would cost work that nobody sees; subscribing reads again.
    merge: (rows) => (subscribers > 0 ? merge(rows) : undefined),
    list: {
      snapshot: value.snapshot,
      subscribe(onChange) {
        const off = value.subscribe(onChange)
        let isOn = true
        if (++subscribers === 1) void reload()
        return () => {
          if (isOn) subscribers--
          isOn = false
          off()
        }
      },
    },
  }
}

type QueriesByKind = { readonly [K in ChangeKind]: Map<Id | undefined, LiveQuery<K>> }

export interface LiveQueries {
  watch<K extends ChangeKind>(kind: K, sessionId?: Id): Readable<readonly Kept<K>[] | undefined>
  /** Tells the lists which rows were written. */
  merge(rows: readonly Row[]): void
}

/** The live lists of one store; `load` reads them from its database. */
export function createLiveQueries(
  load: (kind: ChangeKind, sessionId: Id | undefined) => Promise<readonly Row[]>,
): LiveQueries {
  const queries: QueriesByKind = {
    session: new Map(),
    participant: new Map(),
    message: new Map(),
    note: new Map(),
    update: new Map(),
    scene: new Map(),
    still: new Map(),
    recording: new Map(),
    piece: new Map(),
    segment: new Map(),
  }
  return {
    watch<K extends ChangeKind>(kind: K, sessionId?: Id) {
      const ofKind = queries[kind]
      const query = ofKind.get(sessionId) ?? createLiveQuery(kind, sessionId, () => load(kind, sessionId))
      ofKind.set(sessionId, query)
      return query.list
    },
    merge(rows) {
      if (rows.length === 0) return
      for (const ofKind of Object.values(queries)) for (const query of ofKind.values()) query.merge(rows)
    },
  }
}
