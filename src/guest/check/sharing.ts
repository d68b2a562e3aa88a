import type { InviteView } from '#domain/api.ts'
import type { DeviceReport } from '#domain/device-report.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { MakeId } from '#domain/ids.ts'
import { InviteToken } from '#domain/invite.ts'
import type { Problem } from '#domain/problem.ts'
import type { DeviceMemory, KeptSeat } from '#store/device-memory.ts'
import type { OpenIdentity, Self } from '#store/open-identity.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { keepReport, updateOf, type KeptReport } from './kept-report.ts'

export type SharingState =
  /** No link: the result stays on this device, and goes along when a session is joined from here. */
  | { readonly step: 'alone' }
  | { readonly step: 'opening' }
  /** The link leads nowhere (any more), or nobody answers. */
  | { readonly step: 'closed'; readonly problem: Problem }
  | {
      readonly step: 'linked'
      readonly token: InviteToken
      readonly view: InviteView
      /** Not joined yet: the result goes along with the joining. */
      readonly delivery: 'with-joining' | 'ready' | 'sending' | 'sent' | 'kept'
    }

/** Brings the result to the session that the page was opened for. */
export interface Sharing extends Engine<SharingState> {
  open(): Promise<void>
  /** Keeps the result on this device, and sends it when this device has a seat in the session. Never rejects. */
  deliver(report: DeviceReport): Promise<void>
}

export interface SharingDeps {
  /** From the address, behind the #; without one it is the link by which this device sat down last. */
  readonly token: string | undefined
  readonly api: PortalApi
  readonly memory: Pick<DeviceMemory, 'seat' | 'lastSeat'>
  readonly openIdentity: (self: Self) => Promise<OpenIdentity>
  readonly makeId: MakeId
  /** Runs something later; returns its own off-function. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** How long the portal's word is waited for, ms; after that the outbox goes on by itself at the next opening. */
const CONFIRMED_WITHIN = 10_000

export function createSharing(deps: SharingDeps): Sharing {
  const { api, memory, openIdentity, makeId, after } = deps
  const state = createValue<SharingState>({ step: 'opening' })
  let closed = false
  const show = (next: SharingState): void => {
    if (!closed) state.set(next)
  }
  const joinedSeat = async (token: InviteToken): Promise<KeptSeat | undefined> => {
    const seat = await memory.seat(token).catch(() => undefined)
    return seat?.joined === true ? seat : undefined
  }

  async function open(): Promise<void> {
    const isGiven = deps.token !== undefined
    const wanted = deps.token ?? (await memory.lastSeat().catch(() => undefined))?.token
    const parsed = InviteToken.safeParse(wanted)
    if (!parsed.success) return show({ step: 'alone' })
    const token = parsed.data
    const [answer, seat] = await Promise.all([api.call('openInvite', { token }), joinedSeat(token)])
    // That a session of last week is over is no news to who came without a link.
    if (!answer.ok) return show(isGiven ? { step: 'closed', problem: answer.problem } : { step: 'alone' })
    const delivery = seat === undefined ? 'with-joining' : 'ready'
    show({ step: 'linked', token, view: answer.value, delivery })
  }

  async function send(kept: KeptReport, seat: KeptSeat, sessionId: string): Promise<'sent' | 'kept'> {
    const { participantId, secret, name } = seat
    const identity = await openIdentity({ kind: 'guest', participantId, secret })
    try {
      const { store, sync } = identity
      await store.write({ kind: 'update', record: updateOf(kept, { id: participantId, sessionId, name }) })
      const confirmed = new Promise<'sent' | 'kept'>((resolve) => {
        const look = (): void => {
          if (store.waiting.snapshot() === 0) resolve('sent')
        }
        const off = store.waiting.subscribe(look)
        after(CONFIRMED_WITHIN, () => {
          off()
          resolve('kept')
        })
      })
      await sync.syncNow()
      return await confirmed
    } finally {
      identity.close()
    }
  }

  async function deliver(report: DeviceReport): Promise<void> {
    const kept = keepReport(report, makeId)
    const linked = state.snapshot()
    if (linked.step !== 'linked') return
    const seat = await joinedSeat(linked.token)
    if (seat === undefined) return
    show({ ...linked, delivery: 'sending' })
    const delivery = await send(kept, seat, linked.view.session.id).catch((): 'kept' => 'kept')
    show({ ...linked, delivery })
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    open,
    deliver,
    close: () => void (closed = true),
  }
}
