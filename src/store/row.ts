import type { Id, Timestamp } from '#domain/ids.ts'
import { compareOperations } from '#domain/scene.ts'
import type { Change, ChangeKind, RecordOf } from '#domain/sync.ts'
import type { Kept, Whereabouts } from './local-store.ts'

/** One kept record as it is stored. */
export interface Row {
  readonly change: Change
  readonly sessionId: Id
  readonly where: Whereabouts
  /** Counts the writes to this row: of two copies the one with the higher stamp is the newer, also between tabs. */
  readonly stamp: number
}

/** Narrows the record of a change to that of one kind. */
function isKind<K extends ChangeKind>(
  change: Change,
  kind: K,
): change is Change & { readonly record: RecordOf<K> } {
  return change.kind === kind
}

/** The row as readers see it, when it is of that kind. */
export function keptOf<K extends ChangeKind>(row: Row, kind: K): Kept<K> | undefined {
  if (!isKind(row.change, kind)) return undefined
  const { record }: { readonly record: RecordOf<K> } = row.change
  return { record, where: row.where }
}

/** When the record was made, by the clock of its author. */
function timeOf(change: Change): Timestamp {
  switch (change.kind) {
    case 'session':
      return change.record.createdAt
    case 'participant':
      return change.record.joinedAt
    case 'recording':
    case 'segment':
      return change.record.startedAt
    case 'message':
    case 'note':
    case 'update':
    case 'scene':
    case 'still':
    case 'piece':
      return change.record.at
  }
}

/** The order in which records were written in time; the same on every device. The scene log goes by its own clock. */
export function compareRows(a: Row, b: Row): number {
  if (a.change.kind === 'scene' && b.change.kind === 'scene')
    return compareOperations(a.change.record, b.change.record)
  const earlier = timeOf(a.change) - timeOf(b.change)
  return earlier || (a.change.record.id < b.change.record.id ? -1 : 1)
}
