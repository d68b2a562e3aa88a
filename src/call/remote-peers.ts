import type { DataConnection, MediaConnection } from 'peerjs'
import { createSignal } from '#domain/engine.ts'
import type { Now } from '#domain/ids.ts'
import type { RosterEntry, Seat } from '#domain/participant.ts'
import type { PoseSample } from '#domain/pose-track.ts'
import { type ReliableMessage, type UnreliableMessage, WIRE_VERSION } from '#domain/wire.ts'
import type { Timers } from '#store/timers.ts'
import { createAllowance } from './allowance.ts'
import type { RemotePeer } from './call.ts'
import { DialMetadata, dials, onIncoming, pauseAfter, RING_WAIT_MS, type Standing } from './dialling.ts'
import type { OutgoingMedia } from './outgoing-media.ts'
import { createPeerLink, type Hello, type PeerLink } from './peer-link.ts'
import { createEntry, type Entry, introduced, setTracks, stopTimers } from './remote-entry.ts'
import { tuneSdp } from './sdp.ts'
import type { Signalling } from './signalling.ts'

export interface RemotePeersDeps {
  readonly seat: Seat
  readonly hello: Hello
  readonly signalling: Signalling
  readonly media: OutgoingMedia
  readonly timers: Timers
  readonly now: Now
  readonly random: () => number
  readonly onDropped: () => void
  /** Something that views() shows is different. */
  readonly onChange: () => void
}

/** Everyone else of the session: who is there by the roster, and the link to each. */
export interface RemotePeers {
  /** Who is there; said again when signalling opens, it also sees to everyone who is not connected. */
  setRoster(peers: readonly RosterEntry[]): void
  /** The same objects until something about that peer changed. */
  views(): readonly RemotePeer[]
  open(): readonly { readonly view: RemotePeer; readonly link: PeerLink }[]
  onOpen(callback: (peer: RemotePeer) => void): () => void
  onMessage(callback: (message: ReliableMessage | UnreliableMessage, from: RemotePeer) => void): () => void
  onPoses(callback: (samples: readonly PoseSample[], from: RemotePeer) => void): () => void
  close(): void
}

export function createRemotePeers(deps: RemotePeersDeps): RemotePeers {
  const { hello, signalling, media, timers, now, random, onDropped, onChange } = deps
  const entries = new Map<string, Entry>()
  /* Said bye; the portal's roster may list them a moment longer. */
  const departed = new Set<string>()
  const opened = createSignal<[RemotePeer]>()
  const messages = createSignal<[ReliableMessage | UnreliableMessage, RemotePeer]>()
  const poses = createSignal<[readonly PoseSample[], RemotePeer]>()
  let closed = false

  function entryOf(peerId: string): Entry {
    const known = entries.get(peerId)
    if (known !== undefined) return known
    const entry = createEntry(peerId, createAllowance(now))
    entries.set(peerId, entry)
    return entry
  }

  function show(entry: Entry, part: Partial<RemotePeer>): void {
    if (entry.view === undefined) return
    entry.view = { ...entry.view, ...part }
    onChange()
  }

  /** The roster's word on who that is; before it speaks, the other side's own. */
  function introduce(entry: Entry, who: Pick<RosterEntry, 'participantId' | 'name' | 'seat'>): void {
    const view = introduced(entry, who)
    if (view === entry.view) return
    entry.view = view
    onChange()
  }

  function forget(entry: Entry): void {
    stopTimers(entry)
    entry.link?.close()
    entries.delete(entry.peerId)
    if (entry.view !== undefined) onChange()
  }

  function ownId(): string | undefined {
    const state = signalling.snapshot()
    return state.status === 'open' || state.status === 'down' ? state.peerId : undefined
  }

  function isCaller(entry: Entry): boolean {
    const peerId = ownId()
    return (
      peerId !== undefined &&
      entry.view !== undefined &&
      dials({ peerId, seat: deps.seat }, { peerId: entry.peerId, seat: entry.view.seat })
    )
  }

  /** Sees to it that this peer is connected, or soon called, or gone. */
  function tend(entry: Entry): void {
    if (closed) return
    if (entry.link !== undefined) {
      if (!entry.link.hasMedia() && entry.offMediaTimer === undefined) callMedia(entry)
      return
    }
    if (!entry.listed) return forget(entry)
    if (entry.offTimer !== undefined || signalling.snapshot().status !== 'open') return
    const ring = isCaller(entry) ? 0 : RING_WAIT_MS
    entry.offTimer = timers.after(ring + pauseAfter(entry.failures, random), () => {
      entry.offTimer = undefined
      if (closed || entry.link !== undefined || !entry.listed) return
      const data = signalling.dial(entry.peerId)
      if (data === undefined) return
      join(entry, data, true)
      callMedia(entry)
    })
  }

  function callMedia(entry: Entry): void {
    const { link } = entry
    if (link?.dialled !== true) return
    const call = signalling.dialMedia(entry.peerId, media.stream(), link.id)
    if (call !== undefined) link.attachMedia(call)
  }

  function join(entry: Entry, data: DataConnection, dialled: boolean): void {
    stopTimers(entry)
    entry.link?.close()
    const link = createPeerLink({
      data,
      dialled,
      hello,
      media,
      allowance: entry.allowance,
      timers,
      isListed: () => entry.listed,
      listener: {
        onOpen(said) {
          entry.failures = 0
          if (entry.view === undefined) introduce(entry, said)
          show(entry, { link: 'open', outdated: undefined })
          if (entry.view !== undefined) opened.emit(entry.view)
        },
        onOutdated(side) {
          if (entry.view !== undefined) show(entry, { link: 'connecting', outdated: side })
        },
        onMessage: (message) => hear(entry, message),
        onPoses(samples) {
          if (entry.view !== undefined) poses.emit(samples, entry.view)
        },
        onTracks(tracks) {
          setTracks(entry.stream, tracks)
          entry.mediaFailures = 0
          show(entry, { stream: entry.stream })
        },
        onDropped,
        onMediaLost() {
          entry.mediaFailures += 1
          entry.offMediaTimer?.()
          const pause = pauseAfter(entry.mediaFailures, random)
          entry.offMediaTimer = timers.after(pause, () => {
            entry.offMediaTimer = undefined
            callMedia(entry)
          })
        },
        onClosed() {
          if (entry.link !== link) return
          entry.link = undefined
          entry.failures += 1
          show(entry, { link: 'lost' })
          tend(entry)
        },
      },
    })
    entry.link = link
  }

  function hear(entry: Entry, message: ReliableMessage | UnreliableMessage): void {
    if (message.type === 'capability') show(entry, { capability: message.capability })
    if (message.type === 'muted') show(entry, { muted: message.muted })
    if (entry.view !== undefined) messages.emit(message, entry.view)
    if (message.type !== 'bye') return
    departed.add(entry.peerId)
    forget(entry)
  }

  function onData(data: DataConnection): void {
    const metadata = DialMetadata.safeParse(data.metadata)
    if (closed || !metadata.success || data.serialization !== 'raw') return data.close()
    departed.delete(data.peer)
    const entry = entryOf(data.peer)
    const { link } = entry
    const standing: Standing =
      link === undefined ? 'none' : link.isOpen() ? 'open' : link.dialled ? 'dialled' : 'answered'
    if (onIncoming(standing, isCaller(entry)) === 'decline') data.close()
    else join(entry, data, false)
  }

  function onMedia(call: MediaConnection): void {
    const metadata = DialMetadata.safeParse(call.metadata)
    const link = entries.get(call.peer)?.link
    const fits = metadata.success && metadata.data.version === WIRE_VERSION && metadata.data.link === link?.id
    if (closed || !fits || link === undefined) return call.close()
    call.answer(media.stream(), { sdpTransform: tuneSdp })
    link.attachMedia(call)
  }

  const offs = [signalling.onData(onData), signalling.onMedia(onMedia)]

  return {
    setRoster(peers) {
      const self = ownId()
      const others = peers.filter(({ peerId }) => peerId !== self)
      const listed = new Set(others.map(({ peerId }) => peerId))
      for (const peerId of departed) if (!listed.has(peerId)) departed.delete(peerId)
      for (const entry of entries.values()) {
        const left = entry.listed && !listed.has(entry.peerId)
        entry.listed = listed.has(entry.peerId)
        /* Who is being talked to stays: the roster knows signalling only, and that may be restarting. */
        if (left && entry.link?.isOpen() !== true) forget(entry)
      }
      for (const other of others) {
        if (departed.has(other.peerId)) continue
        const entry = entryOf(other.peerId)
        entry.listed = true
        introduce(entry, other)
      }
      for (const entry of entries.values()) tend(entry)
    },
    views: () => [...entries.values()].flatMap(({ view }) => (view === undefined ? [] : [view])),
    open: () =>
      [...entries.values()].flatMap(({ view, link }) =>
        view !== undefined && link?.isOpen() === true ? [{ view, link }] : [],
      ),
    onOpen: opened.on,
    onMessage: messages.on,
    onPoses: poses.on,
    close() {
      closed = true
      for (const off of offs) off()
      for (const entry of entries.values()) forget(entry)
    },
  }
}
