import type { Capability } from '#domain/capability.ts'
import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Seat } from '#domain/participant.ts'
import type { PoseSample } from '#domain/pose-track.ts'
import type { Problem } from '#domain/problem.ts'
import type { ReliableMessage, UnreliableMessage } from '#domain/wire.ts'

/** One other person's open connection. */
export interface RemotePeer {
  readonly peerId: string
  readonly participantId: Id
  readonly name: string
  readonly seat: Seat
  /** `open` once the reliable channel is: messages pass. */
  readonly link: 'connecting' | 'open' | 'lost'
  /** Which side runs an older version and has to reload; such a link never opens. */
  readonly outdated: 'us' | 'them' | undefined
  /** Remote audio and video; the same object while the peer stays. */
  readonly stream: MediaStream | undefined
  readonly capability: Capability | undefined
  readonly muted: boolean
}

export interface CallState {
  readonly status: 'connecting' | 'waiting' | 'connected' | 'reconnecting' | 'ended' | 'refused' | 'left'
  /** Why, when refused; the sentence is for people. */
  readonly problem: Problem | undefined
  readonly peers: readonly RemotePeer[]
  /** Messages that were dropped because they were malformed, too long or too many. */
  readonly dropped: number
}

/** At most so much of the own picture is sent: the phone is hot, or its battery low. */
export interface VideoLimits {
  /** Of the picture, in pixels. */
  readonly longEdge: number
  readonly framesPerSecond: number
}

/**
 * The live link of one participant: a mesh of PeerJS connections. The technician calls experts; among equals the smaller peer id calls.
 * Each pair has one reliable ordered channel, one unreliable channel beside it on the same connection, and one media call whose
 * tracks never renegotiate: what is sent changes by replaceTrack, and silence or black stand in for what is missing.
 */
export interface Call extends Engine<CallState> {
  /**
   * To one peer or to all. Before a channel is open nothing is queued: state is sent by `onPeerOpen`.
   * What is longer than MAX_WIRE_LENGTH is dropped and counted here, as it would be there.
   */
  send(message: ReliableMessage, peerId?: string): void
  sendUnreliable(message: UnreliableMessage): void
  /** A packet of pose-track.ts, to every expert. Skipped while the channel's buffer is full. */
  sendPoses(packet: ArrayBuffer): void
  onMessage(callback: (message: ReliableMessage | UnreliableMessage, from: RemotePeer) => void): () => void
  onPoses(callback: (samples: readonly PoseSample[], from: RemotePeer) => void): () => void
  /** A peer can now be talked to: send it what it needs to know. Called soon also for those who could be before the subscription. */
  onPeerOpen(callback: (peer: RemotePeer) => void): () => void
  /** What this side sends from now on; undefined stands for black or silence. The caller keeps ownership of the track. */
  setVideoTrack(track: MediaStreamTrack | undefined): void
  setAudioTrack(track: MediaStreamTrack | undefined): void
  /** From now on, to everybody; undefined takes all limits away. A picture that is smaller already stays as it is. */
  setVideoLimits(limits: VideoLimits | undefined): void
  /** Says bye, closes, and does not come back. */
  leave(): void
}
