import { describe, expect, it } from 'vitest'
import { holdMessages } from '#guest/held-messages.ts'
import { createWire } from '../call/linked-calls.ts'

const expert = { id: '00000000-0000-4000-8000-00000000000a', name: 'Ada', seat: 'expert' } as const
const technician = { id: '00000000-0000-4000-8000-00000000000b', name: 'Bob', seat: 'technician' } as const

describe('[GU1] what an expert says before everybody listens', () => {
  it('is heard on release, once and in order, and what comes later at once', () => {
    const wire = createWire()
    const ada = wire.plug(expert)
    const { call, release } = holdMessages(wire.plug(technician))
    ada.send({ type: 'recording', active: true })
    ada.send({ type: 'still.show', stillId: technician.id })
    const heard: string[] = []
    call.onMessage((message, from) => heard.push(`${from.name} ${message.type}`))
    expect(heard).toEqual([])
    release()
    expect(heard).toEqual(['Ada recording', 'Ada still.show'])
    ada.send({ type: 'recording', active: false })
    expect(heard).toEqual(['Ada recording', 'Ada still.show', 'Ada recording'])
  })

  it('leaves out a pointer of then, and tells nobody who has stopped listening', () => {
    const wire = createWire()
    const ada = wire.plug(expert)
    const { call, release } = holdMessages(wire.plug(technician))
    ada.sendUnreliable({ type: 'pointer.gone' })
    ada.send({ type: 'recording', active: true })
    const heard: string[] = []
    const gone: string[] = []
    call.onMessage((message) => heard.push(message.type))
    call.onMessage((message) => gone.push(message.type))()
    release()
    expect(heard).toEqual(['recording'])
    expect(gone).toEqual([])
  })
})
