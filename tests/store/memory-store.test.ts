import { expect, it } from 'vitest'
import { openMemoryStore } from '#store/memory-store.ts'
import { checkAgainstModel } from '../contracts/local-store-model.ts'
import { localStoreLaw } from '../contracts/local-store.law.ts'

localStoreLaw('memory', openMemoryStore)

it('says that it does not outlive the page', async () => {
  expect((await openMemoryStore()).durable).toBe(false)
})

it('[ST7] keeps own work through every interleaving with peers and portal', async () => {
  const runs = checkAgainstModel({ runs: 1500, seed: 20261122, open: openMemoryStore })
  await expect(runs).resolves.toBeUndefined()
})
