import type { DataConnection, MediaConnection } from 'peerjs'
import { type PoseSample, unpackPoses } from '#domain/pose-track.ts'
import {
  MAX_WIRE_LENGTH,
  parseReliable,
  parseUnreliable,
  type ReliableMessage,
  type UnreliableMessage,
  WIRE_VERSION,
} from '#domain/wire.ts'
import type { Timers } from '#store/timers.ts'
import type { Allowance } from './allowance.ts'
import type { OutgoingMedia } from './outgoing-media.ts'

/** How long a connection may take to open before it is tried anew: a relay over a slow network needs up to 5 s. */
const OPEN_WITHIN_MS = 12_000

/** How long ICE may be without an answer before a new connection is made: shorter than the browser's own 15 to 30 s of hope. */
const SILENCE_MS = 5_000

/** Bytes that may wait on the unreliable channel: older poses are worth nothing, so they are skipped rather than queued. */
const MOST_WAITING_BYTES = 32 * 1024

/** Both sides open this channel with the same number, so that it needs no negotiation of its own. */
const LOOSE_CHANNEL = 100

export type Hello = Extract<ReliableMessage, { type: 'hello' }>

/** Who is told what of one connection. */
export interface LinkListener {
  /** The other side said hello in our version: messages pass. */
  onOpen(hello: Hello): void
  onOutdated(side: 'us' | 'them'): void
  onMessage(message: ReliableMessage | UnreliableMessage): void
  onPoses(samples: readonly PoseSample[]): void
  /** The other side's tracks, as often as they change. */
  onTracks(tracks: readonly MediaStreamTrack[]): void
  onDropped(): void
  /** The media call ended while the link stands: whoever called calls again. */
  onMediaLost(): void
  /** Once, for whatever reason but our own close(). */
  onClosed(): void
}

/** One try to be connected with one peer: a reliable channel, a loose one beside it, and one media call. */
export interface PeerLink {
  readonly id: string
  readonly dialled: boolean
  isOpen(): boolean
  send(text: string): void
  sendLoose(data: string | ArrayBuffer): void
  hasMedia(): boolean
  /** The media call that belongs to this link, made or answered; takes the place of one before it. */
  attachMedia(media: MediaConnection): void
  close(): void
}

export function createPeerLink(deps: {
  readonly data: DataConnection
  readonly dialled: boolean
  readonly hello: Hello
  readonly media: OutgoingMedia
  readonly allowance: Allowance
  readonly timers: Timers
  readonly listener: LinkListener
  /** Whether the portal still lists them: then silence is more likely a bad network than a dead device. */
  readonly isListed: () => boolean
}): PeerLink {
  const { data, dialled, hello, media, allowance, timers, listener, isListed } = deps
  const loose = data.peerConnection.createDataChannel('loose', {
    negotiated: true,
    id: LOOSE_CHANNEL,
    ordered: false,
    maxRetransmits: 0,
  })
  loose.binaryType = 'arraybuffer'
  let step: 'opening' | 'open' | 'outdated' | 'closed' = 'opening'
  let call: { readonly media: MediaConnection; readonly off: () => void } | undefined
  let offSilence: (() => void) | undefined
  const offOpening = timers.after(OPEN_WITHIN_MS, () => {
    if (step === 'opening') fail()
  })

  function shut(): void {
    step = 'closed'
    offOpening()
    offSilence?.()
    hangUp()
    data.close()
  }

  function hangUp(): void {
    const was = call
    call = undefined
    was?.off()
    was?.media.close()
  }

  function fail(): void {
    if (step === 'closed') return
    shut()
    listener.onClosed()
  }

  function greet(text: unknown): void {
    const parsed = parseReliable(text)
    if (!parsed.ok || parsed.message.type !== 'hello') return listener.onDropped()
    const { version } = parsed.message
    step = version === WIRE_VERSION ? 'open' : 'outdated'
    offOpening()
    if (step === 'open') return listener.onOpen(parsed.message)
    hangUp()
    listener.onOutdated(version > WIRE_VERSION ? 'us' : 'them')
  }

  data.on('open', () => void data.send(JSON.stringify(hello)))
  data.on('data', (received: unknown) => {
    if (step === 'closed' || step === 'outdated') return
    if (!allowance.take()) return listener.onDropped()
    if (step === 'opening') return greet(received)
    const parsed = parseReliable(received)
    if (parsed.ok && parsed.message.type !== 'hello') listener.onMessage(parsed.message)
    else listener.onDropped()
  })
  data.on('close', fail)
  data.on('error', fail)
  data.on('iceStateChanged', (ice) => {
    offSilence?.()
    if (ice === 'disconnected') offSilence = timers.after(isListed() ? SILENCE_MS : 0, fail)
  })

  loose.addEventListener('message', ({ data: received }: MessageEvent<unknown>) => {
    if (step !== 'open') return
    if (!allowance.take()) return listener.onDropped()
    if (received instanceof ArrayBuffer) {
      const samples = unpackPoses(received)
      if (samples === undefined) listener.onDropped()
      else listener.onPoses(samples)
      return
    }
    const parsed = parseUnreliable(received)
    if (parsed.ok) listener.onMessage(parsed.message)
    else listener.onDropped()
  })

  return {
    id: data.connectionId,
    dialled,
    isOpen: () => step === 'open',
    send(text) {
      if (step !== 'open') return
      if (text.length > MAX_WIRE_LENGTH) listener.onDropped()
      else void data.send(text)
    },
    sendLoose(message) {
      if (step !== 'open' || loose.readyState !== 'open' || loose.bufferedAmount > MOST_WAITING_BYTES) return
      if (typeof message === 'string') loose.send(message)
      else loose.send(message)
    },
    hasMedia: () => call !== undefined,
    attachMedia(next) {
      hangUp()
      const offFeed = media.feed(next.peerConnection)
      const lost = (): void => {
        if (call?.media !== next) return
        hangUp()
        listener.onMediaLost()
      }
      const offAnswer = timers.after(OPEN_WITHIN_MS, lost)
      call = {
        media: next,
        off() {
          offFeed()
          offAnswer()
        },
      }
      next.on('stream', (stream) => {
        offAnswer()
        if (call?.media === next) listener.onTracks(stream.getTracks())
      })
      next.on('close', lost)
      next.on('error', lost)
    },
    close() {
      if (step !== 'closed') shut()
    },
  }
}
