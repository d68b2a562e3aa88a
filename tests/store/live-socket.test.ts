import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createValue } from '#domain/engine.ts'
import type { LiveNotice } from '#domain/live.ts'
import type { LiveChannel } from '#store/live-channel.ts'
import { createLiveChannel, liveUrl, type LiveChannelOptions } from '#store/live-socket.ts'
import { idOf, until } from '../contracts/local-store-records.ts'
import { createManualTimers, type ManualTimers } from './manual-timers.ts'
import { createPortalDouble } from './portal-double.ts'
import { startPortalServer, type PortalServer } from './portal-server.ts'

let portal: ReturnType<typeof createPortalDouble>
let server: PortalServer
let timers: ManualTimers
const online = createValue(true)
const channels: LiveChannel[] = []

beforeEach(async () => {
  portal = createPortalDouble()
  server = await startPortalServer(portal)
  timers = createManualTimers()
  online.set(true)
})
afterEach(async () => {
  for (const channel of channels.splice(0)) channel.close()
  await server.close()
})

function connect(options: Partial<LiveChannelOptions> = {}): LiveChannel {
  const channel = createLiveChannel({
    url: liveUrl(server.baseUrl),
    hello: { type: 'hello' },
    openSocket: (url) => new WebSocket(url),
    timers,
    online,
    random: () => 1,
    ...options,
  })
  channels.push(channel)
  return channel
}

const isOpen = (status: string): boolean => status === 'open'
const isWaiting = (status: string): boolean => status === 'waiting'

function nextNotices(channel: LiveChannel, count: number): Promise<readonly LiveNotice[]> {
  return new Promise((resolve) => {
    const seen: LiveNotice[] = []
    const off = channel.onNotice((notice) => {
      if (seen.push(notice) < count) return
      off()
      resolve(seen)
    })
  })
}

it('[LC1] finds the address beside the page', () => {
  expect(liveUrl('https://portal.example:8443')).toBe('wss://portal.example:8443/api/live')
  expect(liveUrl('http://localhost:8080/join/abc')).toBe('ws://localhost:8080/api/live')
})

describe('[LC2] notices', () => {
  it('come after hello, parsed; what is not a notice is dropped', async () => {
    const channel = connect({ hello: { type: 'hello', guest: `${idOf(1)}.secret` } })
    expect(channel.snapshot()).toBe('connecting')
    await until(channel, isOpen)
    expect(server.hellos).toEqual([{ type: 'hello', guest: `${idOf(1)}.secret` }])
    const heard = nextNotices(channel, 2)
    server.broadcast('no JSON')
    server.broadcast('{"type":"changed","revision":"many"}')
    server.broadcast('{"type":"surprise"}')
    server.broadcast(Buffer.from([1, 2, 3]))
    server.broadcast(JSON.stringify({ type: 'changed', revision: 7 }))
    server.broadcast(JSON.stringify({ type: 'ended', sessionId: idOf(2) }))
    expect(await heard).toEqual([
      { type: 'changed', revision: 7 },
      { type: 'ended', sessionId: idOf(2) },
    ])
  })

  it('a refusal is told', async () => {
    const channel = connect()
    await until(channel, isOpen)
    const notice = nextNotices(channel, 1)
    server.broadcast(JSON.stringify({ type: 'refused', problem: { code: 'not-signed-in', sentence: 'No' } }))
    expect(await notice).toMatchObject([{ type: 'refused', problem: { code: 'not-signed-in' } }])
  })
})

describe('[LC3] coming back', () => {
  it('after the portal cut the connection', async () => {
    const channel = connect()
    await until(channel, isOpen)
    server.cutLive()
    await until(channel, isWaiting)
    expect(timers.pauses()).toEqual([500])
    timers.pass()
    await until(channel, isOpen)
    expect(server.hellos).toHaveLength(2)
    expect(timers.pauses()).toEqual([])
  })

  it('with growing pauses, random in their upper half, up to 15 s; short again after it was open', async () => {
    const channel = connect({ url: `${server.baseUrl.replace('http', 'ws')}/nowhere` })
    const pauses: number[] = []
    for (let n = 0; n < 7; n++) {
      await until(channel, isWaiting)
      pauses.push(...timers.pauses())
      timers.pass()
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
    const other = connect({ random: () => 0 })
    await until(other, isOpen)
    server.cutLive()
    await until(other, isWaiting)
    expect(timers.pauses()).toContain(250)
  })

  it('at once when the browser comes online, also when it believed to be connected', async () => {
    const channel = connect()
    await until(channel, isOpen)
    online.set(false)
    expect(channel.snapshot()).toBe('open')
    online.set(true)
    expect(channel.snapshot()).toBe('connecting')
    await until(channel, isOpen)
    server.cutLive()
    await until(channel, isWaiting)
    online.set(false)
    online.set(true)
    expect(timers.pauses()).toEqual([10_000])
    await until(channel, isOpen)
    expect(server.hellos).toHaveLength(3)
  })

  it('when the portal takes the connection and says nothing', async () => {
    let isDeaf = true
    const channel = connect({
      openSocket: (url) => {
        const socket = new WebSocket(url)
        if (isDeaf) socket.send = () => undefined
        isDeaf = false
        return socket
      },
    })
    expect(timers.pauses()).toEqual([10_000])
    timers.pass()
    expect(channel.snapshot()).toBe('waiting')
    timers.pass()
    await until(channel, isOpen)
    expect(server.hellos).toHaveLength(1)
  })
})

it('[LC4] closed is closed: no pause is left, nothing comes back', async () => {
  const channel = connect()
  await until(channel, isOpen)
  channel.close()
  channel.close()
  online.set(false)
  online.set(true)
  expect(timers.pauses()).toEqual([])
  expect(channel.snapshot()).toBe('waiting')
})
