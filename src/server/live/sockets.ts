import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, type RawData, type WebSocketServer } from 'ws'
import { problems, type Problem } from '#domain/problem.ts'
import type { Timers } from './timers.ts'

/** How often a silent socket is asked whether it lives. A phone that walked out of the network is noticed after two of these. */
const PING_EVERY_MS = 15_000

/** More than this unsent on one socket means that its reader is stuck: it is cut rather than kept in memory. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024

/** The path and query of an upgrade request; undefined when the address is none. */
export function urlOf(request: IncomingMessage): URL | undefined {
  try {
    return new URL(request.url ?? '/', 'http://server')
  } catch {
    return undefined
  }
}

/** Answers an upgrade request with a problem instead of a socket. */
export function refuseUpgrade(socket: Duplex, what: Problem): void {
  const { status } = problems[what.code]
  const body = JSON.stringify({ problem: what })
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

/** A message as text; undefined for binary ones. */
export function textOf(data: RawData, isBinary: boolean): string | undefined {
  if (isBinary) return undefined
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}

/** Sends JSON to an open socket; cuts one whose reader is stuck. */
export function sendJson(socket: WebSocket, message: unknown): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate()
  else socket.send(JSON.stringify(message))
}

/** Cuts sockets that have not answered the last ping. Returns its own off-function. */
export function watchPulse(server: WebSocketServer, timers: Timers): () => void {
  const silent = new WeakSet<WebSocket>()
  server.on('connection', (socket) => {
    socket.on('pong', () => void silent.delete(socket))
  })
  const beat = (): void => {
    for (const socket of server.clients) {
      if (silent.has(socket)) {
        socket.terminate()
        continue
      }
      silent.add(socket)
      socket.ping()
    }
    off = timers.after(PING_EVERY_MS, beat)
  }
  let off = timers.after(PING_EVERY_MS, beat)
  return () => off()
}
