import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { api } from '#domain/api.ts'
import { LIVE_PATH, LiveHello, type LiveNotice } from '#domain/live.ts'
import type { PortalDouble } from './portal-double.ts'

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** The portal double behind real sockets: HTTP for push and pull, a WebSocket for notices, connections that break. */
export async function startPortalServer(portal: PortalDouble) {
  const headers: (string | undefined)[] = []
  const hellos: LiveHello[] = []
  /** Requests wait here before they are looked at. */
  let gate: Promise<void> = Promise.resolve()
  let inHand = 0
  let mostInHand = 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://portal.test')
    const name = url.pathname === api.push.path ? 'push' : 'pull'
    headers.push(request.headers.authorization)
    mostInHand = Math.max(mostInHand, ++inHand)
    const body = await bodyOf(request)
    await gate
    inHand--
    const reply = portal.handle(name, url.searchParams, body)
    if (reply === undefined) return void request.socket.destroy()
    const { status, type, text, isCut } = reply
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) })
    if (!isCut) return void response.end(text)
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  const live = new WebSocketServer({ noServer: true })
  const say = (socket: WebSocket, notice: LiveNotice): void => socket.send(JSON.stringify(notice))
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== LIVE_PATH) return void socket.destroy()
    live.handleUpgrade(request, socket, head, (client) => {
      client.once('message', (data) => {
        hellos.push(LiveHello.parse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '')))
        say(client, { type: 'ready' })
      })
    })
  })
  portal.onChanged((revision) => {
    for (const client of live.clients) say(client, { type: 'changed', revision })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    /** The Authorization header of every request so far. */
    headers,
    hellos,
    /** The most requests that were being answered at one time. */
    mostInHand: (): number => mostInHand,
    /** Lets no request through until the returned function is called. */
    hold(): () => void {
      let release = (): void => undefined
      gate = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    /** Says something to every live channel, also nonsense. */
    broadcast(text: string | Buffer): void {
      for (const client of live.clients) client.send(text)
    },
    cutLive(): void {
      for (const client of live.clients) client.terminate()
    },
    async close(): Promise<void> {
      for (const client of live.clients) client.terminate()
      live.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
export type PortalServer = Awaited<ReturnType<typeof startPortalServer>>
