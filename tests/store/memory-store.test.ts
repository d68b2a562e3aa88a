import { expect, it } from 'vitest'
import { identityName, openLocalStore } from '#store/indexed-store.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { checkAgainstModel } from '../contracts/local-store-model.ts'
import { message } from '../contracts/local-store-records.ts'
import { localStoreLaw } from '../contracts/local-store.law.ts'

localStoreLaw('memory', openMemoryStore)

it('says that it does not outlive the page', async () => {
  expect((await openMemoryStore()).durable).toBe(false)
})

it('[ST7] keeps own work through every interleaving with peers and portal', async () => {
  const runs = checkAgainstModel({ runs: 1500, seed: 20261122, open: openMemoryStore })
  await expect(runs).resolves.toBeUndefined()
})

it('is what a page gets to which the browser gives no database', async () => {
  const store = await openLocalStore({ name: identityName({ kind: 'agent', agentId: 'a' }) })
  expect(store.durable).toBe(false)
  await store.write(message(1))
  expect(await store.outbox(10)).toEqual([message(1)])
})
