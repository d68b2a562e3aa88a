import type { DataConnection, MediaConnection, Peer } from 'peerjs'
import { createSignal, createValue, type Engine } from '#domain/engine.ts'
import type { Id, Now } from '#domain/ids.ts'
import type { Problem } from '#domain/problem.ts'
import { SIGNAL_PATH, type TicketResponse } from '#domain/signalling.ts'
import { WIRE_VERSION } from '#domain/wire.ts'
import type { PortalApi } from '#store/portal-api.ts'
import type { Timers } from '#store/timers.ts'
import { type DialMetadata, onRefusal, pauseAfter, renewalIn } from './dialling.ts'
import { tuneSdp } from './sdp.ts'

export interface SignallingDeps {
  readonly sessionId: Id
  readonly api: PortalApi
  /** Where the portal is: `window.location`, in the product. */
  readonly location: { readonly protocol: string; readonly hostname: string; readonly port: string }
  readonly timers: Timers
  readonly now: Now
  /** In [0, 1). */
  readonly random: () => number
  /** PeerJS comes as its own chunk, when a call really starts. */
  readonly loadPeer?: () => Promise<typeof Peer>
  /** A ticket that was fetched already (an agent learns from it who they are in the session). */
  readonly ticket?: TicketResponse
}

export type SignallingState =
  | { readonly status: 'connecting' }
  | { readonly status: 'open'; readonly peerId: string }
  /** It was open; what is connected stays connected, nobody new can be reached. */
  | { readonly status: 'down'; readonly peerId: string }
  | { readonly status: 'ended' }
  | { readonly status: 'refused'; readonly problem: Problem }
  | { readonly status: 'closed' }

/** The way to other peers: our place at the portal's signalling, kept for the whole call under one peer id. */
export interface Signalling extends Engine<SignallingState> {
  /** Undefined while signalling is not open. */
  dial(peerId: string): DataConnection | undefined
  dialMedia(peerId: string, stream: MediaStream, link: string): MediaConnection | undefined
  onData(callback: (connection: DataConnection) => void): () => void
  onMedia(callback: (connection: MediaConnection) => void): () => void
  /** The network seems to be back: try at once instead of after the pause. */
  hurry(): void
  /** Gives the place up; connections stay until close(). */
  leave(): void
}

/** How long the socket may take to open before it is tried anew. */
const OPEN_WITHIN_MS = 15_000

const importPeer = async (): Promise<typeof Peer> => (await import('peerjs')).Peer

export function createSignalling(deps: SignallingDeps): Signalling {
  const { sessionId, api, location, timers, now, random, loadPeer = importPeer } = deps
  const state = createValue<SignallingState>({ status: 'connecting' })
  const data = createSignal<[DataConnection]>()
  const media = createSignal<[MediaConnection]>()
  let ticket: TicketResponse | undefined
  let peer: Peer | undefined
  let failures = 0
  let trying = false
  const wait: Partial<Record<'pause' | 'open' | 'renewal', () => void>> = {}

  const isOver = (): boolean => ['ended', 'refused', 'closed'].includes(state.snapshot().status)

  function finish(end: SignallingState): void {
    if (isOver()) return
    for (const off of Object.values(wait)) off()
    state.set(end)
    peer?.disconnect()
  }

  /** A fresh ticket for the same peer id; undefined when there is none now or never. */
  async function fetchTicket(): Promise<TicketResponse | undefined> {
    const answer = await api.call('ticket', ticket ? { sessionId, peerId: ticket.peerId } : { sessionId })
    if (answer.ok) return answer.value
    const meaning = onRefusal(answer.problem.code)
    if (meaning === 'ended') finish({ status: 'ended' })
    if (meaning === 'refused') finish({ status: 'refused', problem: answer.problem })
    return undefined
  }

  function adopt(fresh: TicketResponse): void {
    ticket = fresh
    if (peer !== undefined) {
      peer.options.token = fresh.ticket
      peer.options.config = { iceServers: fresh.iceServers }
    }
    wait.renewal?.()
    wait.renewal = timers.after(renewalIn(fresh.expiresAt, now()), () => void renew())
  }

  /** Keeps token and relay credentials fresh while all is well; a failure is made good by the next reconnection. */
  async function renew(): Promise<void> {
    const fresh = await fetchTicket()
    if (fresh !== undefined && !isOver()) adopt(fresh)
    else if (!isOver()) wait.renewal = timers.after(renewalIn(0, 0), () => void renew())
  }

  async function connect(): Promise<void> {
    /* PeerJS throws when a peer that is open or opening is reconnected. */
    if (trying || isOver() || peer?.disconnected === false) return
    trying = true
    wait.pause?.()
    const first = ticket === undefined ? deps.ticket : undefined
    const [fresh, PeerClass] = await Promise.all([first ?? fetchTicket(), loadPeer().catch(() => undefined)])
    trying = false
    if (isOver()) return
    if (fresh === undefined || PeerClass === undefined) return pause()
    adopt(fresh)
    wait.open?.()
    wait.open = timers.after(OPEN_WITHIN_MS, () => peer?.disconnect())
    if (peer === undefined) peer = open(PeerClass, fresh)
    else peer.reconnect()
  }

  function pause(): void {
    const was = state.snapshot()
    if (was.status === 'open') state.set({ status: 'down', peerId: was.peerId })
    failures += 1
    wait.pause?.()
    wait.pause = timers.after(pauseAfter(failures, random), () => void connect())
  }

  function open(PeerClass: typeof Peer, { ticket: token, peerId, iceServers }: TicketResponse): Peer {
    const secure = location.protocol === 'https:'
    const made = new PeerClass(peerId, {
      host: location.hostname,
      port: location.port === '' ? (secure ? 443 : 80) : Number(location.port),
      path: SIGNAL_PATH,
      secure,
      token,
      /* Always given: without it PeerJS asks servers of strangers. */
      config: { iceServers },
      debug: 0,
    })
    made.on('open', () => {
      wait.open?.()
      failures = 0
      if (!isOver()) state.set({ status: 'open', peerId })
    })
    made.on('disconnected', () => {
      wait.open?.()
      if (!isOver()) pause()
    })
    /* PeerJS destroys a peer that was refused before it was ever open; the next try makes a new one. */
    made.on('close', () => {
      if (peer === made) peer = undefined
    })
    made.on('connection', (connection) => data.emit(connection))
    made.on('call', (connection) => media.emit(connection))
    /* Each error that matters also disconnects, or closes the connection it belongs to. Unheard, it would be thrown. */
    made.on('error', () => undefined)
    return made
  }

  void connect()

  const metadata = (link?: string): DialMetadata => ({
    version: WIRE_VERSION,
    ...(link === undefined ? {} : { link }),
  })
  const ready = (): Peer | undefined => (state.snapshot().status === 'open' ? peer : undefined)
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    dial: (to) => ready()?.connect(to, { serialization: 'raw', reliable: true, metadata: metadata() }),
    dialMedia: (to, stream, link) =>
      ready()?.call(to, stream, { metadata: metadata(link), sdpTransform: tuneSdp }),
    onData: data.on,
    onMedia: media.on,
    hurry() {
      failures = 0
      void connect()
    },
    leave: () => finish({ status: 'closed' }),
    close() {
      finish({ status: 'closed' })
      peer?.destroy()
    },
  }
}
