import { describe, expect, it } from 'vitest'
import {
  createInviting,
  guestWords,
  linkBase,
  mailAddress,
  randomInviteToken,
  smsAddress,
} from '#call/inviting.ts'
import { InviteToken, type Invite } from '#domain/invite.ts'
import { fail, succeed } from '#domain/problem.ts'
import type { DeviceMemory } from '#store/device-memory.ts'
import { createFakeApi, type FakeAnswers } from './fake-api.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const sessionId = uuid(1)
const now = 1_000_000
const token = (letter: string): InviteToken => letter.repeat(22)
const here = { hostname: 'farpoint.example', origin: 'https://farpoint.example' }

function invite(id: number, part: Partial<Invite> = {}): Invite {
  return { id: uuid(id), sessionId, kind: 'guest', createdAt: now, expiresAt: now + 1000, ...part }
}

/** A device's memory of link tokens, newest first, as the law of DeviceMemory says. */
function createTokens(kept: { inviteId: string; token: InviteToken }[] = []) {
  const tokens = [...kept]
  const memory: Pick<DeviceMemory, 'inviteTokens' | 'keepInviteToken'> = {
    inviteTokens: async () => [...tokens],
    async keepInviteToken(_session, inviteId, value) {
      tokens.unshift({ inviteId, token: value })
    },
  }
  return { tokens, memory: memory as DeviceMemory }
}

function createPortal(invites: Invite[], answers: FakeAnswers = {}) {
  const known = [...invites]
  return createFakeApi({
    addresses: () => succeed({ network: [], caDownload: false }),
    agents: () => succeed({ agents: [] }),
    listInvites: () => succeed({ invites: [...known] }),
    createInvite: (input) => {
      const made = { ...invite(0), id: input.id }
      known.unshift(made)
      return succeed(made)
    },
    revokeInvite: ({ inviteId }) => {
      const found = known.find((one) => one.id === inviteId)
      return found ? succeed({ ...found, revokedAt: now }) : fail('not-found')
    },
    ...answers,
  })
}

function start(portal: ReturnType<typeof createFakeApi>, memory: DeviceMemory) {
  return createInviting({
    sessionId,
    api: portal.api,
    memory,
    makeId: () => uuid(99),
    randomToken: () => token('N'),
    now: () => now,
    here,
  })
}

describe('the guest link', () => {
  it('[IV1] is the one that still works and that this device knows', async () => {
    const portal = createPortal([invite(2), invite(3)])
    const inviting = start(portal, createTokens([{ inviteId: uuid(3), token: token('C') }]).memory)
    await inviting.open()
    expect(inviting.snapshot().link).toMatchObject({ url: `https://farpoint.example/join/${token('C')}` })
    expect(portal.calls('createInvite')).toEqual([])
  })

  it.each([
    ['expired', { expiresAt: now }],
    ['withdrawn', { revokedAt: now - 1 }],
  ])(
    '[IV2] is new when the kept one has %s; its token is on the device before the portal hears of it',
    async (_, part) => {
      const { memory, tokens } = createTokens([{ inviteId: uuid(2), token: token('B') }])
      const keptWhenAsked: string[][] = []
      const portal = createPortal([invite(2, part)], {
        createInvite: (input) => {
          keptWhenAsked.push(tokens.map((one) => one.token))
          return succeed({ ...invite(0), id: input.id })
        },
      })
      const inviting = start(portal, memory)
      await inviting.open()
      expect(inviting.snapshot().link).toMatchObject({ url: `https://farpoint.example/join/${token('N')}` })
      expect(keptWhenAsked).toEqual([[token('N'), token('B')]])
    },
  )

  it('[IV3] whose answer was lost is asked for again with the same id and token', async () => {
    const { memory, tokens } = createTokens()
    let isDown = true
    const portal = createPortal([], {
      createInvite: (input) => (isDown ? fail('server-gone') : succeed({ ...invite(0), id: input.id })),
    })
    const inviting = start(portal, memory)
    await inviting.open()
    expect(inviting.snapshot().link).toMatchObject({ status: 'failed', problem: { code: 'server-gone' } })
    isDown = false
    await inviting.open()
    expect(inviting.snapshot().link).toMatchObject({ status: 'ready' })
    const asked = portal.calls('createInvite')
    expect(asked[1]).toEqual(asked[0])
    expect(new Set(tokens.map((one) => one.token)).size).toBe(1)
  })

  it('[IV4] says that it was withdrawn, and a new one can be made', async () => {
    const portal = createPortal([])
    const inviting = start(portal, createTokens().memory)
    await inviting.open()
    await inviting.revoke(uuid(99))
    expect(inviting.snapshot().link.status).toBe('withdrawn')
    expect(inviting.snapshot().links?.map((one) => one.state)).toEqual(['revoked'])
    await inviting.renew()
    expect(inviting.snapshot().link.status).toBe('ready')
  })

  it('[IV5] that could not be withdrawn stays shown, with the reason', async () => {
    const portal = createPortal([], { revokeInvite: () => fail('server-gone') })
    const inviting = start(portal, createTokens().memory)
    await inviting.open()
    await inviting.revoke(uuid(99))
    expect(inviting.snapshot()).toMatchObject({ link: { status: 'ready' }, trouble: { code: 'server-gone' } })
  })
})

describe('[IV6] links lead', () => {
  const local = { hostname: 'localhost', origin: 'https://localhost:8443' }
  it.each([
    [
      'to the public address',
      { publicUrl: 'https://help.example', network: ['https://10.0.0.5:8443'] },
      local,
      'https://help.example',
      false,
    ],
    [
      'from this computer to its address on the network',
      { network: ['https://10.0.0.5:8443'] },
      local,
      'https://10.0.0.5:8443',
      true,
    ],
    [
      'to this computer when the network is not HTTPS',
      { network: ['http://10.0.0.5:8443'] },
      local,
      'https://localhost:8443',
      true,
    ],
    [
      'to where the page came from',
      { network: ['https://10.0.0.5:8443'] },
      here,
      'https://farpoint.example',
      false,
    ],
  ])('%s', (_, addresses, at, base, hasHint) => {
    const found = linkBase({ ...addresses, caDownload: false }, at)
    expect(found.base).toBe(base)
    expect(found.hint !== undefined).toBe(hasHint)
  })
})

describe('[IV7] what opens the device’s own apps', () => {
  it('escapes the words and keeps the address', () => {
    const mail = mailAddress(
      ' max+field@example.com ',
      guestWords('Pump & valve', 'https://x.example/join/a?b'),
    )
    expect(mail.ok && new URL(mail.value).pathname).toBe('max%2Bfield@example.com')
    expect(mail.ok && new URL(mail.value).searchParams.get('subject')).toBe('Your link to: Pump & valve')
    expect(mail.ok && new URL(mail.value).searchParams.get('body')).toContain('https://x.example/join/a?b')
    const sms = smsAddress('+49 (170) 123-4567', guestWords('Pump', 'https://x.example/join/a'))
    expect(sms.ok && sms.value).toMatch(/^sms:\+491701234567\?body=Open%20this/)
  })

  it.each(['max', 'max@', 'a@b.c\nbcc:x@y.z'])('refuses the email address %j', (to) => {
    expect(mailAddress(to, guestWords('Pump', 'https://x.example')).ok).toBe(false)
  })

  it.each(['12', 'call me', '+49 170 12?body=x'])('refuses the number %j', (to) => {
    expect(smsAddress(to, guestWords('Pump', 'https://x.example')).ok).toBe(false)
  })
})

it('[IV8] tokens are 128 random bits as the portal accepts them', () => {
  const tokens = Array.from({ length: 200 }, randomInviteToken)
  for (const one of tokens) expect(InviteToken.safeParse(one).success).toBe(true)
  expect(new Set(tokens).size).toBe(200)
})
