import type { ApiOutput, InviteView } from '#domain/api.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { MakeId } from '#domain/ids.ts'
import { InviteToken } from '#domain/invite.ts'
import { PersonName } from '#domain/participant.ts'
import { problem, type Problem } from '#domain/problem.ts'
import type { DeviceMemory, KeptSeat } from '#store/device-memory.ts'
import type { PortalApi } from '#store/portal-api.ts'

export type EntryState =
  | { readonly step: 'opening' }
  /** The link leads nowhere (any more). */
  | {
      readonly step: 'refused'
      readonly problem: Problem
      /** This device sat here before: what it made then is still on it. */
      readonly seat?: KeptSeat | undefined
    }
  /** No answer: trying again may help. */
  | { readonly step: 'unreachable'; readonly problem: Problem }
  | {
      readonly step: 'asking'
      readonly view: InviteView
      /** The name that this device used last. */
      readonly name: string
      /** This device sat here before: joining again takes the same seat. */
      readonly returning: boolean
      readonly busy: boolean
      readonly problem: Problem | undefined
    }
  | {
      readonly step: 'inside'
      readonly seat: KeptSeat
      readonly joined: ApiOutput<'join'>
      readonly invitedBy: string
      readonly view: InviteView
    }

/** The way from a link to a seat: one page, one name, one button. */
export interface Entry extends Engine<EntryState> {
  open(): Promise<void>
  join(name: string): Promise<void>
}

export interface EntryDeps {
  /** From the address; anything at all. */
  readonly token: string
  readonly api: PortalApi
  readonly memory: DeviceMemory
  readonly makeId: MakeId
  /** 128 random bits in base64url. */
  readonly makeSecret: () => string
}

/** Answers that asking again can change; every other problem is final for this link. */
const passing: readonly Problem['code'][] = ['server-gone', 'server-error', 'too-many-tries', 'storage-full']

export function createEntry({ token, api, memory, makeId, makeSecret }: EntryDeps): Entry {
  const state = createValue<EntryState>({ step: 'opening' })
  let closed = false
  const show = (next: EntryState): void => {
    if (!closed) state.set(next)
  }
  const stop = (trouble: Problem, seat?: KeptSeat): void =>
    show(
      passing.includes(trouble.code)
        ? { step: 'unreachable', problem: trouble }
        : { step: 'refused', problem: trouble, seat },
    )

  async function open(): Promise<void> {
    show({ step: 'opening' })
    if (!InviteToken.safeParse(token).success) return stop(problem('link-unknown'))
    const [answer, seat, lastName] = await Promise.all([
      api.call('openInvite', { token }),
      memory.seat(token),
      memory.lastName(),
    ])
    if (!answer.ok) return stop(answer.problem, seat)
    show({
      step: 'asking',
      view: answer.value,
      name: seat?.name ?? lastName ?? '',
      returning: seat !== undefined,
      busy: false,
      problem: undefined,
    })
  }

  /** The seat of this device under that name: the kept one, or a new one that is kept before anybody hears of it. */
  async function takeSeat(name: string): Promise<KeptSeat> {
    const kept = await memory.seat(token)
    if (kept !== undefined && kept.name === name) return kept
    const seat: KeptSeat = { token, participantId: makeId(), secret: makeSecret(), name, joined: false }
    await memory.keepSeat(seat)
    return seat
  }

  async function join(typed: string): Promise<void> {
    const asking = state.snapshot()
    if (asking.step !== 'asking' || asking.busy) return
    const name = PersonName.safeParse(typed)
    if (!name.success) {
      show({
        ...asking,
        problem: problem('bad-request', 'Enter your name, so that the expert knows who you are.'),
      })
      return
    }
    show({ ...asking, name: name.data, busy: true, problem: undefined })
    const seat = await takeSeat(name.data)
    const { participantId, secret } = seat
    const answer = await api.call('join', { token, participantId, secret, name: name.data })
    if (!answer.ok) {
      if (passing.includes(answer.problem.code)) show({ ...asking, name: name.data, problem: answer.problem })
      else stop(answer.problem)
      return
    }
    const joined = { ...seat, joined: true }
    await memory.keepSeat(joined)
    show({
      step: 'inside',
      seat: joined,
      joined: answer.value,
      invitedBy: asking.view.invitedBy,
      view: asking.view,
    })
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    open,
    join,
    close: () => void (closed = true),
  }
}
