import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer, Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { StartRefused } from '../config/start-refused.ts'
import type { Logger } from '../config/log.ts'

/** Takes a WebSocket upgrade, or answers false when it is not its own. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

interface KeyAndCertificate {
  readonly certificate: string
  readonly key: string
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** HTTPS with these, or plain HTTP. */
  readonly tls: KeyAndCertificate | undefined
  readonly request: RequestListener
  readonly upgrade: Upgrade
  readonly log: Logger
}

export interface Listening {
  readonly server: Server | SecureServer
  readonly protocol: 'http' | 'https'
  /** The real one, also when 0 was asked for. */
  readonly port: number
  /** New connections see this certificate; open ones go on. */
  replaceCertificate(next: KeyAndCertificate): void
  /** Takes no more connections, lets running answers end, and cuts what is left after a while. */
  close(): Promise<void>
}

/** A connection on which nothing moved for so long is cut. Uploads have no other limit: a slow network may take hours. */
const SILENCE_MS = 120_000

/** How long running answers may take to end when the server stops. */
const FAREWELL_MS = 5000

/** First byte of a TLS handshake record. Source: RFC 8446, 5.1. */
const TLS_HANDSHAKE = 0x16

/** Starts to serve. Throws StartRefused when the address cannot be had. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { tls, request, upgrade, log } = options
  const server = tls
    ? createSecureServer({ cert: tls.certificate, key: tls.key }, request)
    : createServer(request)
  server.timeout = SILENCE_MS
  server.requestTimeout = 0
  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', (error) => log.debug({ err: error }, 'socket'))
    if (upgrade(incoming, socket, head)) return
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  // Browsers that do not trust the certificate yet end their handshakes with an error: normal here.
  server.on('tlsClientError', (error) => log.debug({ err: error }, 'handshake'))
  const redirect = server instanceof SecureServer ? redirectPlainHttp(server) : undefined
  const port = await bind(server, options)

  return {
    server,
    protocol: tls ? 'https' : 'http',
    port,
    replaceCertificate({ certificate, key }) {
      if (server instanceof SecureServer) server.setSecureContext({ cert: certificate, key })
    },
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      redirect?.closeAllConnections()
      const timer = setTimeout(() => server.closeAllConnections(), FAREWELL_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

/**
 * People type the address without `https://`, and phones then try plain HTTP on this port: instead of a broken
 * connection they are sent to HTTPS. The first byte tells the two apart.
 */
function redirectPlainHttp(server: SecureServer): Server {
  const redirect = createServer((incoming, answer) => {
    const host = incoming.headers.host
    if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) answer.writeHead(400, { Connection: 'close' })
    else
      answer.writeHead(302, {
        Location: `https://${host}${incoming.url ?? '/'}`,
        'Cache-Control': 'no-store',
        Connection: 'close',
      })
    answer.end()
  })
  redirect.timeout = SILENCE_MS
  const secure = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const cut = () => void socket.destroy()
    socket.on('error', cut)
    socket.setTimeout(SILENCE_MS, cut)
    socket.once('readable', () => {
      socket.off('error', cut)
      socket.setTimeout(0)
      socket.removeListener('timeout', cut)
      const first: unknown = socket.read(1)
      if (!Buffer.isBuffer(first)) return cut()
      socket.unshift(first)
      if (first[0] === TLS_HANDSHAKE) for (const listener of secure) listener.call(server, socket)
      else redirect.emit('connection', socket)
    })
  })
  return redirect
}

function bind(server: Server | SecureServer, { host, port }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      const bound: AddressInfo | string | null = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : port)
    })
  })
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is already in use. Stop what uses it, or choose another by PORT.`,
    EACCES: `Port ${port} may not be used by this account. Choose one above 1023 by PORT.`,
    EADDRNOTAVAIL: `This machine does not have the address ${host}. Choose another by HOST.`,
    ENOTFOUND: `The address ${host} is not known. Choose another by HOST.`,
  }
  const sentence = sentences[error.code ?? '']
  return sentence === undefined ? error : new StartRefused(sentence, { cause: error })
}
