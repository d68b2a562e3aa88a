import { expect, it } from 'vitest'
import type { SceneChange } from '#domain/scene.ts'
import { recordLostEverywhere } from '#recording/lost-stills.ts'
import { openMemoryStore } from '#store/memory-store.ts'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [own, other, session, space, later] = [id(1), id(2), id(3), id(4), id(5)]
const NOW = 1_000_000
const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1] } as const
const camera = { spaceId: space, frame: 7, pose, projection: [1, 1, 0, 0] } as const

it('[LS1] a still whose page went away is recorded when the portal opens, once, as the scene knows it by then', async () => {
  const store = await openMemoryStore()
  let clock = 0
  const log = (change: SceneChange) =>
    store.write({
      kind: 'scene',
      record: { id: id(100 + ++clock), sessionId: session, author: own, clock, at: clock, change },
    })
  const still = (n: number, author: string, at = 1) => ({ id: id(n), author, at, width: 640, height: 360 })
  await log({ kind: 'still.put', still: { ...still(10, own), camera } })
  await log({ kind: 'still.put', still: still(11, other) })
  await log({ kind: 'still.put', still: still(12, own) })
  await log({ kind: 'still.put', still: still(13, own, NOW - 1000) })
  await log({ kind: 'space.join', from: space, to: later, transform: pose })
  // Number 12 has no picture on this device: somebody else's does its record.
  for (const n of [10, 11, 13]) await store.putBlob(id(n), new Blob(['jpeg']))

  const recover = () => recordLostEverywhere(store, ({ author }) => author === own, NOW)
  await recover()
  await recover()
  const records = (await store.readAll('still')).map(({ record }) => record)
  expect(records.map((record) => record.id)).toEqual([id(10)])
  expect(records[0]).toMatchObject({ sessionId: session, camera: { spaceId: later, frame: 7 } })
})
