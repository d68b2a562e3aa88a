import type { ApiInput, ApiOutput } from '#domain/api.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import { problem, type Outcome, type Problem } from '#domain/problem.ts'
import type { PortalApi } from '#store/portal-api.ts'
import { StoreError } from '#store/store-error.ts'
import type { Timers } from '#store/timers.ts'
import type { PortalSession } from '../portal-session.ts'
import type { LastAgent, Who } from './last-agent.ts'

type GateState =
  | { readonly status: 'starting' }
  /** Nobody is signed in. `setupNeeded`: there is no owner yet, and the setup link is the way in. */
  | { readonly status: 'signed-out'; readonly setupNeeded: boolean; readonly workspaceName: string }
  | { readonly status: 'signed-in'; readonly portal: PortalSession }
  /** Neither the portal nor this device says who this is. */
  | { readonly status: 'closed'; readonly problem: Problem }

/** Decides who uses this browser: by the portal's answer or, while the portal is away, by what the device remembers. */
export interface Gate extends Engine<GateState> {
  /** Asks again. */
  retry(): void
  signIn(input: ApiInput<'signIn'>): Promise<Outcome<unknown>>
  setUp(input: ApiInput<'setup'>): Promise<Outcome<unknown>>
  signOut(): Promise<Outcome<unknown>>
  /** The workspace or the agent has a new name. */
  rename(who: Who): void
}

export interface GateDeps {
  readonly api: PortalApi
  readonly lastAgent: LastAgent
  readonly openSession: (who: Who) => Promise<PortalSession>
  readonly timers: Timers
}

/** After this long without an answer the device shows what it has, in milliseconds; a slow answer still counts when it comes. */
const PATIENCE_MS = 1_500

/** See Gate. Asks the portal at once. */
export function createGate(deps: GateDeps): Gate {
  const { api, lastAgent } = deps
  const state = createValue<GateState>({ status: 'starting' })
  let current: { readonly portal: PortalSession; readonly off: () => void } | undefined
  let isClosed = false
  /** Only the newest question's answer counts. */
  let question = 0

  function leave(): void {
    current?.off()
    current?.portal.close()
    current = undefined
  }

  /** Answers are taken one after another, so that two never open the same memory twice. */
  let turn: Promise<void> = Promise.resolve()
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = question
    turn = turn.then(() => (isClosed || mine !== question ? undefined : work()))
    return turn
  }

  function watch(portal: PortalSession): () => void {
    let last = portal.sync.snapshot().status
    return portal.sync.subscribe(() => {
      const { status } = portal.sync.snapshot()
      if (status === 'signed-out' && last !== status) void ask()
      last = status
    })
  }

  async function enter(who: Who): Promise<void> {
    lastAgent.keep(who)
    const present = current?.portal
    if (present?.who.snapshot().agent.id === who.agent.id) {
      present.who.set(who)
      if (present.sync.snapshot().status === 'signed-out') void present.sync.syncNow()
      return
    }
    leave()
    try {
      const portal = await deps.openSession(who)
      if (isClosed) return portal.close()
      current = { portal, off: watch(portal) }
      state.set({ status: 'signed-in', portal })
    } catch (error) {
      state.set({
        status: 'closed',
        problem: error instanceof StoreError ? error.problem : problem('device-storage'),
      })
    }
  }

  async function take(me: ApiOutput<'me'>): Promise<void> {
    if (me.agent !== undefined) return enter({ agent: me.agent, workspace: me.workspace })
    lastAgent.forget()
    leave()
    state.set({ status: 'signed-out', setupNeeded: me.setupNeeded, workspaceName: me.workspace.name })
  }

  async function ask(): Promise<void> {
    const mine = ++question
    const known = lastAgent.read()
    const isOld = (): boolean => isClosed || mine !== question
    const offPatience = deps.timers.after(PATIENCE_MS, () => {
      if (known !== undefined && !isOld()) void inTurn(() => enter(known))
    })
    const me = await api.call('me', {})
    offPatience()
    if (isOld()) return
    if (me.ok) return inTurn(() => take(me.value))
    if (known !== undefined) return inTurn(() => enter(known))
    state.set({ status: 'closed', problem: me.problem })
  }

  /** Takes what a successful sign-in or setup answered. */
  async function through(answer: Promise<Outcome<ApiOutput<'me'>>>): Promise<Outcome<unknown>> {
    const outcome = await answer
    if (outcome.ok && !isClosed) {
      question++
      await inTurn(() => take(outcome.value))
    }
    return outcome
  }

  const offTabs = lastAgent.onOtherTab(() => void ask())
  void ask()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    retry() {
      if (state.snapshot().status === 'closed') state.set({ status: 'starting' })
      void ask()
    },
    signIn: (input) => through(api.call('signIn', input)),
    setUp: (input) => through(api.call('setup', input)),
    async signOut() {
      const outcome = await api.call('signOut', {})
      if (outcome.ok) {
        await ask()
      }
      return outcome
    },
    rename(who) {
      lastAgent.keep(who)
      current?.portal.who.set(who)
    },
    close() {
      isClosed = true
      offTabs()
      leave()
    },
  }
}
