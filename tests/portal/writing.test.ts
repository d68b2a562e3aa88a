import { describe, expect, it } from 'vitest'
import { createValue } from '#domain/engine.ts'
import { notesOf, type Note } from '#domain/note.ts'
import { fail, succeed } from '#domain/problem.ts'
import type { Session } from '#domain/session.ts'
import { createNotebook } from '#portal/history/notebook.ts'
import { createSessionCommands } from '#portal/tickets/session-commands.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createFakeApi } from './fake-api.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const sessionId = uuid(1)
const who = createValue({
  agent: { id: 'a', name: 'Ada', email: 'ada@example.com', role: 'agent' as const },
  workspace: { id: 'w', name: 'Plant' },
})

async function openNotebook() {
  const store = await openMemoryStore()
  let ids = 100
  let time = 0
  const notebook = createNotebook({ store, who, makeId: () => uuid(ids++), now: () => ++time }, sessionId)
  const only = async (): Promise<Note> => {
    const [note, ...others] = notesOf((await store.read('note', sessionId)).map(({ record }) => record))
    if (note === undefined || others.length > 0) throw new Error('There should be exactly one note')
    return note
  }
  return { store, notebook, only }
}

describe('notes', () => {
  it('[NB1] are on the device and on their way before anything else', async () => {
    const { store, notebook } = await openNotebook()
    expect(await notebook.add('Seal kit ordered')).toMatchObject({ ok: true, value: { authorName: 'Ada' } })
    expect(await store.outbox(10)).toMatchObject([{ kind: 'note', record: { text: 'Seal kit ordered' } }])
  })

  it('[NB2] two edits of one text stand side by side until somebody settles them, and every version stays', async () => {
    const { notebook, only } = await openNotebook()
    await notebook.add('first')
    const seen = await only()
    await notebook.settle(seen, 'by Ada')
    await notebook.settle(seen, 'by Ben, who saw the same')
    const both = await only()
    expect(both.heads.map((head) => head.text)).toEqual(['by Ada', 'by Ben, who saw the same'])

    await notebook.settle(both, 'by both')
    const settled = await only()
    expect(settled.heads.map((head) => head.text)).toEqual(['by both'])
    expect(settled.versions).toHaveLength(4)
  })

  it('[NB3] settling replaces only what the person saw: a text that came meanwhile stays beside it', async () => {
    const { notebook, only } = await openNotebook()
    await notebook.add('first')
    const seen = await only()
    await notebook.settle(seen, 'a')
    await notebook.settle(seen, 'b')
    const both = await only()
    await notebook.settle(seen, 'came meanwhile')
    await notebook.settle(both, 'settled')
    expect((await only()).heads.map((head) => head.text)).toEqual(['came meanwhile', 'settled'])
  })

  it.each([['  \n'], ['x'.repeat(20_001)]])(
    '[NB4] a text that is no note is refused with a sentence',
    async (text) => {
      const { store, notebook } = await openNotebook()
      expect((await notebook.add(text)).ok).toBe(false)
      expect(await store.outbox(10)).toEqual([])
    },
  )
})

describe('sessions', () => {
  const session = (id: string, title: string): Session => ({
    status: 'open',
    id,
    title,
    ticketNumber: 1,
    createdAt: 1,
    createdBy: 'Ada',
  })
  async function openCommands() {
    const store = await openMemoryStore()
    let ids = 1
    let isDown = false
    const portal = createFakeApi({
      createSession: ({ id, title }) => (isDown ? fail('server-gone') : succeed(session(id, title))),
      endSession: ({ sessionId: id }) =>
        succeed({ ...session(id, 'x'), status: 'ended', endedAt: 2, endedBy: 'Ada' }),
    })
    const commands = createSessionCommands({ api: portal.api, store, makeId: () => uuid(ids++) })
    const list = async () => (await store.readAll('session')).map(({ record }) => record)
    return { commands, portal, list, cut: (down: boolean) => (isDown = down) }
  }

  it('[SC1] are shown from the device as soon as the portal has answered', async () => {
    const { commands, list } = await openCommands()
    await commands.create(' Pump ', '')
    expect(await list()).toMatchObject([{ title: 'Pump', status: 'open' }])
    await commands.end(uuid(1))
    expect(await list()).toMatchObject([{ status: 'ended' }])
  })

  it('[SC2] asked for again after a lost answer are the same session; other words are another one', async () => {
    const { commands, portal, cut } = await openCommands()
    cut(true)
    await commands.create('Pump', 'Order 1')
    await commands.create('Pump ', 'Order 1')
    await commands.create('Pump', 'Order 2')
    const ids = portal.calls('createSession').map((input) => (input as { id: string }).id)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
    cut(false)
    await commands.create('Pump', 'Order 2')
    await commands.create('Pump', 'Order 2')
    const [, , , made, next] = portal.calls('createSession').map((input) => (input as { id: string }).id)
    expect(made).toBe(ids[2])
    expect(next).not.toBe(made)
  })
})
