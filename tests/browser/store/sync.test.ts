import { deleteDB } from 'idb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import { createSignal, createValue } from '#domain/engine.ts'
import type { LiveNotice } from '#domain/live.ts'
import { browserVisible, oneTabAtATime } from '#store/browser-edge.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { openLocalStore } from '#store/indexed-store.ts'
import type { LocalStore } from '#store/local-store.ts'
import { createSync, type Sync } from '#store/sync.ts'
import { realTimers } from '#store/timers.ts'
import { idOf, message, recording, sessionA, until } from '../../contracts/local-store-records.ts'
import { createManualTimers, type ManualTimers } from '../../store/manual-timers.ts'
import { createPortalDouble, fetchOf, type PortalDouble } from '../../store/portal-double.ts'
import { checkSyncInBadWeather } from '../../store/sync-chaos.ts'

let portal: PortalDouble
const names = new Set<string>()
const closers: (() => void)[] = []

beforeEach(() => {
  portal = createPortalDouble()
})
afterEach(async () => {
  for (const close of closers.splice(0)) close()
  for (const name of names) await deleteDB(name)
  names.clear()
})

interface Page {
  readonly store: LocalStore
  readonly sync: Sync
  readonly timers: ManualTimers
  close(): void
}

/** One page of one identity: a real database, real locks; the network is the portal double. */
async function openPage(name: string): Promise<Page> {
  names.add(name)
  const store = await openLocalStore({ name })
  const timers = createManualTimers()
  const notices = createSignal<[LiveNotice]>()
  const offPortal = portal.onChanged((revision) => notices.emit({ type: 'changed', revision }))
  const sync = createSync({
    store,
    api: createPortalApi({ baseUrl: '', fetch: fetchOf(portal) }),
    live: { onNotice: notices.on },
    timers,
    online: createValue(true),
    visible: browserVisible(document),
    exclusive: oneTabAtATime(`${name}-sync`, navigator.locks, realTimers),
    now: Date.now,
    random: () => 1,
  })
  const page = {
    store,
    sync,
    timers,
    close() {
      offPortal()
      sync.close()
      store.close()
    },
  }
  closers.push(page.close)
  return page
}

const newName = (): string => crypto.randomUUID()

describe('[SY9] a page that is closed and opened again', () => {
  it('wrote without a network: all arrives once, also on a second device', async () => {
    const name = newName()
    portal.failWhen(() => 'cut before')
    const first = await openPage(name)
    for (const n of [1, 2, 3]) await first.store.write(message(n))
    await first.store.write(recording(4, 'capturing'))
    await first.sync.syncNow()
    expect(first.sync.snapshot()).toMatchObject({ status: 'offline', waiting: 4 })
    first.close()

    const offline = await openPage(name)
    expect(offline.store.waiting.snapshot()).toBe(4)
    await offline.store.write(recording(4, 'finished'))
    offline.close()

    portal.failWhen(undefined)
    const again = await openPage(name)
    await until(again.sync, (state) => state.status === 'synced')
    expect(portal.ids()).toEqual([1, 2, 3, 4].map(idOf))
    for (const n of [1, 2, 3, 4]) expect(portal.keptTimes(idOf(n))).toBe(1)
    expect(portal.kept(idOf(4))).toEqual(recording(4, 'finished'))

    const second = await openPage(newName())
    await until(second.sync, (state) => state.status === 'synced')
    expect(await second.store.read('message', sessionA)).toEqual(await again.store.read('message', sessionA))
    expect(await second.store.readAll('recording')).toHaveLength(1)
  })

  it('in the middle of an answer: nothing is lost and nothing is there twice', async () => {
    const name = newName()
    const first = await openPage(name)
    await first.sync.syncNow()
    portal.failNext('cut after')
    await first.store.write(message(1))
    await until(first.sync, (state) => state.status === 'offline')
    expect(portal.keptTimes(idOf(1))).toBe(1)
    first.close()

    const again = await openPage(name)
    expect(await again.store.outbox(10)).toEqual([message(1)])
    await until(again.sync, (state) => state.status === 'synced')
    expect(portal.keptTimes(idOf(1))).toBe(1)
    expect((await again.store.read('message', sessionA)).map(({ where }) => where.status)).toEqual([
      'in-portal',
    ])
  })

  it('[SY8] two devices in bad weather, pages closed at any time: everything arrives, exactly once', async () => {
    const nameOf = new Map<LocalStore, string>()
    const openNamed = async (name: string): Promise<LocalStore> => {
      names.add(name)
      const store = await openLocalStore({ name })
      nameOf.set(store, name)
      return store
    }
    const runs = checkSyncInBadWeather({
      runs: 40,
      seed: 20261122,
      open: () => openNamed(newName()),
      reopen(store) {
        store.close()
        return openNamed(nameOf.get(store) ?? '')
      },
    })
    await expect(runs).resolves.toBeUndefined()
  })
})

describe('[SY6] tabs of one identity', () => {
  it('take turns by a Web Lock and send each record once; each shows the other its records', async () => {
    const name = newName()
    const tabs = [await openPage(name), await openPage(name), await openPage(name)]
    await Promise.all(
      tabs.flatMap(({ store }, tab) =>
        Array.from({ length: 10 }, (_, n) => store.write(message(tab * 10 + n + 1))),
      ),
    )
    for (const { sync, store } of tabs) {
      await until(sync, (state) => state.status === 'synced' && state.waiting === 0)
      const list = store.watch('message', sessionA)
      await until(
        list,
        (kept) => kept?.length === 30 && kept.every(({ where }) => where.status === 'in-portal'),
      )
    }
    const sent = portal.requests.filter(({ name: request }) => request === 'push')
    expect(sent.reduce((sum, { count }) => sum + count, 0)).toBe(30)
    expect(portal.ids()).toHaveLength(30)
  })

  it('a tab that sleeps in its round does not hold the others up for good', async () => {
    const name = newName()
    let wake = (): void => undefined
    let asleep: Promise<void> | undefined
    await new Promise<void>((isHeld) => {
      asleep = navigator.locks.request(`${name}-sync`, () => {
        isHeld()
        return new Promise<void>((resolve) => (wake = resolve))
      })
    })
    const timers = createManualTimers()
    const run = oneTabAtATime(`${name}-sync`, navigator.locks, timers)
    const order: string[] = []
    const work = run(() => Promise.resolve(order.push('worked')))
    expect(timers.pauses()).toEqual([30_000])
    expect(order).toEqual([])
    timers.pass()
    await work
    expect(order).toEqual(['worked'])
    wake()
    await asleep
    await run(() => Promise.resolve(order.push('again')))
    expect(timers.pauses()).toEqual([])
    await expect(run(() => Promise.reject(new RangeError('mine')))).rejects.toThrow(RangeError)
    const without = oneTabAtATime(name, undefined, timers)
    expect(await without(() => Promise.resolve('done'))).toBe('done')
  })
})

it('[SY10] what the full device cannot keep is asked for again once there is room', async () => {
  const { origin } = location
  await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 })
  await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  const page = await openPage(newName())
  await page.sync.syncNow()
  for (let n = 1; n <= 180; n++) portal.keep(message(n, 'long '.repeat(800).trim()))
  await until(page.sync, (state) => state.problem?.code === 'storage-full')
  expect(await page.store.readAll('message')).toEqual([])
  expect(await page.store.cursor()).toBe(0)
  await cdp().send('Storage.overrideQuotaForOrigin', { origin })
  await page.sync.syncNow()
  expect(page.sync.snapshot().status).toBe('synced')
  expect(await page.store.readAll('message')).toHaveLength(180)
})
