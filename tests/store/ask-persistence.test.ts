import { expect, it } from 'vitest'
import { askPersistence } from '#store/ask-persistence.ts'

const room = { quota: 1000, usage: 300 }

it.each([
  { name: 'is already promised', already: true, persist: false, persisted: true },
  { name: 'is promised now', already: false, persist: true, persisted: true },
  { name: 'is not promised', already: false, persist: false, persisted: false },
])('[AP1] keeping $name', async ({ already, persist, persisted }) => {
  const storage = {
    persisted: () => Promise.resolve(already),
    persist: () => Promise.resolve(persist),
    estimate: () => Promise.resolve(room),
  }
  expect(await askPersistence(storage)).toEqual({ persisted, freeBytes: 700 })
})

it('[AP2] a browser that knows nothing of it, or fails, promises nothing', async () => {
  expect(await askPersistence(undefined)).toEqual({ persisted: false })
  const broken = {
    persisted: () => Promise.reject(new TypeError('opaque origin')),
    persist: () => Promise.reject(new TypeError('opaque origin')),
    estimate: () => Promise.reject(new TypeError('opaque origin')),
  }
  expect(await askPersistence(broken)).toEqual({ persisted: false })
})

it('[AP3] more used than allowed is no room, not less than none', async () => {
  const storage = {
    persisted: () => Promise.resolve(true),
    persist: () => Promise.resolve(true),
    estimate: () => Promise.resolve({ quota: 10, usage: 30 }),
  }
  expect(await askPersistence(storage)).toEqual({ persisted: true, freeBytes: 0 })
})
