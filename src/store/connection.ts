import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import { problem, type ProblemCode } from '#domain/problem.ts'
import { StoreError } from './store-error.ts'

type Upgrade<S extends DBSchema> = (
  database: IDBPDatabase<S>,
  transaction: IDBPTransaction<S, StoreNames<S>[], 'versionchange'>,
) => void

export interface ConnectionOptions<S extends DBSchema> {
  readonly name: string
  /** Step n leads from version n to n + 1; the version is their number. A step that was released never changes. */
  readonly upgrades: readonly Upgrade<S>[]
  /** Another tab with an older page holds the database open and does not let go; opening waits until it is closed. */
  readonly onBlocked?: (() => void) | undefined
}

/** An open database that comes back by itself when the browser drops it. */
export interface Connection<S extends DBSchema> {
  /** Rejects with a StoreError when the device is the cause; whatever else `work` throws passes through. Work may run twice. */
  run<T>(work: (database: IDBPDatabase<S>) => Promise<T>): Promise<T>
  close(): void
}

const codes: Readonly<Record<string, readonly [ProblemCode, string?]>> = {
  QuotaExceededError: [
    'storage-full',
    'This device has no room left for what you make. Free some space on it, then try again; what was kept before is safe.',
  ],
  VersionError: ['device-storage', 'A newer version of this page is open in another tab. Reload this page.'],
}

function asStoreError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error
  return new StoreError(problem(...(codes[error.name] ?? ['device-storage'])), error)
}

/* Browsers drop databases in the middle: on "clear site data", when a phone's page comes back from the background
   (Safari: "Connection to Indexed Database server lost", an UnknownError), on a crash of their storage process. */
const lostNames: readonly string[] = ['InvalidStateError', 'UnknownError', 'AbortError']

function isLost(error: unknown): boolean {
  return error instanceof DOMException && lostNames.includes(error.name)
}

/** Opens the database, upgraded to the newest version. Rejects with a StoreError. */
export async function connect<S extends DBSchema>(options: ConnectionOptions<S>): Promise<Connection<S>> {
  const { name, upgrades, onBlocked } = options
  let current: Promise<IDBPDatabase<S>> | undefined
  let isClosed = false

  function open(): Promise<IDBPDatabase<S>> {
    const opening = openDB<S>(name, upgrades.length, {
      upgrade(fresh, oldVersion, _newVersion, transaction) {
        for (const step of upgrades.slice(oldVersion)) step(fresh, transaction)
      },
      blocked: () => onBlocked?.(),
      // A newer page wants to upgrade: make way at once. What is done here next says that this page must be reloaded.
      blocking: () => forget(opening),
      terminated: () => forget(opening),
    })
    opening.catch(() => forget(opening))
    return opening
  }

  function forget(database: Promise<IDBPDatabase<S>>): void {
    if (current === database) current = undefined
    database.then(
      (opened) => opened.close(),
      () => undefined,
    )
  }

  function opened(): Promise<IDBPDatabase<S>> {
    if (isClosed) return Promise.reject(new DOMException('The store was closed', 'InvalidStateError'))
    current ??= open()
    return current
  }

  async function run<T>(work: (database: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    try {
      const first = opened()
      try {
        return await work(await first)
      } catch (error) {
        if (!isLost(error) || isClosed) throw error
        forget(first)
        return await work(await opened())
      }
    } catch (error) {
      throw asStoreError(error)
    }
  }

  if (!('indexedDB' in globalThis)) throw new StoreError(problem('device-storage'))
  await run(() => Promise.resolve())
  return {
    run,
    close() {
      isClosed = true
      if (current !== undefined) forget(current)
    },
  }
}

/**
 * Waits for a transaction and for its requests. When a request fails, the transaction's own error is a mere AbortError:
 * the first reason that is more than that is thrown.
 */
export async function finished(done: Promise<void>, requests: readonly Promise<unknown>[]): Promise<void> {
  const reasons = (await Promise.allSettled([...requests, done]))
    .filter((result) => result.status === 'rejected')
    .map((result): unknown => result.reason)
  if (reasons.length === 0) return
  throw (
    reasons.find((reason) => !(reason instanceof DOMException && reason.name === 'AbortError')) ?? reasons[0]
  )
}
