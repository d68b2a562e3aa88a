import { once } from 'node:events'
import WebSocket from 'ws'
import { LIVE_PATH, LiveNotice } from '#domain/live.ts'
import { SIGNAL_PATH } from '#domain/signalling.ts'
import type { Person } from './portal.ts'

/** Messages of one socket, kept and waited for. */
export interface Heard<T> {
  readonly socket: WebSocket
  readonly all: readonly T[]
  /** The first message, earlier or later, that is so; rejects when the socket closes before. */
  first(isIt: (message: T) => boolean): Promise<T>
  closed(): Promise<number>
  close(): void
}

function hear<T>(socket: WebSocket, parse: (value: unknown) => T): Heard<T> {
  const all: T[] = []
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const check of waiting) check()
  }
  let closeCode: number | undefined
  socket.on('message', (data: Buffer) => {
    all.push(parse(JSON.parse(data.toString())))
    wake()
  })
  socket.on('close', (code) => {
    closeCode = code
    wake()
  })
  socket.on('error', () => undefined)
  const wait = <R>(found: () => R | undefined, orElse: () => Error | undefined): Promise<R> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const result = found()
        const fault = result === undefined ? orElse() : undefined
        if (result === undefined && fault === undefined) return
        waiting.delete(check)
        if (result === undefined) reject(fault ?? new Error('unreachable'))
        else resolve(result)
      }
      waiting.add(check)
      check()
    })
  return {
    socket,
    all,
    first: (isIt) =>
      wait(
        () => all.find(isIt),
        () =>
          closeCode === undefined
            ? undefined
            : new Error(`closed with ${closeCode} after ${JSON.stringify(all)}`),
      ),
    closed: () =>
      wait(
        () => closeCode,
        () => undefined,
      ),
    close: () => socket.close(),
  }
}

const wsUrl = (who: Person): string => who.url.replace(/^http/, 'ws')

/** Opens the live channel and says hello. */
export async function openLive(who: Person, hello: unknown = { type: 'hello', guest: who.guest }) {
  // A guest's device has no cookie; an agent's sends it with the upgrade.
  const { Cookie, Origin } = who.headers
  const socket = new WebSocket(`${wsUrl(who)}${LIVE_PATH}`, {
    headers: { ...(Cookie === undefined ? {} : { Cookie }), ...(Origin === undefined ? {} : { Origin }) },
  })
  const heard = hear(socket, (value) => LiveNotice.parse(value))
  await once(socket, 'open')
  socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello))
  return heard
}

export interface SignalMessage {
  readonly type: string
  readonly src?: string
  readonly dst?: string
  readonly payload?: unknown
}

/** Opens signalling as PeerJS does; `refused` is the HTTP status when there is no socket. */
export async function openSignal(
  who: Person,
  peerId: string,
  ticket: string | undefined,
): Promise<{ refused: number } | Heard<SignalMessage>> {
  const query = new URLSearchParams({ key: 'peerjs', id: peerId, version: '1.5.5' })
  if (ticket !== undefined) query.set('token', ticket)
  const socket = new WebSocket(`${wsUrl(who)}${SIGNAL_PATH}peerjs?${query}`)
  const heard = hear(socket, (value) => value as SignalMessage)
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve({ refused: response.statusCode ?? 0 })
    })
    socket.on('open', () => resolve(heard))
  })
}

/** Takes a ticket and connects with it; waits for OPEN. */
export async function connect(who: Person, sessionId: string, peerId?: string) {
  const ticket = await who.must('ticket', { sessionId, ...(peerId === undefined ? {} : { peerId }) })
  const signal = await openSignal(who, ticket.peerId, ticket.ticket)
  if ('refused' in signal) throw new Error(`signalling refused with ${signal.refused}`)
  await signal.first(({ type }) => type === 'OPEN')
  return {
    ...signal,
    peerId: ticket.peerId,
    ticket,
    say: (m: unknown) => signal.socket.send(JSON.stringify(m)),
  }
}
