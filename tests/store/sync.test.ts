import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createValue } from '#domain/engine.ts'
import { problem } from '#domain/problem.ts'
import { SYNC_BATCH, type Change } from '#domain/sync.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { createLiveChannel, liveUrl } from '#store/live-socket.ts'
import type { LocalStore } from '#store/local-store.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { StoreError } from '#store/store-error.ts'
import { createSync, type Exclusive, type Sync, type SyncState } from '#store/sync.ts'
import { idOf, message, recording, sessionA, sessionB, until } from '../contracts/local-store-records.ts'
import { createManualTimers, type ManualTimers } from './manual-timers.ts'
import { createPortalDouble, type PortalDouble } from './portal-double.ts'
import { startPortalServer, type PortalServer } from './portal-server.ts'
import { checkSyncInBadWeather } from './sync-chaos.ts'

let portal: PortalDouble
let server: PortalServer
const closers: (() => void)[] = []

beforeEach(async () => {
  portal = createPortalDouble()
  server = await startPortalServer(portal)
})
afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await server.close()
})

interface Device {
  readonly store: LocalStore
  readonly sync: Sync
  readonly timers: ManualTimers
  readonly online: { set(value: boolean): void }
  readonly visible: { set(value: boolean): void }
  /** Resolves once the live channel is open: from then on notices come. */
  readonly hears: () => Promise<unknown>
}

interface Made {
  readonly store?: LocalStore
  readonly exclusive?: Exclusive
  readonly timeoutMs?: number
  readonly isOnline?: boolean
}

/** One page with a memory, tied to the portal by real HTTP and a real WebSocket. */
async function device(made: Made = {}): Promise<Device> {
  const store = made.store ?? (await openMemoryStore())
  const timers = createManualTimers()
  const liveTimers = createManualTimers()
  const online = createValue(made.isOnline ?? true)
  const visible = createValue(true)
  const live = createLiveChannel({
    url: liveUrl(server.baseUrl),
    hello: { type: 'hello' },
    openSocket: (url) => new WebSocket(url),
    timers: liveTimers,
    online,
    random: () => 1,
  })
  const sync = createSync({
    store,
    api: createPortalApi({
      baseUrl: server.baseUrl,
      fetch: globalThis.fetch,
      timeoutMs: made.timeoutMs ?? 15_000,
    }),
    live,
    timers,
    online,
    visible,
    exclusive: made.exclusive ?? ((work) => work()),
    now: () => 123_456,
    random: () => 1,
  })
  closers.push(() => {
    sync.close()
    live.close()
  })
  return { store, sync, timers, online, visible, hears: () => until(live, (status) => status === 'open') }
}

/** A device whose first round is over and that hears notices, so that the next request has one cause. */
async function quietDevice(made: Made = {}): Promise<Device> {
  const made1 = await device(made)
  await made1.hears()
  await made1.sync.syncNow()
  await made1.timers.paused()
  portal.requests.length = 0
  return made1
}

/** Lets every pause pass until the state is as wished. */
async function tryUntil({ sync, timers }: Device, isWished: (state: SyncState) => boolean): Promise<void> {
  const reached = until(sync, isWished).then(() => 'reached' as const)
  while ((await Promise.race([timers.paused(), reached])) !== 'reached') timers.pass()
}

const isSynced = (state: SyncState): boolean => state.status === 'synced'
const isOffline = (state: SyncState): boolean => state.status === 'offline'
const names = (): string[] => portal.requests.map(({ name }) => name)
const whereOf = async (store: LocalStore, change: Change): Promise<string | undefined> =>
  (await store.readAll(change.kind)).find(({ record }) => record.id === change.record.id)?.where.status
const count = async (store: LocalStore): Promise<number> => (await store.readAll('message')).length

describe('[SY1] sending', () => {
  it('what was written goes to the portal by itself, and the state says so', async () => {
    const { store, sync } = await quietDevice()
    expect(sync.snapshot()).toEqual({ status: 'synced', waiting: 0, lastSyncAt: 123_456 })
    const states: SyncState['status'][] = []
    sync.subscribe(() => states.push(sync.snapshot().status))
    await store.write(message(1))
    expect(sync.snapshot()).toMatchObject({ status: 'sending', waiting: 1 })
    await until(sync, isSynced)
    expect(portal.kept(idOf(1))).toEqual(message(1))
    expect(await whereOf(store, message(1))).toBe('in-portal')
    expect(new Set(states)).toEqual(new Set(['sending', 'synced']))
  })

  it('what waited from before is sent at the start, oldest first, and what others wrote is there', async () => {
    const store = await openMemoryStore()
    for (const n of [3, 1, 2]) await store.write(message(n))
    portal.keep(message(9))
    const { sync } = await device({ store })
    expect(sync.snapshot()).toEqual({ status: 'sending', waiting: 3 })
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([9, 3, 1, 2].map(idOf))
    expect(await count(store)).toBe(4)
  })

  it('many go in batches that the portal takes', async () => {
    const store = await openMemoryStore()
    for (let n = 1; n <= 450; n++) await store.write(message(n))
    const { sync } = await device({ store })
    await until(sync, isSynced)
    expect(portal.ids()).toHaveLength(450)
    const pushes = portal.requests.filter(({ name }) => name === 'push')
    expect(pushes.map((push) => push.count)).toEqual([SYNC_BATCH, SYNC_BATCH, 50])
  })

  it('long ones go in pushes that a slow network can carry', async () => {
    const store = await openMemoryStore()
    for (let n = 1; n <= 150; n++) await store.write(message(n, 'long '.repeat(800).trim()))
    const { sync } = await device({ store })
    await until(sync, isSynced)
    const pushes = portal.requests.filter(({ name }) => name === 'push')
    expect(pushes.map((push) => push.count)).toEqual([61, 61, 28])
    for (const push of pushes) expect(push.length).toBeLessThan(270_000)
  })

  it('a recording that moves on while its earlier state is under way is sent again', async () => {
    const { store, sync } = await quietDevice()
    const release = server.hold()
    await store.write(recording(1, 'capturing'))
    await until(sync, (state) => state.status === 'sending')
    const first = sync.syncNow()
    await store.write(recording(1, 'finished'))
    release()
    await first
    await until(sync, isSynced)
    expect(portal.kept(idOf(1))).toEqual(recording(1, 'finished'))
    expect(await whereOf(store, recording(1, 'finished'))).toBe('in-portal')
  })
})

describe('[SY2] exactly once', () => {
  it('an answer that is cut off after the portal has kept all does no harm', async () => {
    const { store, sync, timers } = await quietDevice()
    portal.failNext('cut after')
    await store.write(message(1))
    await until(sync, isOffline)
    expect(portal.keptTimes(idOf(1))).toBe(1)
    expect(await whereOf(store, message(1))).toBe('on-device')
    expect(sync.snapshot().problem?.code).toBe('server-gone')
    timers.pass()
    await until(sync, isSynced)
    expect(portal.keptTimes(idOf(1))).toBe(1)
    expect(await whereOf(store, message(1))).toBe('in-portal')
    expect(await count(store)).toBe(1)
  })

  it('a pull that is cut off is asked for again from the same place', async () => {
    const { store, sync, timers } = await quietDevice()
    portal.failNext('cut after')
    for (const n of [1, 2, 3]) portal.keep(message(n))
    await until(sync, isOffline)
    expect(await store.cursor()).toBe(0)
    timers.pass()
    await until(sync, isSynced)
    expect(await count(store)).toBe(3)
    expect(await store.cursor()).toBe(3)
  })

  it('two devices end up with the same, each record once', async () => {
    const [one, two] = [await quietDevice(), await quietDevice()]
    const both = until(two.store.watch('message'), (kept) => kept?.length === 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : two).store.write(message(n + 1))),
    )
    await until(
      one.store.watch('message'),
      (kept) => kept?.every((k) => k.where.status === 'in-portal') ?? false,
    )
    await both
    await Promise.all([one.sync.syncNow(), two.sync.syncNow()])
    expect(await one.store.readAll('message')).toEqual(await two.store.readAll('message'))
    for (let n = 1; n <= 20; n++) expect(portal.keptTimes(idOf(n))).toBe(1)
  })
})

describe('[SY3] fetching', () => {
  it('goes on until there is no more', async () => {
    for (let n = 1; n <= 450; n++) portal.keep(message(n))
    const { store, sync } = await device()
    await until(sync, isSynced)
    expect(await count(store)).toBe(450)
    expect(names()).toEqual(['pull', 'pull', 'pull'])
  })

  it('follows a notice, and not one about what is known already', async () => {
    const { store, sync } = await quietDevice()
    portal.keep(message(1))
    await until(store.watch('message'), (kept) => kept?.length === 1)
    await until(sync, isSynced)
    expect(names()).toEqual(['pull'])
    server.broadcast(JSON.stringify({ type: 'changed', revision: 1 }))
    portal.keep(message(2))
    await until(store.watch('message'), (kept) => kept?.length === 2)
    expect(names()).toEqual(['pull', 'pull'])
  })

  it('asks by itself every 30 s while it can be seen, and when it can be seen again', async () => {
    const { timers, visible, sync } = await quietDevice()
    expect(timers.pauses()).toEqual([30_000])
    timers.pass()
    await timers.paused()
    expect(names()).toEqual(['pull'])
    visible.set(false)
    timers.pass()
    expect(timers.pauses()).toEqual([30_000])
    expect(names()).toEqual(['pull'])
    visible.set(true)
    await sync.syncNow()
    expect(names()).toEqual(['pull', 'pull', 'pull'])
  })

  it('stops at an answer that leads nowhere, instead of asking without end', async () => {
    const { sync } = await quietDevice()
    portal.failNext('empty')
    await sync.syncNow()
    expect(names()).toEqual(['pull'])
    expect(sync.snapshot()).toMatchObject({ status: 'offline', problem: { code: 'server-error' } })
  })
})

describe('[SY4] refused records', () => {
  it('stay with their sentence and hold nothing up', async () => {
    const { store, sync } = await quietDevice()
    portal.refuseWhen((change) => (change.record.id === idOf(2) ? 'session-ended' : undefined))
    await Promise.all([1, 2, 3].map((n) => store.write(message(n))))
    await until(sync, (state) => state.status === 'refused')
    expect(sync.snapshot().waiting).toBe(0)
    expect(portal.ids()).toEqual([1, 3].map(idOf))
    const refused = (await store.read('message', sessionA)).find(({ record }) => record.id === idOf(2))
    expect(refused?.where).toMatchObject({ status: 'refused', problem: { code: 'session-ended' } })
    await sync.syncNow()
    await store.write(message(4))
    await until(sync, (state) => state.waiting === 0 && state.status === 'refused')
    const sent = portal.requests.filter(({ name }) => name === 'push').map((push) => push.count)
    expect(sent.reduce((a, b) => a + b, 0)).toBe(4)
  })

  it('also one that the portal does not understand', async () => {
    const { store, sync } = await quietDevice()
    await Promise.all([store.write(message(1)), store.write(message(2, ' ')), store.write(message(3))])
    await until(sync, (state) => state.status === 'refused')
    expect(await whereOf(store, message(2))).toBe('refused')
    expect(portal.ids()).toEqual([1, 3].map(idOf))
  })

  it('one that is too large alone is refused; the others find their way in smaller pushes', async () => {
    const store = await openMemoryStore()
    for (let n = 1; n <= 10; n++) await store.write(message(n, n === 4 ? 'x'.repeat(4000) : 'short'))
    portal.failWhen((_name, changes) => (JSON.stringify(changes).length > 1200 ? 'too-large' : undefined))
    const { sync } = await device({ store })
    await until(sync, (state) => state.status === 'refused')
    expect(await whereOf(store, message(4))).toBe('refused')
    expect(portal.ids()).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10].map(idOf))
  })

  it.each([
    { name: 'makes the portal fail', fault: 'server-error' },
    { name: 'a filter in between does not let pass', fault: 'html 403' },
  ] as const)('one that $name waits, and the others get through', async ({ fault }) => {
    const store = await openMemoryStore()
    for (let n = 1; n <= 8; n++) await store.write(message(n))
    const isPoisoned = (changes: readonly unknown[]): boolean => JSON.stringify(changes).includes(idOf(3))
    portal.failWhen((name, changes) => (name === 'push' && isPoisoned(changes) ? fault : undefined))
    const patient = await device({ store })
    const { sync } = patient
    await tryUntil(patient, (state) => isOffline(state) && portal.ids().length === 7)
    expect(sync.snapshot()).toMatchObject({ waiting: 1, problem: { code: 'server-error' } })
    expect(await whereOf(store, message(3))).toBe('on-device')
    portal.failWhen(undefined)
    await sync.syncNow()
    expect(sync.snapshot()).toMatchObject({ status: 'synced', waiting: 0 })
    for (let n = 1; n <= 8; n++) expect(portal.keptTimes(idOf(n))).toBe(1)
  })

  it('an answer that says nothing of what was sent is a fault, not a reason to ask without end', async () => {
    const { store, sync, timers } = await quietDevice()
    portal.failNext('empty')
    await store.write(message(1))
    await until(sync, isOffline)
    expect(names().filter((name) => name === 'push')).toHaveLength(1)
    timers.pass()
    await until(sync, isSynced)
    expect(portal.keptTimes(idOf(1))).toBe(1)
  })
})

describe('[SY5] failures', () => {
  it('are tried again after growing pauses, up to 30 s', async () => {
    const { store, sync, timers } = await quietDevice()
    portal.failWhen(() => 'html 502')
    await store.write(message(1))
    await until(sync, isOffline)
    const pauses: number[] = []
    for (let n = 0; n < 7; n++) {
      pauses.push(await timers.paused())
      timers.pass()
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    expect(portal.ids()).toEqual([])
    portal.failWhen(undefined)
    await timers.paused()
    timers.pass()
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([idOf(1)])
  })

  it('a write during a pause waits for its end', async () => {
    const { store, sync, timers } = await quietDevice()
    portal.failNext('html 200')
    await store.write(message(1))
    await until(sync, isOffline)
    await store.write(message(2))
    expect(sync.snapshot()).toMatchObject({ status: 'offline', waiting: 2 })
    expect(names().filter((name) => name === 'push')).toHaveLength(1)
    expect(await timers.paused()).toBe(1000)
    timers.pass()
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([1, 2].map(idOf))
  })

  it("the live channel's return cuts a pause short", async () => {
    const { store, sync } = await quietDevice()
    portal.failNext('cut before')
    await store.write(message(1))
    await until(sync, isOffline)
    server.broadcast(JSON.stringify({ type: 'ready' }))
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([idOf(1)])
  })

  it("so does the browser's network; without one the state says so, until something gets through", async () => {
    const { store, sync, online, timers } = await quietDevice()
    online.set(false)
    expect(sync.snapshot().status).toBe('offline')
    portal.failNext('cut before')
    await store.write(message(1))
    await timers.paused()
    await until(sync, (state) => state.problem !== undefined)
    online.set(true)
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([idOf(1)])
    online.set(false)
    await store.write(message(2))
    await until(sync, isSynced)
  })

  it('a network too slow for much at a time carries less at a time, and more again when it is better', async () => {
    const store = await openMemoryStore()
    for (let n = 1; n <= 40; n++) await store.write(message(n))
    for (let n = 101; n <= 180; n++) portal.keep(message(n))
    portal.failNext('cut before', 'cut before', 'cut before')
    const patient = await device({ store })
    await tryUntil(patient, (state) => state.waiting === 0)
    await tryUntil(patient, isSynced)
    const counts = (name: string): number[] =>
      portal.requests.filter((request) => request.name === name).map((request) => request.count)
    expect(counts('push')).toEqual([40, 20, 10, 5, 10, 20, 5])

    portal.requests.length = 0
    for (let n = 201; n <= 280; n++) portal.keep(message(n))
    portal.failNext('cut before', 'cut before')
    await patient.sync.syncNow()
    await tryUntil(patient, isSynced)
    expect(counts('pull').slice(0, 3)).toEqual([200, 100, 50])
    expect(await count(store)).toBe(200)
    expect(
      counts('pull')
        .slice(3)
        .every((limit) => limit >= 100),
    ).toBe(true)
  })

  it('an answer that takes too long counts as none', async () => {
    const store = await openMemoryStore()
    await store.write(message(1))
    const release = server.hold()
    const patient = await device({ store, timeoutMs: 40 })
    await until(patient.sync, isOffline)
    release()
    await tryUntil(patient, isSynced)
    expect(portal.keptTimes(idOf(1))).toBe(1)
  })

  it('someone who is not signed in is asked to; nothing is tried until there is a reason', async () => {
    const { store, sync, timers, visible } = await quietDevice()
    portal.failWhen(() => 'not-signed-in')
    await store.write(message(1))
    await until(sync, (state) => state.status === 'signed-out')
    expect(timers.pauses()).toEqual([])
    await store.write(message(2))
    expect(names()).toEqual(['push'])
    portal.failWhen(undefined)
    visible.set(false)
    visible.set(true)
    await until(sync, isSynced)
    expect(portal.ids()).toEqual([1, 2].map(idOf))
  })

  it("a portal's answer that the device cannot keep is told with the device's sentence", async () => {
    const store = await openMemoryStore()
    const broken: LocalStore = {
      ...store,
      accept: () => Promise.reject(new StoreError(problem('storage-full', 'No room on this device.'))),
    }
    portal.keep(message(1))
    const { sync } = await device({ store: broken })
    await until(sync, isOffline)
    expect(sync.snapshot().problem?.sentence).toBe('No room on this device.')
  })
})

describe('[SY6] tabs of one identity', () => {
  it('take turns, send each record once, and each knows its own state', async () => {
    const store = await openMemoryStore()
    let turn: Promise<unknown> = Promise.resolve()
    const exclusive: Exclusive = (work) => {
      const mine = turn.then(work, work)
      turn = mine.catch(() => undefined)
      return mine
    }
    const tabs = [
      await device({ store, exclusive }),
      await device({ store, exclusive }),
      await device({ store, exclusive }),
    ]
    for (let n = 1; n <= 12; n++) await store.write(message(n))
    await Promise.all(tabs.map(({ sync }) => until(sync, (state) => isSynced(state) && state.waiting === 0)))
    expect(server.mostInHand()).toBe(1)
    const sent = portal.requests.filter(({ name }) => name === 'push').map((push) => push.count)
    expect(sent.reduce((a, b) => a + b, 0)).toBe(12)
  })
})

describe('[SY7] asked by name', () => {
  it('syncNow waits for a round that began after the call', async () => {
    const { store, sync } = await quietDevice()
    const release = server.hold()
    const first = sync.syncNow()
    await store.write(message(1, 'elsewhere', sessionB))
    const second = sync.syncNow()
    release()
    await first
    await second
    expect(portal.keptTimes(idOf(1))).toBe(1)
    expect(sync.snapshot()).toMatchObject({ status: 'synced', waiting: 0 })
  })

  it('syncNow resolves also when nothing gets through', async () => {
    const { sync } = await quietDevice()
    portal.failNext('cut before', 'cut before')
    await Promise.all([sync.syncNow(), sync.syncNow()])
    expect(sync.snapshot().status).toBe('offline')
  })

  it('a closed sync asks for nothing, drops late answers, and lets nobody wait', async () => {
    const { store, sync, timers, online, visible } = await quietDevice()
    await store.write(message(1))
    const release = server.hold()
    const waits = sync.syncNow()
    sync.close()
    sync.close()
    release()
    await waits
    await sync.syncNow()
    await store.write(message(2))
    online.set(false)
    online.set(true)
    visible.set(false)
    visible.set(true)
    expect(timers.pauses()).toEqual([])
    expect(store.waiting.snapshot()).toBeGreaterThan(0)
  })
})

it('[SY8] two devices in bad weather: everything arrives, exactly once', async () => {
  const runs = checkSyncInBadWeather({ runs: 200, seed: 20261122, open: openMemoryStore })
  await expect(runs).resolves.toBeUndefined()
})
