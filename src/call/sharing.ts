import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Invite, InviteToken } from '#domain/invite.ts'
import type { Problem } from '#domain/problem.ts'
import { linkBase } from './inviting.ts'
import type { RequestingDeps } from './requesting.ts'

interface SharingState {
  /** The link that was made last, to be copied: only this page ever has it. */
  readonly url: string | undefined
  /** Every link to recordings of the session, newest first; undefined until known. */
  readonly shares: readonly Invite[] | undefined
  readonly hint: string | undefined
  readonly trouble: Problem | undefined
}

/** Makes, lists and withdraws links that show finished recordings of one session. */
export interface Sharing extends Engine<SharingState> {
  open(): Promise<void>
  share(recordingIds: readonly Id[], lifeMs: number): Promise<void>
  revoke(inviteId: Id): Promise<void>
}

export function createSharing(deps: Omit<RequestingDeps, 'memory' | 'now'>): Sharing {
  const { sessionId, api, here, makeId } = deps
  const randomToken: () => InviteToken = deps.randomToken
  let base = linkBase(undefined, here).base
  let isClosed = false
  const state = createValue<SharingState>({
    url: undefined,
    shares: undefined,
    hint: undefined,
    trouble: undefined,
  })
  const put = (part: Partial<SharingState>): void => {
    if (!isClosed) state.set({ ...state.snapshot(), ...part })
  }
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    async open() {
      const [listed, addresses] = await Promise.all([
        api.call('listInvites', { sessionId }),
        api.call('addresses', {}),
      ])
      const found = linkBase(addresses.ok ? addresses.value : undefined, here)
      base = found.base
      put({ hint: found.hint })
      if (!listed.ok) return put({ trouble: listed.problem })
      put({ shares: listed.value.invites.filter(({ kind }) => kind === 'watch'), trouble: undefined })
    },
    async share(recordingIds, lifeMs) {
      put({ trouble: undefined, url: undefined })
      const token = randomToken()
      const made = await api.call('createInvite', {
        id: makeId(),
        sessionId,
        kind: 'watch',
        token,
        lifeMs,
        recordingIds: [...recordingIds],
      })
      if (!made.ok) return put({ trouble: made.problem })
      put({ url: `${base}/watch/${token}`, shares: [made.value, ...(state.snapshot().shares ?? [])] })
    },
    async revoke(inviteId) {
      put({ trouble: undefined })
      const revoked = await api.call('revokeInvite', { inviteId })
      if (!revoked.ok) return put({ trouble: revoked.problem })
      const shares = state.snapshot().shares?.map((one) => (one.id === inviteId ? revoked.value : one))
      put({ shares, url: undefined })
    },
    close() {
      isClosed = true
    },
  }
}
