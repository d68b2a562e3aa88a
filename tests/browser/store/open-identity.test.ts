import { deleteDB } from 'idb'
import { expect, it } from 'vitest'
import { identityName } from '#store/indexed-store.ts'
import { openIdentity } from '#store/open-identity.ts'
import { idOf, message, sessionA, until } from '../../contracts/local-store-records.ts'

it('[OI1] a guest whose portal does not answer keeps everything on the device, and says so', async () => {
  const self = { kind: 'guest', participantId: idOf(1), secret: 'A'.repeat(22) } as const
  const name = identityName(self)
  await deleteDB(name)
  // The test's own page is served by something that is no portal.
  const first = await openIdentity(self, window)
  expect(first.api.authorization).toBe(`Guest ${idOf(1)}.${'A'.repeat(22)}`)
  expect(first.store.durable).toBe(true)
  await first.store.write(message(1))
  const state = await until(first.sync, ({ status }) => status === 'offline')
  expect(state).toMatchObject({ waiting: 1, problem: { code: 'server-gone' } })
  first.close()

  const again = await openIdentity(self, window)
  expect(again.store.waiting.snapshot()).toBe(1)
  expect((await again.store.read('message', sessionA)).map(({ where }) => where.status)).toEqual([
    'on-device',
  ])
  again.close()
  await deleteDB(name)
})
