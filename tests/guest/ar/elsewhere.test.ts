import { describe, expect, it } from 'vitest'
import type { CallState, RemotePeer } from '#call/call.ts'
import { createValue } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { createElsewhere } from '#guest/ar/elsewhere.ts'
import { anna, ben, id } from '../../call/scene-fixtures.ts'

const carl = id(0xca21)
const nobody: CallState = { status: 'connected', problem: undefined, peers: [], dropped: 0 }

function phone(participantId: Id, spaceId: Id | undefined, peerId: string = participantId): RemotePeer {
  return {
    peerId,
    participantId,
    name: 'Somebody',
    seat: 'technician',
    link: 'open',
    outdated: undefined,
    stream: undefined,
    muted: false,
    capability: {
      ladder: spaceId === undefined ? 'camera' : 'world',
      arAvailable: true,
      features: [],
      tracking: 'good',
      picture: { width: 0, height: 0, stripRows: 0 },
      ...(spaceId === undefined ? {} : { spaceId }),
    },
  }
}

describe('spaces of other phones', () => {
  it('[GX1] are those that a phone in the call has, or had before its AR was started anew; gone with it', () => {
    const call = createValue(nobody)
    const elsewhere = createElsewhere(call, ben)
    const spaces = (): readonly Id[] => [...elsewhere.snapshot()]
    let told = 0
    elsewhere.subscribe(() => told++)
    expect(spaces()).toEqual([])
    call.set({ ...nobody, peers: [phone(carl, id(1)), phone(anna, undefined)] })
    expect(spaces()).toEqual([id(1)])
    call.set({ ...nobody, peers: [phone(carl, undefined)] })
    call.set({ ...nobody, peers: [phone(carl, id(2))] })
    expect(spaces()).toEqual([id(1), id(2)])
    expect(told).toBe(2)
    call.set(nobody)
    expect(spaces()).toEqual([])
    elsewhere.close()
    call.set({ ...nobody, peers: [phone(carl, id(1))] })
    expect(spaces()).toEqual([])
  })

  it('[GX2] are never those of this phone, whose connection from before a reload is still listed', () => {
    const call = createValue({ ...nobody, peers: [phone(ben, id(1), 'earlier')] })
    expect([...createElsewhere(call, ben).snapshot()]).toEqual([])
  })
})
