import type { Id } from '#domain/ids.ts'
import type { Change, ChangeKind } from '#domain/sync.ts'
import type { Row } from './row.ts'
import type { Writes } from './rules.ts'

/** Where a local store keeps its rows. What the commands mean is said once, in rules.ts; this is only storage. */
export interface Backend {
  readonly durable: boolean
  /**
   * One transaction: reads the rows of `ids`, hands those that exist to `decide`, stores what it says. Resolves after the
   * transaction is complete, with what was stored and how many records wait now; when anything throws, nothing is changed.
   * `strict`: on the disk before it resolves; `relaxed` is for what the portal would send again.
   */
  update(
    ids: readonly Id[],
    durability: 'strict' | 'relaxed',
    decide: (stored: ReadonlyMap<Id, Row>) => Writes,
  ): Promise<{ readonly writes: Writes; readonly waiting: number }>
  /** In no order. */
  rows(kind: ChangeKind, sessionId: Id | undefined): Promise<readonly Row[]>
  rowsOf(ids: readonly Id[]): Promise<readonly Row[]>
  /** The records of the first `limit` outbox entries, oldest first. */
  outbox(limit: number): Promise<readonly Change[]>
  waiting(): Promise<number>
  /** 0 before the first pull. */
  cursor(): Promise<number>
  putBlob(id: Id, blob: Blob): Promise<void>
  getBlob(id: Id): Promise<Blob | undefined>
  blobIds(): Promise<readonly Id[]>
  close(): void
}

/** How the tabs of one identity hear of each other's writes. */
export interface Tabs {
  /** Called after a transaction is complete. */
  announce(ids: readonly Id[]): void
  onAnnounced(callback: (ids: readonly Id[]) => void): () => void
  close(): void
}
