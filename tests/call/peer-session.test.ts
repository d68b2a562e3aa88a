import { describe, expect, it } from 'vitest'
import { createSharedSession } from '#call/peer-session.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Id } from '#domain/ids.ts'
import type { Seat } from '#domain/participant.ts'
import { foldScene, type SceneChange } from '#domain/scene.ts'
import type { LocalStore } from '#store/local-store.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createWire, type LinkedCall } from './linked-calls.ts'
import { anna, arrow, ben, id, operation, session, still, stroke } from './scene-fixtures.ts'

const names = new Map([
  [anna, 'Anna'],
  [ben, 'Ben'],
])
let numbers = 0

interface Place {
  readonly store: LocalStore
  readonly call: LinkedCall
  readonly shared: SharedSession
}

async function sit(
  wire: ReturnType<typeof createWire>,
  who: Id,
  kept?: LocalStore,
  seat: Seat = 'expert',
): Promise<Place> {
  const store = kept ?? (await openMemoryStore())
  const self = { id: who, name: names.get(who) ?? 'Somebody', seat }
  const call = wire.plug(self)
  let time = 1_000
  const shared = await createSharedSession({
    call,
    store,
    self,
    sessionId: session,
    now: () => time++,
    makeId: () => id(0xf00 + numbers++),
  })
  return { store, call, shared }
}

const put = (number: number, author: Id): SceneChange => ({
  kind: 'mark.put',
  mark: arrow(id(number), author),
})
const marksOf = (place: Place): readonly Id[] => [...place.shared.snapshot().scene.marks.keys()]
const scenesIn = async (store: LocalStore): Promise<number> => (await store.read('scene', session)).length

describe('a shared session', () => {
  it('[SS1] has a change at once, stores it, and only then sends it', async () => {
    const wire = createWire()
    const store = await openMemoryStore()
    let finish = (): void => undefined
    const gate = new Promise<void>((open) => (finish = open))
    const slow: LocalStore = { ...store, write: (change) => gate.then(() => store.write(change)) }
    const here = await sit(wire, anna, slow)
    const there = await sit(wire, ben)
    const { operation: made, stored } = here.shared.commit(put(1, anna))
    expect(marksOf(here)).toEqual([id(1)])
    expect(made).toMatchObject({ author: anna, sessionId: session, clock: 1 })
    await Promise.resolve()
    expect(here.call.sent.filter(({ type }) => type === 'scene')).toEqual([])
    finish()
    await stored
    await expect.poll(() => marksOf(there)).toEqual([id(1)])
    expect(await here.store.outbox(10)).toEqual([{ kind: 'scene', record: made }])
  })

  it('[SS2] sends in the order of making, whatever the disk does', async () => {
    const wire = createWire()
    const store = await openMemoryStore()
    const gates: (() => void)[] = []
    const slow: LocalStore = {
      ...store,
      write: (change) => new Promise<void>((open) => gates.push(open)).then(() => store.write(change)),
    }
    const here = await sit(wire, anna, slow)
    const there = await sit(wire, ben)
    for (const number of [1, 2, 3]) here.shared.commit(put(number, anna))
    for (const open of gates.toReversed()) open()
    await expect.poll(() => marksOf(there)).toEqual([id(1), id(2), id(3)])
    const sent = here.call.sent.flatMap((message) => (message.type === 'scene' ? message.operations : []))
    expect(sent.map(({ clock }) => clock)).toEqual([1, 2, 3])
  })

  it('[SS3] goes on when the device is full: the peers see the mark, and the promise says why it is not kept', async () => {
    const wire = createWire()
    const store = await openMemoryStore()
    const here = await sit(wire, anna, { ...store, write: () => Promise.reject(new Error('full')) })
    const there = await sit(wire, ben)
    const { stored } = here.shared.commit(put(1, anna))
    await expect(stored).rejects.toThrow('full')
    await expect.poll(() => marksOf(there)).toEqual([id(1)])
  })

  it('[SS4] keeps what peers do, without sending it to the portal, and counts on from their clock', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    for (const number of [1, 2]) here.shared.commit(put(number, anna))
    await expect.poll(() => scenesIn(there.store)).toBe(2)
    expect(await there.store.outbox(10)).toEqual([])
    expect(there.shared.commit(put(3, ben)).operation.clock).toBe(3)
    await expect.poll(() => marksOf(here)).toEqual([id(1), id(2), id(3)])
  })

  it('[SS5] gives a late joiner every operation, also from before a reload', async () => {
    const store = await openMemoryStore()
    const before = await sit(createWire(), anna, store)
    for (let number = 1; number <= 450; number++)
      before.shared.commit({ kind: 'mark.put', mark: stroke(id(number), anna, 30) })
    await expect.poll(() => scenesIn(store)).toBe(450)
    before.shared.close()

    const wire = createWire()
    const here = await sit(wire, anna, store)
    expect(marksOf(here)).toHaveLength(450)
    expect(here.shared.snapshot()).toMatchObject({ canUndo: true, canRedo: false })
    const late = await sit(wire, ben)
    await expect.poll(() => late.shared.snapshot().scene.marks.size).toBe(450)
    expect(marksOf(late)).toEqual(marksOf(here))
    const log = (await late.store.read('scene', session)).map(({ record }) => record)
    expect([...foldScene(log).marks.keys()]).toEqual(marksOf(here))
  })

  it('[SS6] takes in what comes from the portal while the call runs', async () => {
    const here = await sit(createWire(), anna)
    const record = operation(1, 7, ben, put(5, ben))
    await here.store.accept([{ revision: 1, change: { kind: 'scene', record } }], 1)
    await expect.poll(() => marksOf(here)).toEqual([id(5)])
    expect(here.shared.commit(put(6, anna)).operation.clock).toBe(8)
  })

  it('[SS7] drops and counts another session’s operations and absurd clocks', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    const strange = { ...operation(1, 1, ben, put(1, ben)), sessionId: id(0xbad) }
    const absurd = operation(2, 2_000_000, ben, put(2, ben))
    there.call.send({ type: 'scene', operations: [strange, absurd, operation(3, 1, ben, put(3, ben))] })
    expect(marksOf(here)).toEqual([id(3)])
    expect(here.shared.snapshot().dropped).toBe(2)
    await expect.poll(() => scenesIn(here.store)).toBe(1)
  })

  it('[SS8] undo reaches everybody and touches nobody else’s', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    here.shared.commit(put(1, anna))
    await expect.poll(() => marksOf(there)).toEqual([id(1)])
    there.shared.commit(put(2, ben))
    await expect.poll(() => marksOf(here)).toEqual([id(1), id(2)])
    here.shared.undo()
    expect(marksOf(here)).toEqual([id(2)])
    await expect.poll(() => marksOf(there)).toEqual([id(2)])
    expect(here.shared.snapshot()).toMatchObject({ canUndo: false, canRedo: true })
    expect(there.shared.snapshot()).toMatchObject({ canUndo: true, canRedo: false })
    here.shared.undo()
    here.shared.redo()
    await expect.poll(() => new Set(marksOf(there))).toEqual(new Set([id(1), id(2)]))
  })

  it('[SS9] a word is stored, then heard and kept by the others; only its author can say it', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    await here.shared.say('  Turn the valve  ')
    const read = async (place: Place): Promise<readonly (readonly string[])[]> =>
      (await place.store.read('message', session)).map(({ record, where }) => [
        record.text,
        record.authorName,
        where.status,
      ])
    await expect.poll(() => read(there)).toEqual([['Turn the valve', 'Anna', 'received']])
    expect(await read(here)).toEqual([['Turn the valve', 'Anna', 'on-device']])
    const [said] = here.call.sent.filter((message) => message.type === 'chat')
    if (said === undefined) throw new Error('nothing was sent')
    there.call.send({ ...said, message: { ...said.message, id: id(0xfa4e), text: 'Not hers' } })
    expect(here.shared.snapshot().dropped).toBe(1)
    await here.shared.say('   ')
    expect(await read(here)).toHaveLength(1)
    await here.shared.say('x'.repeat(9_000))
    expect((await read(here)).map(([text]) => text?.length)).toEqual([14, 4_000, 4_000, 1_000])
  })

  it('[SS10] a late joiner hears the words that the portal does not have yet, and not the others', async () => {
    const wire = createWire()
    const here = await sit(wire, anna)
    await here.shared.say('in the portal')
    const [change] = await here.store.outbox(1)
    if (change === undefined) throw new Error('nothing waits')
    await here.store.settle([{ status: 'accepted', id: change.record.id, revision: 1 }], [change])
    await here.shared.say('on the device')
    const late = await sit(wire, ben)
    await expect
      .poll(async () => (await late.store.read('message', session)).map(({ record }) => record.text))
      .toEqual(['on the device'])
  })

  it('[SS11] a still’s picture is kept first, reaches everyone, also who comes late, and is never replaced', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    const arrived: Id[] = []
    there.shared.onStillArrived((stillId) => arrived.push(stillId))
    const bytes = Uint8Array.from({ length: 120_000 }, (_, at) => [0xff, 0xd8, 0xff][at] ?? at & 0xff)
    here.shared.commit({ kind: 'still.put', still: still(id(7), anna) })
    await here.shared.shareStill(id(7), new Blob([bytes]))
    await expect.poll(() => arrived).toEqual([id(7)])
    const kept = async (place: Place): Promise<Uint8Array | undefined> => {
      const blob = await place.store.getBlob(id(7))
      return blob && new Uint8Array(await blob.arrayBuffer())
    }
    expect(await kept(there)).toEqual(bytes)
    await there.shared.shareStill(id(8), new Blob([bytes]))
    there.call.send({
      type: 'still.slice',
      stillId: id(7),
      index: 0,
      count: 1,
      base64: btoa('\xff\xd8\xff other'),
    })
    const late = await sit(wire, id(0xc))
    await expect.poll(() => kept(late)).toEqual(bytes)
    expect(await kept(here)).toEqual(bytes)
    expect(arrived).toEqual([id(7)])
  })

  it('[SS13] a still’s author alone gives it a sharper picture, also to who was away meanwhile', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    const small = new Blob(['\u{0}'], { type: 'image/jpeg' })
    const jpegOf = (size: number): Uint8Array<ArrayBuffer> =>
      Uint8Array.from({ length: size }, (_, at) => [0xff, 0xd8, 0xff][at] ?? at & 0xff)
    const sizeAt = async (place: Place): Promise<number | undefined> =>
      (await place.store.getBlob(id(7)))?.size
    here.shared.commit({ kind: 'still.put', still: still(id(7), anna) })
    await here.shared.shareStill(id(7), new Blob([jpegOf(1_000)]))
    await expect.poll(() => sizeAt(there)).toBe(1_000)
    const arrived: Id[] = []
    there.shared.onStillArrived((stillId) => arrived.push(stillId))

    const view = { width: 1280, height: 720 }
    // Ben is not its author: what he sends as sharper changes nothing.
    await there.shared.sharpenStill(id(7), small, view, 'nobody')
    await here.shared.sharpenStill(id(7), new Blob([jpegOf(90_000)]), view, 'nobody')
    await expect.poll(() => sizeAt(there)).toBe(90_000)
    expect(await sizeAt(here)).toBe(90_000)
    expect(arrived).toEqual([id(7)])

    const store = await openMemoryStore()
    await store.putBlob(id(7), new Blob([jpegOf(1_000)]))
    const late = await sit(wire, id(0xd), store)
    await expect.poll(() => sizeAt(late)).toBe(90_000)
  })

  it('[SS14] a technician clears what is theirs, an expert everything; what a technician has no right to is dropped and counted', async () => {
    const wire = createWire()
    const here = await sit(wire, anna)
    const phone = await sit(wire, ben, undefined, 'technician')
    here.shared.commit(put(1, anna))
    phone.shared.commit(put(2, ben))
    await expect.poll(() => marksOf(here)).toEqual([id(1), id(2)])
    const clear = (number: number, of?: Id) =>
      phone.call.send({
        type: 'scene',
        operations: [operation(number, 50 + number, ben, { kind: 'clear', ...(of && { of }) })],
      })
    clear(1)
    clear(2, anna)
    await expect.poll(() => here.shared.snapshot().dropped).toBe(2)
    expect(marksOf(here)).toEqual([id(1), id(2)])
    clear(3, ben)
    await expect.poll(() => marksOf(here)).toEqual([id(1)])
    here.shared.commit({ kind: 'clear' })
    await expect.poll(() => marksOf(phone)).toEqual([])
  })

  it('[SS15] a picture beyond the newest is asked for and sent once; what is not of the scene is not', async () => {
    const wire = createWire()
    const here = await sit(wire, anna)
    for (let at = 1; at <= 10; at++) {
      here.shared.commit({ kind: 'still.put', still: still(id(at), anna, at) })
      await here.shared.shareStill(id(at), new Blob([Uint8Array.of(0xff, 0xd8, 0xff, at)]))
    }
    await here.store.putBlob(id(99), new Blob([Uint8Array.of(0xff, 0xd8, 0xff)]))
    const late = await sit(wire, ben)
    await expect.poll(() => late.store.getBlob(id(3))).toBeDefined()
    expect(await late.store.getBlob(id(1))).toBeUndefined()

    const arrived: Id[] = []
    late.shared.onStillArrived((stillId) => arrived.push(stillId))
    late.shared.askStill(id(99))
    late.shared.askStill(id(1))
    late.shared.askStill(id(1))
    await expect.poll(() => arrived).toEqual([id(1)])
    expect(await late.store.getBlob(id(1))).toBeDefined()
    const slicesOf = (stillId: Id): number =>
      here.call.sent.filter((sent) => sent.type === 'still.slice' && sent.stillId === stillId).length
    // Shared while nobody was here, and sent when it was asked for.
    expect(slicesOf(id(1))).toBe(2)
    expect(slicesOf(id(99))).toBe(0)
  })

  it('says nothing more once it is closed', async () => {
    const wire = createWire()
    const [here, there] = [await sit(wire, anna), await sit(wire, ben)]
    there.shared.close()
    here.shared.commit(put(1, anna))
    await expect.poll(() => scenesIn(here.store)).toBe(1)
    await expect.poll(() => here.call.sent.length).toBeGreaterThan(0)
    expect(marksOf(there)).toEqual([])
  })
})
