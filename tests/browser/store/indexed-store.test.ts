import { deleteDB, openDB } from 'idb'
import { afterEach, describe, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import type { LocalStore } from '#store/local-store.ts'
import { identityName, openLocalStore } from '#store/indexed-store.ts'
import { StoreError } from '#store/store-error.ts'
import { checkAgainstModel } from '../../contracts/local-store-model.ts'
import { accepted, idOf, message, recording, sessionA, until } from '../../contracts/local-store-records.ts'
import { localStoreLaw } from '../../contracts/local-store.law.ts'

const opened: { readonly name: string; readonly store: LocalStore }[] = []

async function open(name: string = crypto.randomUUID()): Promise<LocalStore> {
  const store = await openLocalStore({ name })
  opened.push({ name, store })
  return store
}

afterEach(async () => {
  for (const { store } of opened) store.close()
  for (const name of new Set(opened.splice(0).map((entry) => entry.name))) await deleteDB(name)
})

localStoreLaw('IndexedDB', open)

it('[ST7] keeps own work through every interleaving, also when closed and opened again', async () => {
  const names = new Map<LocalStore, string>()
  const runs = checkAgainstModel({
    runs: 60,
    seed: 20261122,
    async open() {
      const name = crypto.randomUUID()
      const store = await open(name)
      names.set(store, name)
      return store
    },
    async reopen(store) {
      const name = names.get(store) ?? ''
      store.close()
      const again = await open(name)
      names.set(again, name)
      return again
    },
  })
  await expect(runs).resolves.toBeUndefined()
})

describe('[ST8] what was written', () => {
  it('is there after closing and opening again', async () => {
    const name = crypto.randomUUID()
    const first = await open(name)
    await first.write(message(2))
    await first.write(recording(1, 'finished'))
    await first.accept([accepted(4, message(3))], 9)
    await first.putBlob(idOf(5), new Blob(['picture'], { type: 'image/jpeg' }))
    first.close()

    const again = await open(name)
    expect(again.durable).toBe(true)
    expect(again.waiting.snapshot()).toBe(2)
    expect(await again.outbox(10)).toEqual([message(2), recording(1, 'finished')])
    expect(await again.cursor()).toBe(9)
    expect((await again.read('message', sessionA)).map(({ where }) => where.status)).toEqual([
      'on-device',
      'in-portal',
    ])
    expect(await (await again.getBlob(idOf(5)))?.text()).toBe('picture')
  })

  it('is apart for each identity', async () => {
    const names = [
      identityName({ kind: 'agent', agentId: 'a1' }),
      identityName({ kind: 'guest', participantId: idOf(1) }),
      identityName({ kind: 'guest', participantId: idOf(2) }),
    ]
    expect(new Set(names).size).toBe(3)
    const [agent, guest] = await Promise.all(names.slice(0, 2).map(open))
    await agent?.write(message(1))
    expect(await guest?.readAll('message')).toEqual([])
  })
})

describe('[ST9] two tabs of one identity', () => {
  it('see each other write, in lists and in the count of what waits', async () => {
    const name = crypto.randomUUID()
    const [here, there] = [await open(name), await open(name)]
    const list = there.watch('message', sessionA)
    const off = list.subscribe(() => undefined)
    await here.write(message(1))
    await until(list, (kept) => kept?.[0]?.where.status === 'on-device')
    await until(there.waiting, (waiting) => waiting === 1)
    await there.settle([{ status: 'accepted', id: idOf(1), revision: 3 }], [message(1)])
    await until(here.waiting, (waiting) => waiting === 0)
    await here.receive(message(2))
    const both = await until(list, (kept) => kept?.length === 2)
    expect(both?.map(({ where }) => where.status)).toEqual(['in-portal', 'received'])
    off()
  })

  it('write at once and lose nothing', async () => {
    const name = crypto.randomUUID()
    const [here, there] = [await open(name), await open(name)]
    const list = here.watch('message', sessionA)
    const off = list.subscribe(() => undefined)
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? here : there).write(message(n + 1))),
    )
    expect(await until(list, (kept) => kept?.length === 40)).toEqual(await there.read('message', sessionA))
    expect((await here.outbox(100)).map(({ record }) => record.id).sort((a, b) => (a < b ? -1 : 1))).toEqual(
      Array.from({ length: 40 }, (_, n) => idOf(n + 1)),
    )
    await until(here.waiting, (waiting) => waiting === 40)
    off()
  })

  it('ignore strangers on their channel', async () => {
    const name = crypto.randomUUID()
    const [here, there] = [await open(name), await open(name)]
    const stranger = new BroadcastChannel(name)
    stranger.postMessage({ not: 'ids' })
    stranger.postMessage([1, 2])
    await there.write(message(1))
    await until(here.waiting, (waiting) => waiting === 1)
    expect(await here.read('message', sessionA)).toHaveLength(1)
    stranger.close()
  })
})

describe('[ST10] trouble with the device', () => {
  it('a full device rejects with a sentence and keeps what was there', async () => {
    const { origin } = location
    await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 })
    // The browser remembers for half a minute how much room there was; starting with no database makes it ask.
    await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
    const store = await open()
    await store.write(message(1))
    try {
      const error = await store.write(message(2, 'x'.repeat(2_000_000))).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(StoreError)
      expect(error).toMatchObject({
        problem: { code: 'storage-full', sentence: expect.stringMatching(/no room left/) },
      })
      const picture = store.putBlob(idOf(3), new Blob([new Uint8Array(3_000_000)]))
      await expect(picture).rejects.toMatchObject({ problem: { code: 'storage-full' } })
    } finally {
      await cdp().send('Storage.overrideQuotaForOrigin', { origin })
    }
    expect(store.waiting.snapshot()).toBe(1)
    expect(await store.outbox(10)).toEqual([message(1)])
    await store.write(message(2))
    expect(await store.outbox(10)).toEqual([message(1), message(2)])
  })

  it('makes way for a newer page, then asks to reload; the newer database is not hidden by an empty one', async () => {
    const name = crypto.randomUUID()
    const store = await open(name)
    await store.write(message(1))
    const newer = await openDB(name, 2)
    await expect(store.write(message(2))).rejects.toMatchObject({
      problem: { code: 'device-storage', sentence: expect.stringMatching(/newer version.*Reload/) },
    })
    await expect(openLocalStore({ name })).rejects.toBeInstanceOf(StoreError)
    expect(await newer.count('records')).toBe(1)
    newer.close()
  })

  it('comes back when the browser takes the database away', async () => {
    const store = await open()
    await store.write(message(1))
    await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' })
    await store.write(message(2))
    expect(await store.outbox(10)).toEqual([message(2)])
  })

  it('a closed store rejects and changes nothing', async () => {
    const name = crypto.randomUUID()
    const store = await open(name)
    store.close()
    await expect(store.write(message(1))).rejects.toMatchObject({ problem: { code: 'device-storage' } })
    expect(await (await open(name)).readAll('message')).toEqual([])
  })
})
