import * as z from 'zod/mini'
import type { Agent } from '#domain/agent.ts'
import type { ApiOutput } from '#domain/api.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { inviteState, type Invite, type InviteState, type InviteToken } from '#domain/invite.ts'
import { fail, succeed, type Outcome, type Problem } from '#domain/problem.ts'
import type { DeviceMemory } from '#store/device-memory.ts'
import type { PortalApi } from '#store/portal-api.ts'

/** The page's own address, as `location` has it. */
export interface Here {
  readonly hostname: string
  readonly origin: string
}

export type GuestLink =
  | { readonly status: 'working' }
  | { readonly status: 'ready'; readonly url: string; readonly invite: Invite }
  /** The link that was shown has been withdrawn; a new one is made when somebody asks. */
  | { readonly status: 'withdrawn' }
  | { readonly status: 'failed'; readonly problem: Problem }

/** One link of the session as the list shows it. */
export interface ListedLink {
  readonly invite: Invite
  readonly state: InviteState
}

export interface InvitingState {
  readonly link: GuestLink
  /** Why links lead to another address than this page's, or how far they reach; undefined when there is nothing to say. */
  readonly hint: string | undefined
  /** Every link that was made for the session, newest first; undefined until known. */
  readonly links: readonly ListedLink[] | undefined
  readonly agents: readonly Agent[] | undefined
  /** The address of the call for agents of the workspace. */
  readonly callUrl: string
  /** Why the last withdrawal did not happen. */
  readonly trouble: Problem | undefined
}

/** Makes, shows and withdraws the links of one session. Screens open it with their dialog and close it with it. */
export interface Inviting extends Engine<InvitingState> {
  /** Finds the link that still works, or makes one. Called when the dialog opens and by "Try again". */
  open(): Promise<void>
  /** Makes a new link although another one works or was withdrawn. */
  renew(): Promise<void>
  revoke(inviteId: Id): Promise<void>
}

export interface InvitingDeps {
  readonly sessionId: Id
  readonly api: PortalApi
  readonly memory: DeviceMemory
  readonly makeId: MakeId
  /** 128 random bits in base64url: `randomInviteToken`. */
  readonly randomToken: () => InviteToken
  readonly now: Now
  readonly here: Here
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
}

/**
 * Where links lead. A link to `localhost` is useless on a phone, so the server's address on the network stands in for it,
 * but only over HTTPS: browsers give no camera to a plain page of another machine.
 */
export function linkBase(
  addresses: ApiOutput<'addresses'> | undefined,
  here: Here,
): { readonly base: string; readonly hint: string | undefined } {
  if (addresses?.publicUrl !== undefined) return { base: addresses.publicUrl, hint: undefined }
  if (!isLoopback(here.hostname)) return { base: here.origin, hint: undefined }
  const onNetwork = addresses?.network.find((address) => address.startsWith('https://'))
  return onNetwork === undefined
    ? { base: here.origin, hint: 'Links lead to this computer only: no other device can open them.' }
    : {
        base: onNetwork,
        hint: 'Links lead to this computer’s address on the network, so that phones on the same network reach it.',
      }
}

/** See Inviting. Nothing happens before `open`. */
export function createInviting(deps: InvitingDeps): Inviting {
  const { sessionId, api, memory, here } = deps
  let base = linkBase(undefined, here).base
  let isClosed = false
  const state = createValue<InvitingState>({
    link: { status: 'working' },
    hint: undefined,
    links: undefined,
    agents: undefined,
    callUrl: `${base}/call/${sessionId}`,
    trouble: undefined,
  })

  function put(part: Partial<InvitingState>): void {
    if (!isClosed) state.set({ ...state.snapshot(), ...part })
  }
  function list(invites: readonly Invite[]): void {
    // Recording requests and shared recordings are links too, made and listed elsewhere.
    const intoCall = invites.filter(({ kind }) => kind === 'guest')
    put({ links: intoCall.map((invite) => ({ invite, state: inviteState(invite, deps.now()) })) })
  }
  /** The list with one link new or changed. */
  function listAlso(invite: Invite): void {
    const others = (state.snapshot().links ?? []).map((link) => link.invite)
    const isKnown = others.some((other) => other.id === invite.id)
    list(isKnown ? others.map((other) => (other.id === invite.id ? invite : other)) : [invite, ...others])
  }
  function show(invite: Invite, token: InviteToken): void {
    put({ link: { status: 'ready', url: `${base}/join/${token}`, invite } })
  }

  /** Asking twice with the same id and token makes one link, so a lost answer costs nothing. */
  async function make(inviteId: Id, token: InviteToken): Promise<void> {
    // On the device first: a link that the portal has and nobody can show again would stay open for a week.
    // A device that can keep nothing still shows the link.
    await memory.keepInviteToken(sessionId, inviteId, token).catch(() => undefined)
    const made = await api.call('createInvite', { id: inviteId, sessionId, kind: 'guest', token })
    if (!made.ok) return put({ link: { status: 'failed', problem: made.problem } })
    listAlso(made.value)
    show(made.value, token)
  }

  async function findAddresses(): Promise<void> {
    const addresses = await api.call('addresses', {})
    const found = linkBase(addresses.ok ? addresses.value : undefined, here)
    base = found.base
    put({ hint: found.hint, callUrl: `${base}/call/${sessionId}` })
  }

  async function findAgents(): Promise<void> {
    const agents = await api.call('agents', {})
    if (agents.ok) put({ agents: agents.value.agents })
  }

  async function findLink(): Promise<void> {
    const [kept, listed] = await Promise.all([
      memory.inviteTokens(sessionId).catch(() => []),
      api.call('listInvites', { sessionId }),
      findAddresses(),
    ])
    if (!listed.ok) return put({ link: { status: 'failed', problem: listed.problem } })
    const { invites } = listed.value
    list(invites)
    for (const { inviteId, token } of kept) {
      const invite = invites.find((one) => one.id === inviteId)
      // Kept here and unknown there: the request was lost on its way.
      if (invite === undefined) return make(inviteId, token)
      if (inviteState(invite, deps.now()) === 'valid') return show(invite, token)
    }
    return make(deps.makeId(), deps.randomToken())
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async open() {
      put({ link: { status: 'working' }, trouble: undefined })
      await Promise.all([findLink(), findAgents()])
    },
    async renew() {
      put({ link: { status: 'working' }, trouble: undefined })
      await make(deps.makeId(), deps.randomToken())
    },
    async revoke(inviteId) {
      put({ trouble: undefined })
      const revoked = await api.call('revokeInvite', { inviteId })
      if (!revoked.ok) return put({ trouble: revoked.problem })
      listAlso(revoked.value)
      const { link } = state.snapshot()
      if (link.status === 'ready' && link.invite.id === inviteId) put({ link: { status: 'withdrawn' } })
    },
    close() {
      isClosed = true
    },
  }
}

/** A token for one link: 128 random bits, base64url without padding (RFC 4648, section 5). */
export function randomInviteToken(): InviteToken {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A written invitation. */
export interface InviteWords {
  readonly subject: string
  readonly body: string
}

/** What is written to a guest: the same words by mail and by SMS. */
export function guestWords(title: string, url: string): InviteWords {
  return {
    subject: `Your link to: ${title}`,
    body: `Open this link on the phone that you have with you at the equipment:\n${url}\n\nNothing is installed, and you need no account.`,
  }
}

/** What is written to whoever is asked for a recording. */
export function requestWords(title: string, url: string): InviteWords {
  return {
    subject: `Please record: ${title}`,
    body: `Open this link on your phone at the equipment, record what is asked for, and send it:\n${url}\n\nNothing is installed, and nobody has to be online.`,
  }
}

/** What is written to a colleague. */
export function agentWords(title: string, url: string): InviteWords {
  return { subject: `Join the call: ${title}`, body: `Open this link and sign in to join the call:\n${url}` }
}

/** An address that opens this device's mail app with the words in it. Source: RFC 6068. */
export function mailAddress(to: string, { subject, body }: InviteWords): Outcome<string> {
  const email = z.email().safeParse(to.trim())
  if (!email.success)
    return fail('bad-request', 'Write the whole email address, such as technician@example.com.')
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  return succeed(`mailto:${encodeURIComponent(email.data).replaceAll('%40', '@')}?${query}`)
}

/** An address that opens this device's messages with the words in it. Source: RFC 5724, with the body that phones know. */
export function smsAddress(to: string, { body }: InviteWords): Outcome<string> {
  const number = to.replaceAll(/[\s()./-]/g, '')
  if (!/^\+?\d{5,15}$/.test(number))
    return fail('bad-request', 'Write the phone number in digits, such as +49 170 1234567.')
  return succeed(`sms:${number}?body=${encodeURIComponent(body)}`)
}

/** Pixels along one edge: sharp when printed in a hand's width. */
const QR_SIZE = 1024

/** The link as a QR code: a PNG as data URL, dark on white in either colour scheme, since scanners expect that. */
export async function qrPicture(url: string): Promise<string> {
  const { toDataURL } = await import('qrcode')
  return toDataURL(url, { width: QR_SIZE, margin: 3, errorCorrectionLevel: 'M' })
}
