import { expect, it } from 'vitest'
import { createShownStills } from '#expert/shown-stills.ts'
import { createWire } from '../call/linked-calls.ts'
import { anna, ben, id } from '../call/scene-fixtures.ts'

it('[EX20] a technician in AR is told of every still but those of the room that they see live', async () => {
  const wire = createWire()
  const expert = wire.plug({ id: anna, name: 'Ada', seat: 'expert' })
  const technician = wire.plug({ id: ben, name: 'Bob', seat: 'technician' })
  const heard: unknown[] = []
  technician.onMessage((message) => {
    if (message.type === 'still.show') heard.push(message.stillId)
  })
  const [inRoom, ofCamera] = [id(1), id(2)]
  const shown = createShownStills({
    call: expert,
    isInRoom: (stillId) => stillId === inRoom,
    onChange: () => undefined,
  })
  await expect.poll(() => expert.snapshot().peers.length).toBe(1)
  shown.tell(inRoom)
  shown.tell(ofCamera)
  shown.tell(inRoom)
  expect(heard.filter((stillId) => stillId !== undefined)).toEqual([ofCamera])
  expect(heard.at(-1)).toBeUndefined()
})

it('[EX21] hears which still the technician marks, and when they are done', async () => {
  const wire = createWire()
  const expert = wire.plug({ id: anna, name: 'Ada', seat: 'expert' })
  const technician = wire.plug({ id: ben, name: 'Bob', seat: 'technician' })
  const shown = createShownStills({ call: expert, isInRoom: () => false, onChange: () => undefined })
  await expect.poll(() => technician.snapshot().peers.length).toBe(1)
  technician.send({ type: 'still.show', stillId: id(1) })
  expect(shown.byOther()).toEqual({ stillId: id(1), name: 'Bob' })
  technician.send({ type: 'still.show' })
  expect(shown.byOther()).toBeUndefined()
})
