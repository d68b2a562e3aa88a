import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { inviteState, Prompt, MAX_PROMPTS, type Invite, type InviteToken } from '#domain/invite.ts'
import { problem, type Problem } from '#domain/problem.ts'
import type { DeviceMemory } from '#store/device-memory.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { linkBase, type Here } from './inviting.ts'

/** What a technician is asked for. */
interface RequestContent {
  readonly words: string
  /** One thing to show a line. */
  readonly prompts: string
  readonly lifeMs: number
}

interface RequestingState {
  /** The link to copy and send, once it is made. */
  readonly link: { readonly url: string; readonly invite: Invite } | undefined
  /** Every recording request of the session, newest first; undefined until known. */
  readonly requests: readonly Invite[] | undefined
  readonly hint: string | undefined
  /** What went wrong last, with what to do. */
  readonly trouble: Problem | undefined
}

/** Makes, changes, lists and withdraws the recording requests of one session. */
export interface Requesting extends Engine<RequestingState> {
  /** Finds the newest request of this device that nobody has opened yet, or makes one. */
  open(): Promise<void>
  /** A new link beside the others. */
  renew(): Promise<void>
  /** Says with the same link what it asks for; true when the portal has it. */
  save(content: RequestContent): Promise<boolean>
  revoke(inviteId: Id): Promise<void>
}

export interface RequestingDeps {
  readonly sessionId: Id
  readonly api: PortalApi
  readonly memory: DeviceMemory
  readonly makeId: MakeId
  readonly randomToken: () => InviteToken
  readonly now: Now
  readonly here: Here
}

/** The lines of a text as prompts, or the sentence that says what is wrong with them. */
export function promptsOf(text: string): readonly string[] | Problem {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length > MAX_PROMPTS)
    return problem('bad-request', `Ask for at most ${MAX_PROMPTS} things in one request.`)
  const long = lines.find((line) => !Prompt.safeParse(line).success)
  return long === undefined
    ? lines
    : problem('bad-request', `This line is too long, write at most 200 characters: ${long.slice(0, 40)}…`)
}

export function createRequesting(deps: RequestingDeps): Requesting {
  const { sessionId, api, memory, here } = deps
  /** Apart from the session's guest links, so that neither is shown in the place of the other. */
  const shelf = `recording:${sessionId}`
  let base = linkBase(undefined, here).base
  let isClosed = false
  const state = createValue<RequestingState>({
    link: undefined,
    requests: undefined,
    hint: undefined,
    trouble: undefined,
  })
  const put = (part: Partial<RequestingState>): void => {
    if (!isClosed) state.set({ ...state.snapshot(), ...part })
  }
  const show = (invite: Invite, token: InviteToken): void =>
    put({ link: { url: `${base}/record/${token}`, invite } })
  /** The list with one request new or changed. */
  function listAlso(invite: Invite): void {
    const known = state.snapshot().requests ?? []
    const isKnown = known.some(({ id }) => id === invite.id)
    put({
      requests: isKnown ? known.map((one) => (one.id === invite.id ? invite : one)) : [invite, ...known],
    })
  }

  async function make(inviteId: Id, token: InviteToken): Promise<void> {
    // On the device first, as with guest links: nobody could show a link that only the portal knows.
    await memory.keepInviteToken(shelf, inviteId, token).catch(() => undefined)
    const made = await api.call('createInvite', { id: inviteId, sessionId, kind: 'recording', token })
    if (!made.ok) return put({ trouble: made.problem })
    listAlso(made.value)
    show(made.value, token)
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async open() {
      put({ trouble: undefined })
      const [kept, listed, addresses] = await Promise.all([
        memory.inviteTokens(shelf).catch(() => []),
        api.call('listInvites', { sessionId }),
        api.call('addresses', {}),
      ])
      const found = linkBase(addresses.ok ? addresses.value : undefined, here)
      base = found.base
      put({ hint: found.hint })
      if (!listed.ok) return put({ trouble: listed.problem })
      const requests = listed.value.invites.filter(({ kind }) => kind === 'recording')
      put({ requests })
      for (const { inviteId, token } of kept) {
        const invite = requests.find(({ id }) => id === inviteId)
        if (invite === undefined) return make(inviteId, token)
        if (inviteState(invite, deps.now()) === 'valid' && invite.openedAt === undefined)
          return show(invite, token)
      }
      return make(deps.makeId(), deps.randomToken())
    },
    async renew() {
      put({ trouble: undefined, link: undefined })
      await make(deps.makeId(), deps.randomToken())
    },
    async save({ words, prompts, lifeMs }) {
      const { link } = state.snapshot()
      if (link === undefined) return false
      const lines = promptsOf(prompts)
      if ('code' in lines) {
        put({ trouble: lines })
        return false
      }
      put({ trouble: undefined })
      const saved = await api.call('editInvite', {
        inviteId: link.invite.id,
        lifeMs,
        words: words.trim(),
        prompts: [...lines],
      })
      if (!saved.ok) {
        put({ trouble: saved.problem })
        return false
      }
      listAlso(saved.value)
      put({ link: { ...link, invite: saved.value } })
      return true
    },
    async revoke(inviteId) {
      put({ trouble: undefined })
      const revoked = await api.call('revokeInvite', { inviteId })
      if (!revoked.ok) return put({ trouble: revoked.problem })
      listAlso(revoked.value)
      if (state.snapshot().link?.invite.id === inviteId) put({ link: undefined })
    },
    close() {
      isClosed = true
    },
  }
}
