import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalStore, Settled } from '#store/local-store.ts'
import { problem } from '#domain/problem.ts'
import type { Change } from '#domain/sync.ts'
import {
  accepted,
  idOf,
  message,
  note,
  recording,
  removal,
  session,
  sessionA,
  sessionB,
  still,
  until,
} from './local-store-records.ts'

const ok = (n: number, revision: number): Settled => ({ status: 'accepted', id: idOf(n), revision })
const refusal = problem('session-ended')
const refused = (n: number): Settled => ({ status: 'refused', id: idOf(n), problem: refusal })
const inPortal = (revision: number, late = false) => ({ status: 'in-portal', revision, late })

/** What every local store does, whatever it is made of. `open` gives an empty one. */
export function localStoreLaw(name: string, open: () => Promise<LocalStore>): void {
  describe(`local store law: ${name}`, () => {
    let store: LocalStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const outboxIds = async (): Promise<string[]> => (await store.outbox(1000)).map(({ record }) => record.id)
    const whereOf = async (change: Change): Promise<unknown> =>
      (await store.readAll(change.kind)).find(({ record }) => record.id === change.record.id)?.where

    describe('[ST1] own records', () => {
      it('are kept, wait, and are counted', async () => {
        await store.write(message(1))
        expect(await store.read('message', sessionA)).toEqual([
          { record: message(1).record, where: { status: 'on-device' } },
        ])
        expect(await store.outbox(10)).toEqual([message(1)])
        expect(store.waiting.snapshot()).toBe(1)
      })

      it('leave in the order of writing, as many as asked for', async () => {
        for (const n of [5, 3, 9, 1]) await store.write(message(n))
        expect(await outboxIds()).toEqual([5, 3, 9, 1].map(idOf))
        expect((await store.outbox(2)).map(({ record }) => record.id)).toEqual([5, 3].map(idOf))
      })

      it('keep their order when written at once', async () => {
        const many = Array.from({ length: 60 }, (_, n) => n + 1)
        await Promise.all(many.map((n) => store.write(message(n))))
        expect(await outboxIds()).toEqual(many.map(idOf))
        expect(await store.read('message', sessionA)).toHaveLength(60)
      })

      it('written twice are there once and not changed', async () => {
        await store.write(message(1))
        await store.write(message(1, 'other words'))
        expect(await store.outbox(10)).toEqual([message(1)])
        expect(store.waiting.snapshot()).toBe(1)
      })

      it('written again after the portal has them do not wait again', async () => {
        await store.write(message(1))
        await store.settle([ok(1, 4)], [message(1)])
        await store.write(message(1))
        expect(await outboxIds()).toEqual([])
        expect(await whereOf(message(1))).toEqual(inPortal(4))
      })

      it('a recording that is further on takes the place of its waiting state, never the other way', async () => {
        await store.write(recording(1, 'capturing'))
        await store.write(message(2))
        await store.write(recording(1, 'finished'))
        expect(await store.outbox(10)).toEqual([recording(1, 'finished'), message(2)])
        await store.write(recording(1, 'capturing'))
        expect(await store.outbox(10)).toEqual([recording(1, 'finished'), message(2)])
      })

      it('become own when they first came from a peer', async () => {
        await store.receive(message(1))
        await store.write(message(1))
        expect(await outboxIds()).toEqual([idOf(1)])
        expect(await whereOf(message(1))).toEqual({ status: 'on-device' })
      })

      it('are refused with nothing changed when only the portal may write them', async () => {
        await expect(store.write(session(1))).rejects.toThrow('Only the portal writes a session')
        expect(await store.readAll('session')).toEqual([])
        expect(await outboxIds()).toEqual([])
      })

      it('are refused with nothing changed when their id is that of another kind', async () => {
        await store.write(message(1))
        await expect(store.write(note(1))).rejects.toThrow('is a message already')
        expect(await store.readAll('note')).toEqual([])
        expect(await store.outbox(10)).toEqual([message(1)])
      })
    })

    describe('[ST2] records of peers', () => {
      it('are kept and never sent', async () => {
        await store.receive(message(1))
        expect(await whereOf(message(1))).toEqual({ status: 'received' })
        expect(await outboxIds()).toEqual([])
        expect(store.waiting.snapshot()).toBe(0)
      })

      it('are kept many at once as they are one by one', async () => {
        await store.write(message(1, 'mine'))
        await store.receiveAll([message(1, 'not mine'), message(2), recording(3, 'finished'), message(2)])
        await store.receiveAll([])
        expect(await whereOf(message(1, 'mine'))).toEqual({ status: 'on-device' })
        expect(await whereOf(message(2))).toEqual({ status: 'received' })
        expect((await store.read('message', sessionA)).map(({ record }) => record.text)).toContain('mine')
        expect(await store.readAll('recording')).toHaveLength(1)
        expect(await outboxIds()).toHaveLength(1)
      })

      it('never take the place of what this device made', async () => {
        await store.write(message(1, 'mine'))
        await store.write(recording(2, 'capturing'))
        await store.receive(message(1, 'not mine'))
        await store.receive(recording(2, 'stored'))
        expect(await store.outbox(10)).toEqual([message(1, 'mine'), recording(2, 'capturing')])
        await store.settle([refused(1)], [message(1)])
        await store.receive(message(1, 'not mine'))
        expect((await store.read('message', sessionA))[0]?.record.text).toBe('mine')
      })

      it('move forward and not back', async () => {
        await store.receive(session(1))
        await store.receive(session(1, 2000))
        await store.receive(session(1))
        expect((await store.readAll('session'))[0]?.record.status).toBe('ended')
        await store.receive(recording(2, 'finished'))
        await store.receive(recording(2, 'capturing'))
        expect((await store.readAll('recording'))[0]?.record.status).toBe('finished')
      })
    })

    describe('[ST3] what the portal sent', () => {
      it('is kept with its revision, together with the cursor', async () => {
        expect(await store.cursor()).toBe(0)
        await store.accept([accepted(3, message(1)), accepted(5, message(2), true)], 7)
        expect(await whereOf(message(1))).toEqual(inPortal(3))
        expect(await whereOf(message(2))).toEqual(inPortal(5, true))
        expect(await store.cursor()).toBe(7)
      })

      it('never moves the cursor back', async () => {
        await store.accept([], 7)
        await store.accept([accepted(2, message(1))], 3)
        expect(await store.cursor()).toBe(7)
        expect(await whereOf(message(1))).toEqual(inPortal(2))
      })

      it('takes own records out of the outbox, when the answer to the push was lost', async () => {
        await store.write(message(1))
        await store.write(message(2))
        await store.accept([accepted(3, message(1))], 3)
        expect(await outboxIds()).toEqual([idOf(2)])
        expect(store.waiting.snapshot()).toBe(1)
      })

      it('counts as the record, since the portal signs it', async () => {
        await store.write(message(1))
        await store.settle([ok(1, 3)], [message(1)])
        await store.accept([accepted(3, message(1, 'as the portal has it'), true)], 3)
        expect((await store.read('message', sessionA))[0]?.record.text).toBe('as the portal has it')
        expect(await whereOf(message(1))).toEqual(inPortal(3, true))
      })

      it('gives a refused record its place after all', async () => {
        await store.write(message(1))
        await store.settle([refused(1)], [message(1)])
        await store.accept([accepted(9, message(1))], 9)
        expect(await whereOf(message(1))).toEqual(inPortal(9))
      })

      it('does not take back a later state that still waits', async () => {
        await store.write(recording(1, 'finished'))
        await store.accept([accepted(3, recording(1, 'capturing'))], 3)
        expect(await store.outbox(10)).toEqual([recording(1, 'finished')])
        expect(await whereOf(recording(1, 'finished'))).toEqual({ status: 'on-device' })
        await store.accept([accepted(4, recording(1, 'stored'))], 4)
        expect(await outboxIds()).toEqual([])
        expect((await store.readAll('recording'))[0]?.record.status).toBe('stored')
      })

      it('goes by revision, in whatever order it comes', async () => {
        await store.accept([accepted(5, session(1, 2000))], 5)
        await store.accept([accepted(2, session(1))], 5)
        expect(await store.readAll('session')).toEqual([
          { record: session(1, 2000).record, where: inPortal(5) },
        ])
        await store.accept([accepted(9, still(3, true))], 9)
        await store.accept([accepted(7, still(3, false))], 9)
        expect(await store.readAll('still')).toEqual([{ record: still(3, true).record, where: inPortal(9) }])
        await store.accept([accepted(6, session(2)), accepted(8, session(2, 2000))], 8)
        expect(await whereOf(session(2))).toEqual(inPortal(8))
      })
    })

    describe('[ST4] answers to a push', () => {
      it('say where each record is now', async () => {
        await store.write(message(1))
        await store.write(message(2))
        await store.settle([ok(1, 4), refused(2)], await store.outbox(10))
        expect(await whereOf(message(1))).toEqual(inPortal(4))
        expect(await whereOf(message(2))).toEqual({ status: 'refused', problem: refusal })
        expect(await outboxIds()).toEqual([])
        expect(store.waiting.snapshot()).toBe(0)
      })

      it.each([
        { name: 'accepted', answer: ok(1, 4) },
        { name: 'refused', answer: refused(1) },
      ])('about an earlier state leave the later one waiting: $name', async ({ answer }) => {
        await store.write(recording(1, 'capturing'))
        const pushed = await store.outbox(10)
        await store.write(recording(1, 'finished'))
        await store.settle([answer], pushed)
        expect(await store.outbox(10)).toEqual([recording(1, 'finished')])
        expect(await whereOf(recording(1, 'finished'))).toEqual({ status: 'on-device' })
      })

      it('change nothing when the portal has told more meanwhile', async () => {
        await store.write(recording(1, 'finished'))
        const pushed = await store.outbox(10)
        await store.accept([accepted(6, recording(1, 'stored'))], 6)
        await store.settle([ok(1, 5)], pushed)
        expect(await store.readAll('recording')).toEqual([
          { record: recording(1, 'stored').record, where: inPortal(6) },
        ])
      })

      it('do not take back what the portal has told of the same record', async () => {
        await store.write(message(1))
        await store.accept([accepted(4, message(1), true)], 4)
        await store.settle([ok(1, 4)], [message(1)])
        expect(await whereOf(message(1))).toEqual(inPortal(4, true))
      })

      it('about records that were not pushed are ignored', async () => {
        await store.write(message(1))
        await store.settle([ok(1, 4), ok(2, 5)], [message(3)])
        expect(await outboxIds()).toEqual([idOf(1)])
      })
    })

    describe('[ST5] live lists', () => {
      it('are undefined until read, then in the order of time, and the same object for the same question', async () => {
        await store.write(message(7))
        await store.write(message(3))
        await store.write(message(4, 'elsewhere', sessionB))
        const list = store.watch('message', sessionA)
        expect(list.snapshot()).toBeUndefined()
        expect(store.watch('message', sessionA)).toBe(list)
        const kept = await until(list, (value) => value !== undefined)
        expect(kept?.map(({ record }) => record.id)).toEqual([3, 7].map(idOf))
        const all = await until(store.watch('message'), (value) => value !== undefined)
        expect(all?.map(({ record }) => record.id)).toEqual([3, 4, 7].map(idOf))
      })

      it('are empty, not undefined, when there is nothing', async () => {
        expect(await until(store.watch('note', sessionA), (value) => value !== undefined)).toEqual([])
      })

      it('go by the clock of the scene log', async () => {
        await store.receive(removal(1, 9))
        await store.write(removal(2, 4))
        await store.write(removal(3, 9))
        const kept = await store.read('scene', sessionA)
        expect(kept.map(({ record }) => record.id)).toEqual([2, 1, 3].map(idOf))
        expect(await until(store.watch('scene', sessionA), (value) => value !== undefined)).toEqual(kept)
      })

      it('follow every command, tell once each, and keep what did not change', async () => {
        const list = store.watch('message', sessionA)
        let told = 0
        const off = list.subscribe(() => void told++)
        await until(list, (value) => value !== undefined)
        await store.write(message(1))
        const first = list.snapshot()
        expect(first).toHaveLength(1)
        await store.receive(message(2))
        const second = list.snapshot()
        expect(second?.[0]).toBe(first?.[0])
        await store.settle([ok(1, 3)], [message(1)])
        const third = list.snapshot()
        expect(third?.map(({ where }) => where.status)).toEqual(['in-portal', 'received'])
        expect(third?.[1]).toBe(second?.[1])
        await store.accept([accepted(4, message(2))], 4)
        expect(list.snapshot()?.[1]?.where).toEqual(inPortal(4))
        expect(told).toBe(5)
        off()
      })

      it('stay the same object when nothing changed', async () => {
        const list = store.watch('message', sessionA)
        const off = list.subscribe(() => undefined)
        await store.write(message(1))
        await store.settle([ok(1, 3)], [message(1)])
        const before = await until(list, (value) => value?.length === 1)
        await store.write(message(1))
        await store.receive(message(1))
        await store.accept([accepted(3, message(1))], 3)
        await store.settle([ok(1, 3)], [message(1)])
        await store.write(note(2))
        await store.write(message(3, 'elsewhere', sessionB))
        expect(list.snapshot()).toBe(before)
        off()
        const again = list.subscribe(() => undefined)
        await store.read('message', sessionA)
        expect(list.snapshot()).toBe(before)
        again()
      })

      it('catch up when subscribed to again', async () => {
        const list = store.watch('message', sessionA)
        list.subscribe(() => undefined)()
        await store.write(message(1))
        expect(await until(list, (value) => value?.length === 1)).toHaveLength(1)
        await store.write(message(2))
        expect(await until(list, (value) => value?.length === 2)).toHaveLength(2)
      })

      it('count what waits', async () => {
        const counts: number[] = []
        const off = store.waiting.subscribe(() => counts.push(store.waiting.snapshot()))
        await store.write(message(1))
        await store.write(message(2))
        await store.write(message(2))
        await store.settle([ok(1, 3), refused(2)], await store.outbox(10))
        expect(counts).toEqual([1, 2, 0])
        off()
      })
    })

    it('[ST6] pictures are kept by the id of their record', async () => {
      expect(await store.getBlob(idOf(1))).toBeUndefined()
      expect(await store.blobIds()).toEqual([])
      await store.putBlob(idOf(1), new Blob(['one'], { type: 'image/jpeg' }))
      await store.putBlob(idOf(1), new Blob(['two'], { type: 'image/jpeg' }))
      expect(await store.blobIds()).toEqual([idOf(1)])
      const blob = await store.getBlob(idOf(1))
      expect([blob?.type, await blob?.text()]).toEqual(['image/jpeg', 'two'])
    })
  })
}
