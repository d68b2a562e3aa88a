import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { watchPulse } from '#server/live/sockets.ts'
import type { Timers } from '#server/live/timers.ts'

let server: WebSocketServer
let beat: (() => void) | undefined
let off: () => void
const timers: Timers = {
  after(_ms, callback) {
    beat = callback
    return () => void (beat = undefined)
  },
}
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  off = watchPulse(server, timers)
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

async function client(autoPong: boolean) {
  const { port } = server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong })
  const connected = once(server, 'connection')
  await Promise.all([once(socket, 'open'), connected])
  return socket
}

describe('the pulse of sockets', () => {
  it('[LI3] who does not answer a ping is cut at the next; who answers stays', async () => {
    const alive = await client(true)
    const dead = await client(false)
    const [aliveHere] = server.clients
    const gone = once(dead, 'close')
    const ponged = aliveHere && once(aliveHere, 'pong')
    beat?.()
    await ponged
    beat?.()
    await gone
    expect(alive.readyState).toBe(WebSocket.OPEN)
    expect(server.clients.size).toBe(1)
    off()
    expect(beat).toBeUndefined()
  })
})
