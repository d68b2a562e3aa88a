import { afterEach, describe, expect, it } from 'vitest'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { createHolds } from '#call/holds.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { Placement } from '#domain/placement.ts'
import { createSelection } from '#expert/selection.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createWire } from '../call/linked-calls.ts'
import { anna, ben, id, model, session } from '../call/scene-fixtures.ts'

const pump = model(id(1), anna, 2)

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Anna at the desk with a model selected; Ben holds the phone. */
async function sit() {
  const wire = createWire()
  const now = (): number => Date.now()
  const call = wire.plug({ id: anna, name: 'Anna', seat: 'expert' })
  const phone = wire.plug({ id: ben, name: 'Ben', seat: 'technician' })
  await Promise.resolve()
  const self = { id: anna, sessionId: session, name: 'Anna', seat: 'expert', joinedAt: 1 } as const
  const shared = await createSharedSession({
    call,
    store: await openMemoryStore(),
    self,
    sessionId: session,
    now,
    makeId: () => crypto.randomUUID(),
  })
  const holds = createHolds({ call, self, now })
  const hand = createHolds({ call: phone, self: { id: ben, name: 'Ben' }, now })
  const selection = createSelection({
    call,
    shared,
    models: createModelLibrary(),
    holds,
    selfId: anna,
    now,
    makeId: () => crypto.randomUUID(),
    view: () => undefined,
    technicianId: () => undefined,
    units: () => 'metric',
    aspect: () => 1.5,
  })
  closers.push(() => {
    for (const engine of [selection, holds, hand, shared, call, phone]) engine.close()
  })
  shared.commit({ kind: 'placement.put', placement: pump })
  selection.select(pump.id)
  const standing = (): Placement | undefined => shared.snapshot().scene.placements.get(pump.id)
  return { selection, hand, standing }
}

describe('[EX13] what another hand holds', () => {
  it('is not moved, turned, resized or deleted by keys, and whose hand it is is said', async () => {
    const { selection, hand, standing } = await sit()
    hand.grab(pump.id)
    const before = standing()
    for (const press of [
      () => selection.turn(0.3),
      () => selection.resize(1.25),
      () => selection.nudge(8, 0),
      () => selection.reset(),
      () => selection.scaleTo(1),
      () => selection.remove(),
    ]) {
      selection.select(pump.id)
      press()
      expect(standing()).toBe(before)
      expect(selection.snapshot().spoken).toMatch(/^Ben has a hand on pump/)
    }
    expect(selection.snapshot().selected).toMatchObject({ heldBy: 'Ben' })
  })

  it('is free again once it was let go; what is shown of it changes all the while', async () => {
    const { selection, hand, standing } = await sit()
    hand.grab(pump.id)
    selection.showPart('Lid', false)
    expect(standing()?.hiddenParts).toEqual(['Lid'])
    hand.release(pump.id)
    selection.turn(0.3)
    expect(standing()?.pose.orientation[3]).toBeLessThan(1)
    selection.scaleTo(1)
    expect(standing()?.scale).toBe(1)
  })
})
