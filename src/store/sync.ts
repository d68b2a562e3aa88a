import { createValue, type Engine, type Readable } from '#domain/engine.ts'
import type { Now, Timestamp } from '#domain/ids.ts'
import { problem, type Problem } from '#domain/problem.ts'
import type { LiveChannel } from './live-channel.ts'
import type { LocalStore } from './local-store.ts'
import type { PortalApi } from './portal-api.ts'
import { createPuller } from './pull.ts'
import { createPusher } from './push.ts'
import { StoreError } from './store-error.ts'
import { backoff, type Timers } from './timers.ts'

/** Pauses after failures, in milliseconds. The live channel's `ready` and the browser's `online` cut them short. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** How often a visible page asks although nobody told it to, in milliseconds: what a lost notice costs at most. */
const SAFETY_NET_MS = 30_000

/** Runs work while no other tab of this identity does. See oneTabAtATime. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>

export interface SyncState {
  /**
   * - synced: this device and the portal know the same
   * - sending: something waits, or this is the first round; it is being tried
   * - offline: the last try did not get through; `problem` says why, the next comes by itself
   * - refused: all is sent, but the portal refused some for good since the page was opened; each record says why
   * - signed-out: the portal does not know who this is; tried again after signing in
   */
  readonly status: 'synced' | 'sending' | 'offline' | 'refused' | 'signed-out'
  /** Records that wait to be sent. */
  readonly waiting: number
  /** When a round last got through, by this device's clock. */
  readonly lastSyncAt?: Timestamp
  readonly problem?: Problem
}

export interface SyncDeps {
  readonly store: LocalStore
  readonly api: PortalApi
  readonly live: Pick<LiveChannel, 'onNotice'>
  readonly timers: Timers
  readonly online: Readable<boolean>
  readonly visible: Readable<boolean>
  readonly exclusive: Exclusive
  readonly now: Now
  /** 0 to 1. */
  readonly random: () => number
}

export interface Sync extends Engine<SyncState> {
  /** Resolves when a round that began after the call has ended, whether it got through or not: the state says. */
  syncNow(): Promise<void>
}

/** Keeps a store and the portal the same: sends the outbox, fetches by revision, and goes on trying by itself. */
export function createSync(deps: SyncDeps): Sync {
  const { store, live, timers, online, visible, exclusive, now, random } = deps
  let isClosed = false
  const isStopped = (): boolean => isClosed
  const { push } = createPusher(store, deps.api, isStopped)
  const { pull } = createPuller(store, deps.api, isStopped)

  let isRunning = false
  /** What the next round is for; a round without `pull` only sends. */
  let wanted: 'nothing' | 'push' | 'pull' = 'nothing'
  /** The next round need not wait for the end of a pause. */
  let isUrgent = false
  /** The browser says that it has no network, and nothing has got through since. It is wrong about portals on this machine. */
  let isDoubtful = !online.snapshot()
  let failures = 0
  let refused = 0
  let lastSyncAt: Timestamp | undefined
  let trouble: Problem | undefined
  let offTimer = (): void => undefined
  let callers: (() => void)[] = []

  function statusNow(): SyncState['status'] {
    if (trouble?.code === 'not-signed-in') return 'signed-out'
    if (trouble !== undefined || isDoubtful) return 'offline'
    if (store.waiting.snapshot() > 0 || lastSyncAt === undefined) return 'sending'
    return refused > 0 ? 'refused' : 'synced'
  }

  function stateNow(): SyncState {
    return {
      status: statusNow(),
      waiting: store.waiting.snapshot(),
      ...(lastSyncAt === undefined ? {} : { lastSyncAt }),
      ...(trouble === undefined ? {} : { problem: trouble }),
    }
  }

  const state = createValue(stateNow())
  function show(): void {
    const [next, last] = [stateNow(), state.snapshot()]
    const isNews =
      next.status !== last.status ||
      next.waiting !== last.waiting ||
      next.lastSyncAt !== last.lastSyncAt ||
      next.problem !== last.problem
    if (isNews) state.set(next)
  }

  async function round(withPull: boolean): Promise<Problem | undefined> {
    const sent = await push()
    refused += sent.refused
    const { stoppedBy } = sent
    if (stoppedBy !== undefined && stoppedBy.code !== 'server-error') return stoppedBy
    const fetched = withPull || sent.moved > 0 ? await pull() : undefined
    return stoppedBy ?? fetched
  }

  async function run(): Promise<void> {
    isRunning = true
    offTimer()
    while (wanted !== 'nothing' && !isClosed) {
      const withPull = wanted === 'pull'
      const served = callers
      wanted = 'nothing'
      isUrgent = false
      callers = []
      try {
        trouble = await exclusive(() => round(withPull))
      } catch (error) {
        trouble = error instanceof StoreError ? error.problem : problem('device-storage')
      }
      if (!isClosed) {
        if (trouble === undefined) {
          failures = 0
          isDoubtful = false
          lastSyncAt = now()
        } else failures++
        show()
      }
      for (const resolve of served) resolve()
      if (trouble !== undefined && !isUrgent) break
    }
    isRunning = false
    if (!isClosed) plan()
  }

  /** Sets the clock for the next round that nobody asks for. */
  function plan(): void {
    if (trouble?.code === 'not-signed-in') return
    const pause =
      trouble === undefined ? SAFETY_NET_MS : backoff(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random)
    offTimer = timers.after(pause, () => {
      if (trouble !== undefined || visible.snapshot()) insist()
      else plan()
    })
  }

  /** There is something to do; during a pause it waits for the pause's end. */
  function want(what: 'push' | 'pull'): void {
    if (isClosed) return
    if (wanted !== 'pull') wanted = what
    if (!isRunning && trouble === undefined) void run()
  }

  /** There is a reason to believe that it works now. */
  function insist(): void {
    if (isClosed) return
    wanted = 'pull'
    isUrgent = true
    if (!isRunning) void run()
  }

  async function wantIfBehind(revision: number): Promise<void> {
    if ((await store.cursor()) < revision) want('pull')
  }

  let lastWaiting = store.waiting.snapshot()
  const offs = [
    store.waiting.subscribe(() => {
      const waiting = store.waiting.snapshot()
      if (waiting > lastWaiting) want('push')
      lastWaiting = waiting
      show()
    }),
    live.onNotice((notice) => {
      if (notice.type === 'ready') insist()
      // A store that cannot be read has told so already, or tells it in the next round.
      if (notice.type === 'changed') wantIfBehind(notice.revision).catch(() => want('pull'))
    }),
    online.subscribe(() => {
      isDoubtful = !online.snapshot()
      show()
      if (!isDoubtful) insist()
    }),
    visible.subscribe(() => {
      if (visible.snapshot()) insist()
    }),
  ]
  insist()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    syncNow() {
      if (isClosed) return Promise.resolve()
      return new Promise((resolve) => {
        callers.push(resolve)
        insist()
      })
    },
    close() {
      isClosed = true
      offTimer()
      for (const off of offs) off()
      for (const resolve of callers) resolve()
      callers = []
    },
  }
}
