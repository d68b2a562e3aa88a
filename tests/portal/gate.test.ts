import { describe, expect, it } from 'vitest'
import type { ApiOutput } from '#domain/api.ts'
import { createSignal, createValue } from '#domain/engine.ts'
import { fail, problem, succeed, type Outcome } from '#domain/problem.ts'
import { createGate } from '#portal/gate/gate.ts'
import type { LastAgent, Who } from '#portal/gate/last-agent.ts'
import type { PortalSession } from '#portal/portal-session.ts'
import { StoreError } from '#store/store-error.ts'
import type { SyncState } from '#store/sync.ts'
import { createFakeApi, type FakeAnswers } from './fake-api.ts'

type Me = ApiOutput<'me'>
const workspace = { id: 'w', name: 'Plant Nord' }
const ada: Who = { agent: { id: 'a', name: 'Ada', email: 'ada@example.com', role: 'owner' }, workspace }
const ben: Who = { agent: { id: 'b', name: 'Ben', email: 'ben@example.com', role: 'agent' }, workspace }
const meOf = (who: Who): Me => ({ ...who, setupNeeded: false })
const nobody: Me = { workspace, setupNeeded: false }

/** Lets everything that was started and waits for nothing outside come to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function createDevice(last?: Who) {
  const otherTab = createSignal<[]>()
  let kept = last
  const lastAgent: LastAgent = {
    read: () => kept,
    keep: (who) => void (kept = who),
    forget: () => void (kept = undefined),
    onOtherTab: (callback) => otherTab.on(callback),
  }
  return { lastAgent, otherTab, kept: () => kept }
}

function start(answers: FakeAnswers, last?: Who, openFails = false) {
  const device = createDevice(last)
  const log: string[] = []
  const timers: (() => void)[] = []
  const syncs: ReturnType<typeof createValue<SyncState>>[] = []
  const portal = createFakeApi(answers)
  const gate = createGate({
    api: portal.api,
    lastAgent: device.lastAgent,
    async openSession(who) {
      log.push(`open ${who.agent.name}`)
      if (openFails) throw new StoreError(problem('device-storage'))
      const sync = createValue<SyncState>({ status: 'synced', waiting: 0 })
      syncs.push(sync)
      const session: Pick<PortalSession, 'who' | 'sync' | 'close'> = {
        who: createValue(who),
        sync: { ...sync, syncNow: async () => void log.push('sync now') },
        close: () => log.push(`close ${who.agent.name}`),
      }
      return session as PortalSession
    },
    timers: {
      after(_ms, callback) {
        timers.push(callback)
        return () => void timers.splice(timers.indexOf(callback), 1)
      },
    },
  })
  const status = (): string => gate.snapshot().status
  return { gate, device, portal, log, timers, syncs, status }
}

/** An answer that comes when the test says so. */
function createLateAnswer() {
  let give: (outcome: Outcome<Me>) => void = () => undefined
  const answer = new Promise<Outcome<Me>>((resolve) => (give = resolve))
  return { answer, give: (outcome: Outcome<Me>) => give(outcome) }
}

describe('who uses this browser', () => {
  it('[G1] is whom the portal names, and is remembered', async () => {
    const { status, device, log } = start({ me: () => succeed(meOf(ada)) })
    expect(status()).toBe('starting')
    await settled()
    expect(status()).toBe('signed-in')
    expect(device.kept()).toEqual(ada)
    expect(log).toEqual(['open Ada'])
  })

  it('[G2] is nobody when the portal says so, even where somebody is remembered', async () => {
    const { gate, device, log } = start({ me: () => succeed({ ...nobody, setupNeeded: true }) }, ada)
    await settled()
    expect(gate.snapshot()).toEqual({ status: 'signed-out', setupNeeded: true, workspaceName: 'Plant Nord' })
    expect(device.kept()).toBeUndefined()
    expect(log).toEqual([])
  })

  it('[G3] is the one who was signed in last while the portal is away, and nobody on a device that knows nobody', async () => {
    const known = start({}, ada)
    const unknown = start({})
    await settled()
    expect(known.status()).toBe('signed-in')
    expect(unknown.gate.snapshot()).toMatchObject({ status: 'closed', problem: { code: 'server-gone' } })
  })

  it('[G4] is shown from the device when the answer takes long; the late answer opens nothing twice', async () => {
    const late = createLateAnswer()
    const { status, timers, log, gate } = start({ me: () => late.answer }, ada)
    await settled()
    expect(status()).toBe('starting')
    timers[0]?.()
    await settled()
    expect(status()).toBe('signed-in')
    late.give(succeed(meOf({ ...ada, workspace: { ...workspace, name: 'Plant Süd' } })))
    await settled()
    expect(log).toEqual(['open Ada'])
    const state = gate.snapshot()
    expect(state.status === 'signed-in' && state.portal.who.snapshot().workspace.name).toBe('Plant Süd')
  })

  it('[G5] a late answer that names somebody else closes what the device showed', async () => {
    const late = createLateAnswer()
    const { timers, log } = start({ me: () => late.answer }, ada)
    timers[0]?.()
    await settled()
    late.give(succeed(meOf(ben)))
    await settled()
    expect(log).toEqual(['open Ada', 'close Ada', 'open Ben'])
  })

  it('[G6] is asked again when the portal no longer knows the cookie', async () => {
    let me = meOf(ada)
    const { syncs, status, log } = start({ me: () => succeed(me) })
    await settled()
    me = nobody
    syncs[0]?.set({ status: 'signed-out', waiting: 1 })
    await settled()
    expect(status()).toBe('signed-out')
    expect(log).toEqual(['open Ada', 'close Ada'])
  })

  it('[G7] a cookie that works again (another tab signed in) goes on without a second opening', async () => {
    const { syncs, log, status } = start({ me: () => succeed(meOf(ada)) })
    await settled()
    syncs[0]?.set({ status: 'signed-out', waiting: 0 })
    await settled()
    expect(status()).toBe('signed-in')
    expect(log).toEqual(['open Ada', 'sync now'])
  })

  it('[G8] signs out when the portal did, and stays when it could not', async () => {
    let me = meOf(ada)
    let signOut: Outcome<Record<string, never>> = fail('server-gone')
    const { gate, status } = start({ me: () => succeed(me), signOut: () => signOut })
    await settled()
    expect((await gate.signOut()).ok).toBe(false)
    expect(status()).toBe('signed-in')
    signOut = succeed({})
    me = nobody
    expect((await gate.signOut()).ok).toBe(true)
    expect(status()).toBe('signed-out')
  })

  it('[G9] a wrong password changes nothing, a right one enters', async () => {
    let answer: Outcome<Me> = fail('wrong-credentials')
    const { gate, status } = start({ me: () => succeed(nobody), signIn: () => answer })
    await settled()
    expect(await gate.signIn({ email: 'a', password: 'b' })).toMatchObject({
      problem: { code: 'wrong-credentials' },
    })
    expect(status()).toBe('signed-out')
    answer = succeed(meOf(ada))
    await gate.signIn({ email: 'a', password: 'b' })
    expect(status()).toBe('signed-in')
  })

  it('[G10] follows another tab that signed out', async () => {
    let me = meOf(ada)
    const { device, status } = start({ me: () => succeed(me) })
    await settled()
    me = nobody
    device.otherTab.emit()
    await settled()
    expect(status()).toBe('signed-out')
  })

  it('[G11] says what is wrong when the device cannot open its memory', async () => {
    const { gate } = start({ me: () => succeed(meOf(ada)) }, undefined, true)
    await settled()
    expect(gate.snapshot()).toMatchObject({ status: 'closed', problem: { code: 'device-storage' } })
  })
})
