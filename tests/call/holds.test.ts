import { describe, expect, it } from 'vitest'
import { createHolds, type Holds } from '#call/holds.ts'
import type { Id } from '#domain/ids.ts'
import { createWire, type LinkedCall } from './linked-calls.ts'
import { anna, ben, id } from './scene-fixtures.ts'

const carla = id(0xc)
const valve = id(1)

/** Time that passes when the test says so, for everybody alike; clocks may differ by a shift of their own. */
function createTime() {
  let time = 1_000_000
  let waiting: { readonly at: number; readonly callback: () => void }[] = []
  return {
    now: () => time,
    timers: {
      after(ms: number, callback: () => void) {
        const entry = { at: time + ms, callback }
        waiting.push(entry)
        return () => void (waiting = waiting.filter((one) => one !== entry))
      },
    },
    pass(ms: number) {
      for (const end = time + ms; time < end; time += 500) {
        const due = waiting.filter(({ at }) => at <= time)
        waiting = waiting.filter(({ at }) => at > time)
        for (const { callback } of due) callback()
      }
    },
    get isIdle() {
      return waiting.length === 0
    },
  }
}

interface Person {
  readonly call: LinkedCall
  readonly holds: Holds
}

function meet() {
  const wire = createWire()
  const time = createTime()
  const sit = (who: Id, name: string, shift = 0): Person => {
    const call = wire.plug({ id: who, name, seat: 'expert' })
    const holds = createHolds({
      call,
      self: { id: who, name },
      now: () => time.now() + shift,
      timers: time.timers,
    })
    return { call, holds }
  }
  return { wire, time, sit }
}

const holderOf = ({ holds }: Person): string | undefined => holds.snapshot().get(valve)?.name
const settled = (): Promise<void> => Promise.resolve()

describe('hands on models', () => {
  it('[HD1] the last grab holds, also by a person whose clock is behind', async () => {
    const { sit } = meet()
    const people = [sit(anna, 'Anna'), sit(ben, 'Ben', -3_600_000), sit(carla, 'Carla')] as const
    await settled()
    people[0].holds.grab(valve)
    expect(people.map(holderOf)).toEqual(['Anna', 'Anna', 'Anna'])
    people[1].holds.grab(valve)
    expect(people.map(holderOf)).toEqual(['Ben', 'Ben', 'Ben'])
    // Who has lost it lets go of nothing.
    people[0].holds.release(valve)
    expect(people.map(holderOf)).toEqual(['Ben', 'Ben', 'Ben'])
    people[1].holds.release(valve)
    expect(people.map(holderOf)).toEqual([undefined, undefined, undefined])
  })

  it('[HD1] two grabs of the same moment end alike on every side, in whatever order they come', async () => {
    const { wire, sit } = meet()
    const first = sit(anna, 'Anna')
    const second = sit(ben, 'Ben')
    const watcher = sit(carla, 'Carla')
    await settled()
    first.call.send({ type: 'grab', id: valve, isHeld: true, at: 5 })
    second.call.send({ type: 'grab', id: valve, isHeld: true, at: 5 })
    expect(holderOf(watcher)).toBe('Ben')
    // What is older arrives last, as on another link.
    first.call.send({ type: 'grab', id: valve, isHeld: true, at: 4 })
    second.call.send({ type: 'grab', id: valve, isHeld: false, at: 5 })
    first.call.send({ type: 'grab', id: valve, isHeld: true, at: 5 })
    expect(holderOf(watcher)).toBeUndefined()
    expect(wire).toBeDefined()
  })

  it('[HD2] who leaves lets go', async () => {
    const { sit } = meet()
    const here = sit(anna, 'Anna')
    const leaver = sit(ben, 'Ben')
    await settled()
    leaver.holds.grab(valve)
    expect(holderOf(here)).toBe('Ben')
    leaver.call.leave()
    expect(holderOf(here)).toBeUndefined()
  })

  it('[HD3] a hand that says nothing for ten seconds has let go; one that holds on stays', async () => {
    const { time, sit } = meet()
    const here = sit(anna, 'Anna')
    const there = sit(ben, 'Ben')
    await settled()
    there.holds.grab(valve)
    time.pass(60_000)
    expect(holderOf(here)).toBe('Ben')
    here.call.send({ type: 'grab', id: id(2), isHeld: true, at: time.now() })
    expect(there.holds.snapshot().get(id(2))?.name).toBe('Anna')
    time.pass(9_000)
    expect(there.holds.snapshot().has(id(2))).toBe(true)
    time.pass(5_000)
    expect(there.holds.snapshot().has(id(2))).toBe(false)
    there.holds.release(valve)
    expect(time.isIdle).toBe(true)
  })

  it('[HD4] who comes late sees who holds what, and closing lets go', async () => {
    const { sit } = meet()
    const early = sit(anna, 'Anna')
    early.holds.grab(valve)
    const late = sit(ben, 'Ben')
    await settled()
    expect(holderOf(late)).toBe('Anna')
    early.holds.close()
    expect(holderOf(late)).toBeUndefined()
  })
})
