import { expect, it } from 'vitest'
import { createSharedSession } from '#call/peer-session.ts'
import type { Id } from '#domain/ids.ts'
import { createStillFile } from '#guest/still-file.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createWire } from '../call/linked-calls.ts'
import { anna, ben, id, session, still } from '../call/scene-fixtures.ts'
import { createManualTimers } from '../store/manual-timers.ts'

/** Somebody's place at the wire, with a memory of their own. */
async function sit(wire: ReturnType<typeof createWire>, who: Id) {
  const self = {
    id: who,
    name: who === anna ? 'Anna' : 'Ben',
    seat: who === anna ? 'expert' : 'technician',
  } as const
  const call = wire.plug(self)
  const store = await openMemoryStore()
  let count = 0
  const shared = await createSharedSession({
    call,
    store,
    self,
    sessionId: session,
    now: () => 1,
    makeId: () => id((who === anna ? 0x1000 : 0x2000) + ++count),
  })
  return { call, store, shared }
}

it('[SF1] a picture that is not here is said to be missing after a while, and comes when somebody who has it does', async () => {
  const wire = createWire()
  const here = await sit(wire, ben)
  const timers = createManualTimers()
  const file = createStillFile({ stillId: id(1), ...here, timers })
  expect(file.snapshot().status).toBe('coming')
  // It is asked for, and then given up.
  timers.pass()
  timers.pass()
  expect(file.snapshot().status).toBe('missing')

  // Older than what a late joiner is sent by itself.
  const other = await sit(wire, anna)
  for (let at = 1; at <= 10; at++) {
    other.shared.commit({ kind: 'still.put', still: still(id(at), anna, at) })
    await other.store.putBlob(id(at), new Blob([Uint8Array.of(0xff, 0xd8, 0xff, at)]))
  }
  await expect.poll(() => here.call.snapshot().peers.length).toBe(1)
  timers.pass()
  await expect.poll(() => file.snapshot().status).toBe('here')
  file.close()
})
