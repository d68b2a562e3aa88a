import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Problem } from '#domain/problem.ts'
import type { Accepted, Change, ChangeKind, RecordOf } from '#domain/sync.ts'

/** Where a record is kept now. `received`: came from a peer of the call and waits for its author to send it. */
export type Whereabouts =
  | { readonly status: 'on-device' }
  | { readonly status: 'received' }
  | { readonly status: 'in-portal'; readonly revision: number; readonly late: boolean }
  | { readonly status: 'refused'; readonly problem: Problem }

export interface Kept<K extends ChangeKind> {
  readonly record: RecordOf<K>
  readonly where: Whereabouts
}

/**
 * The browser's memory of one identity (an agent, or a guest of one session): one IndexedDB database each, so that
 * an expert's tab and a guest's tab on one laptop never mix. Every command resolves after the transaction is complete.
 */
export interface LocalStore {
  /** False when the browser gives no database (blocked, broken, full): what is made lives only as long as this page. Screens warn. */
  readonly durable: boolean

  /**
   * Own record: stored together with its outbox entry in one transaction. Called before anything else is done with it.
   * Writing it again changes nothing; a recording that is further on takes its waiting entry's place.
   * This and every other writing command rejects with a StoreError (store-error.ts) when the device cannot keep it.
   */
  write(change: Change): Promise<void>
  /** A peer's record: stored and shown, never sent by this device. Knows the same record again and keeps what is further on. */
  receive(change: Change): Promise<void>
  /** The same for many at once, in one transaction: a late joiner gets a whole scene, and its own writes must not queue behind it. */
  receiveAll(changes: readonly Change[]): Promise<void>
  /** What the portal sent: stored with its revision together with the cursor; takes it out of the outbox when it was ours. */
  accept(accepted: readonly Accepted[], cursor: number): Promise<void>
  /**
   * The portal confirmed (or refused for good) what was pushed. `pushed` is what outbox() gave and was sent: a record that has
   * moved on since stays in the outbox. Results for anything else are ignored.
   */
  settle(results: readonly Settled[], pushed: readonly Change[]): Promise<void>
  /** Oldest first. */
  outbox(limit: number): Promise<readonly Change[]>
  cursor(): Promise<number>

  read<K extends ChangeKind>(kind: K, sessionId: Id): Promise<readonly Kept<K>[]>
  /** All of one kind; for lists such as sessions and recordings. */
  readAll<K extends ChangeKind>(kind: K): Promise<readonly Kept<K>[]>
  /**
   * The same as a live value for screens, `undefined` until first read. Reads and follows while somebody subscribes, also the
   * writes of other tabs (BroadcastChannel). Asking twice gives the same object.
   * Ordered as they were written in time (record `at`/`createdAt`/`clock`).
   */
  watch<K extends ChangeKind>(kind: K, sessionId?: Id): Readable<readonly Kept<K>[] | undefined>
  /** How many records wait to be sent, as a live value. */
  readonly waiting: Readable<number>

  /** Pictures that belong to records (stills), by the record's id. */
  putBlob(id: Id, blob: Blob): Promise<void>
  getBlob(id: Id): Promise<Blob | undefined>
  /** Of which records there is a picture, in no order; reads no picture. */
  blobIds(): Promise<readonly Id[]>
  close(): void
}

export type Settled =
  | { readonly status: 'accepted'; readonly id: Id; readonly revision: number }
  | { readonly status: 'refused'; readonly id: Id; readonly problem: Problem }
