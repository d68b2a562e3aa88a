import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fail, succeed } from '#domain/problem.ts'
import type { Change } from '#domain/sync.ts'
import { closeDesk, createPortal, open, openDesk, uuid } from './desk.tsx'

afterEach(closeDesk)

const guestLink = (): string | undefined =>
  page
    .getByLabelText('Guest Link')
    .elements()
    .map((field) => (field as HTMLInputElement).value)[0]

const session: Change = { kind: 'session', record: open }
const note = (id: number, text: string, base?: number): Change => ({
  kind: 'note',
  record: {
    id: uuid(id),
    noteId: uuid(50),
    sessionId: open.id,
    authorName: id === 53 ? 'Ben' : 'Ada',
    text,
    at: open.createdAt + id,
    ...(base === undefined ? {} : { base: uuid(base) }),
  },
})
const message = (id: number, text: string): Change => ({
  kind: 'message',
  record: {
    id: uuid(id),
    sessionId: open.id,
    author: uuid(70),
    authorName: 'Ben',
    authorSeat: 'technician',
    text,
    at: open.createdAt + id,
  },
})

describe('my sessions', () => {
  it('[PS1] says what to do when there is nothing, once it is known that there is nothing', async () => {
    await openDesk('/sessions', createPortal())
    await expect.element(page.getByRole('heading', { name: 'Help somebody from here' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'New session' })).toBeVisible()
    expect(page.getByRole('button', { name: 'New session' }).elements()).toHaveLength(1)
  })

  it('[PS2] a ticket has its title as its name, its number, its state and what can be done', async () => {
    const desk = await openDesk('/sessions', createPortal([session, note(51, 'x'), message(60, 'Hello')]))
    const row = page.getByRole('listitem', { name: /Pump 3 leaks/ })
    await expect.element(row).toBeVisible()
    await expect.element(row.getByText('FP-0042')).toBeVisible()
    await expect.element(row.getByText('Waiting for the guest')).toBeVisible()
    await expect.element(row.getByRole('img', { name: '1 note' })).toBeVisible()
    await expect.element(row.getByRole('img', { name: '1 chat message' })).toBeVisible()
    expect(row.getByRole('link', { name: 'Open call' }).element().getAttribute('href')).toBe(
      `/call/${open.id}`,
    )

    const ben = { peerId: 'p', participantId: uuid(70), name: 'Ben', seat: 'technician' as const }
    desk.rosters.set(new Map([[open.id, [ben]]]))
    await expect.element(row.getByText('Live with 1 person')).toBeVisible()
    desk.rosters.set(undefined)
    await expect.element(row.getByText('Open', { exact: true })).toBeVisible()
  })

  it('[PS3] a new session is asked for with its words, and stands in the list at once', async () => {
    const { calls } = await openDesk('/sessions', {
      ...createPortal(),
      createSession: ({ id, title }) => succeed({ ...open, id, title, createdAt: Date.now() }),
    })
    await page.getByRole('button', { name: 'New session' }).click()
    await page.getByRole('button', { name: 'Create session' }).click()
    await expect.element(page.getByText('Write a few words, at most 160 letters.')).toBeVisible()
    await page.getByLabelText('Title').fill('Valve sticks')
    await page.getByLabelText('Reference').fill('Order 7')
    await page.getByRole('button', { name: 'Create session' }).click()
    await expect.element(page.getByRole('listitem', { name: /Valve sticks/ })).toBeVisible()
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(calls('createSession')).toMatchObject([{ title: 'Valve sticks', reference: 'Order 7' }])
  })

  it('[PS4] ends a session after a question, and says why when it cannot', async () => {
    const desk = await openDesk('/sessions', {
      ...createPortal([session]),
      endSession: () => fail('server-gone'),
    })
    await page.getByRole('button', { name: 'Session menu' }).click()
    for (const name of ['Notes', 'Chat History', 'Recordings'])
      await expect.element(page.getByRole('menuitem', { name, exact: true })).toBeVisible()
    await page.getByRole('menuitem', { name: 'End Session' }).click()
    await page.getByRole('button', { name: 'End session' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(/portal cannot be reached/)
    desk.network.endSession = () => succeed({ ...open, status: 'ended', endedAt: Date.now(), endedBy: 'Ada' })
    await page.getByRole('button', { name: 'End session' }).click()
    await expect.element(page.getByText('Ended', { exact: true })).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Open call' })).not.toBeInTheDocument()
  })

  it('[PS5] narrows the list by words', async () => {
    const other: Change = {
      kind: 'session',
      record: { ...open, id: uuid(2), ticketNumber: 43, title: 'Gearbox' },
    }
    await openDesk('/history', createPortal([session, other]))
    await page.getByRole('searchbox', { name: 'Find a session' }).fill('gear')
    await expect.element(page.getByRole('listitem', { name: /Pump/ })).not.toBeInTheDocument()
    await expect.element(page.getByRole('listitem', { name: /Gearbox/ })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Find a session' }).fill('nothing like it')
    await expect.element(page.getByText(/No session has “nothing like it”/)).toBeVisible()
  })
})

describe('while the portal is out of reach', () => {
  it('[PS6] shows what this device has, says so, keeps what is written, and sends it when it is back', async () => {
    const portal = createPortal([session, message(60, 'Hello')])
    const first = await openDesk(`/history/${open.id}`, portal)
    await expect.element(page.getByText('Hello')).toBeVisible()

    const second = await openDesk(`/history/${open.id}?tab=notes`, {}, first.name)
    await expect.element(page.getByRole('heading', { name: 'Pump 3 leaks' })).toBeVisible()
    await expect
      .element(page.getByText('The portal cannot be reached. You see what this device has', { exact: false }))
      .toBeVisible()
    await page.getByLabelText('New note').fill('Written offline')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const written = page.getByRole('listitem').filter({ hasText: 'Written offline' })
    await expect.element(written.getByText('On this device')).toBeVisible()
    await expect
      .element(page.getByRole('button', { name: 'Offline, 1 change waits on this device' }))
      .toBeVisible()

    Object.assign(second.network, portal)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.element(page.getByText('All saved in the portal')).toBeVisible()
    await expect.element(written.getByText('On this device')).not.toBeInTheDocument()
    await expect
      .element(page.getByText('The portal cannot be reached', { exact: false }))
      .not.toBeInTheDocument()
  })

  it('[PS7] a note that was begun is still in its field after the page was closed', async () => {
    await openDesk(`/history/${open.id}?tab=notes`, createPortal([session]))
    await page.getByLabelText('New note').fill('Half a thou')
    await openDesk(`/history/${open.id}?tab=notes`, createPortal([session]))
    await expect.element(page.getByLabelText('New note')).toHaveValue('Half a thou')
    await page.getByLabelText('New note').fill('')
  })

  it('[PS8] a chat message that came from a peer says that it is on this device only', async () => {
    const desk = await openDesk(`/history/${open.id}`, createPortal([session]))
    await expect.element(page.getByRole('heading', { name: 'Nobody wrote anything' })).toBeVisible()
    await desk.store.receive(message(61, 'From a peer'))
    const item = page.getByRole('listitem').filter({ hasText: 'From a peer' })
    await expect.element(item.getByText('On this device')).toBeVisible()
    await expect.element(item.getByText('Technician')).toBeVisible()
  })

  it('[PS9] an invitation says why there is no link', async () => {
    const desk = await openDesk('/sessions', createPortal([session]))
    await page.getByRole('button', { name: 'Invite participants' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(/no link without it/)
    const invites: unknown[] = []
    desk.network.listInvites = () => succeed({ invites: [] })
    desk.network.createInvite = (input) => {
      invites.push(input)
      return succeed({
        id: input.id,
        sessionId: open.id,
        kind: 'guest',
        createdAt: Date.now(),
        expiresAt: Date.now() + 9e6,
      })
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await expect.poll(guestLink).toMatch(/^https:\/\/farpoint\.example\/join\/.{22}$/)
    expect(invites).toHaveLength(1)
  })
})

describe('a note that two people changed at once', () => {
  const portal = () =>
    createPortal([session, note(51, 'first'), note(52, 'by Ada', 51), note(53, 'by Ben', 51)])

  it('[PS10] shows both texts with their authors, and one is kept by choice', async () => {
    const { store } = await openDesk(`/history/${open.id}?tab=notes`, portal())
    await expect.element(page.getByText('This note was changed in two places at once')).toBeVisible()
    const ben = page.getByRole('group', { name: 'Text of Ben' })
    await expect.element(page.getByRole('group', { name: 'Text of Ada' })).toHaveTextContent('by Ada')
    await expect.element(ben).toHaveTextContent('by Ben')
    await ben.getByRole('button', { name: 'Keep this text' }).click()
    await expect
      .element(page.getByText('This note was changed in two places at once'))
      .not.toBeInTheDocument()
    await expect.element(page.getByText('by Ben', { exact: true })).toBeVisible()
    await expect.element(page.getByText('by Ada', { exact: true })).not.toBeInTheDocument()
    await page.getByRole('button', { name: '4 versions' }).click()
    await expect.element(page.getByText('by Ada', { exact: true })).toBeVisible()
    expect(await store.read('note', open.id)).toHaveLength(4)
  })

  it('[PS11] is written anew from both, and a third text that arrives meanwhile is not swallowed', async () => {
    const desk = await openDesk(`/history/${open.id}?tab=notes`, portal())
    await page.getByRole('button', { name: 'Write one text from both' }).click()
    const field = page.getByLabelText('Note', { exact: true })
    await expect.element(field).toHaveValue('by Ada\n\nby Ben')
    await expect.element(field).toHaveFocus()
    await desk.store.receive(note(54, 'by a third', 51))
    await field.fill('of us both')
    await page.getByRole('button', { name: 'Update note' }).click()
    await expect.element(page.getByText('of us both')).toBeVisible()
    await expect.element(page.getByText('by a third')).toBeVisible()
    await expect.element(page.getByText('This note was changed in two places at once')).toBeVisible()
  })
})

describe('films', () => {
  const finished: Change = {
    kind: 'recording',
    record: {
      id: uuid(80),
      sessionId: open.id,
      authorName: 'Ada',
      startedAt: open.createdAt,
      mimeType: 'video/webm',
      status: 'finished',
      durationMs: 65_000,
      bytes: 2_000_000,
      sha256: 'a'.repeat(64),
    },
  }

  it('[PS12] one that is only on this device can be saved from it, and says how far its sending is', async () => {
    const desk = await openDesk(`/history/${open.id}?tab=recordings`, createPortal([session, finished]))
    await expect.element(page.getByText(/on the device of Ada/)).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Download' })).not.toBeInTheDocument()

    desk.blobs.set(uuid(80), new Blob(['not really a film'], { type: 'video/webm' }))
    const { id, sessionId, authorName, startedAt, mimeType } = finished.record
    desk.entries.set([
      {
        id,
        sessionId,
        authorName,
        startedAt,
        mimeType,
        status: { step: 'finished', blocks: 1, bytes: 2_000_000, durationMs: 65_000, sha256: 'a'.repeat(64) },
      },
    ])
    desk.films.set([{ id, sessionId, startedAt, step: 'sending', share: 0.5, sentence: undefined }])
    await expect.element(page.getByText('Only on this device. Being sent, 50 %')).toBeVisible()
    await expect.element(page.getByText('1:05, 2.0 MB')).toBeVisible()
    const link = page.getByRole('link', { name: 'Download' })
    await expect.element(link).toBeVisible()
    expect(link.element().getAttribute('href')).toMatch(/^blob:/)
    expect(link.element().getAttribute('download')).toMatch(/^FP-0042 2026-05-14 .*\.webm$/)
  })

  it('[PS13] one in the portal plays from there; a file that cannot be played says so', async () => {
    const stored = { ...finished.record, status: 'stored', mediaId: uuid(81) } as Extract<
      Change,
      { kind: 'recording' }
    >['record']
    await openDesk(
      `/history/${open.id}?tab=recordings`,
      createPortal([session, { kind: 'recording', record: stored }]),
    )
    await expect.element(page.getByRole('link', { name: 'Download' })).toBeVisible()
    expect(page.getByRole('link', { name: 'Download' }).element().getAttribute('href')).toBe(
      `/api/media/${uuid(81)}?download=1`,
    )
    await expect.element(page.getByRole('alert')).toHaveTextContent(/cannot be played now/)
  })
})

describe('invitations', () => {
  const answers = () => ({
    ...createPortal([session]),
    listInvites: () => succeed({ invites: [] }),
    createInvite: ({ id }: { id: string }) =>
      succeed({
        id,
        sessionId: open.id,
        kind: 'guest' as const,
        createdAt: Date.now(),
        expiresAt: Date.now() + 9e6,
      }),
  })

  it('[PS14] the tabs stand in their order; the code is a picture to save', async () => {
    await openDesk('/sessions', answers())
    await page.getByRole('button', { name: 'Invite participants' }).click()
    await expect.poll(guestLink).toMatch(/\/join\//)
    expect(
      page
        .getByRole('tab')
        .elements()
        .map((tab) => tab.textContent),
    ).toEqual(['Email', 'SMS', 'Agents', 'Guest', 'QR Code'])
    await page.getByRole('tab', { name: 'QR Code' }).click()
    const code = page.getByRole('img', { name: 'QR code' })
    await expect.element(code).toBeVisible()
    await expect.poll(() => (code.element() as HTMLImageElement).naturalWidth).toBe(1024)
    await expect.element(page.getByRole('button', { name: 'Download' })).toBeEnabled()
  })

  it('[PS15] a wrong address is told in place, and the keyboard walks the tabs', async () => {
    await openDesk('/sessions', answers())
    await page.getByRole('button', { name: 'Invite participants' }).click()
    await expect.poll(guestLink).toMatch(/\/join\//)
    await page.getByRole('tab', { name: 'Guest' }).click()
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}')
    await expect.element(page.getByLabelText('Email address')).toBeVisible()
    await page.getByLabelText('Email address').fill('max')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(/whole email address/)
    await page.getByRole('tab', { name: 'SMS' }).click()
    await page.getByLabelText('Phone number').fill('call me')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(/phone number in digits/)
  })
})

it('[PS16] an address that leads nowhere says so, with a way on', async () => {
  const desk = await openDesk('/history/not-here', createPortal([session]))
  await expect.element(page.getByRole('heading', { name: 'This session is not known here' })).toBeVisible()
  await page.getByRole('link', { name: 'My Sessions' }).click()
  await expect.element(page.getByRole('listitem', { name: /Pump 3 leaks/ })).toBeVisible()
  expect(desk.history.at(-1)).toBe('/sessions')
})
