import type { RosterEntry } from '#domain/participant.ts'
import type { Allowance } from './allowance.ts'
import type { RemotePeer } from './call.ts'
import type { PeerLink } from './peer-link.ts'

/** What is known of one other peer, behind what screens see of it. */
export interface Entry {
  readonly peerId: string
  readonly allowance: Allowance
  /** Ours, so that it stays the same object over any number of media calls. */
  readonly stream: MediaStream
  /** Undefined until somebody said who that is. */
  view: RemotePeer | undefined
  listed: boolean
  link: PeerLink | undefined
  /** Tries in a row that came to nothing. */
  failures: number
  mediaFailures: number
  offTimer: (() => void) | undefined
  offMediaTimer: (() => void) | undefined
}

export function createEntry(peerId: string, allowance: Allowance): Entry {
  return {
    peerId,
    allowance,
    stream: new MediaStream(),
    view: undefined,
    listed: false,
    link: undefined,
    failures: 0,
    mediaFailures: 0,
    offTimer: undefined,
    offMediaTimer: undefined,
  }
}

/** The view with this name on it; the same object when it says so already. */
export function introduced(
  { peerId, view }: Entry,
  { participantId, name, seat }: Pick<RosterEntry, 'participantId' | 'name' | 'seat'>,
): RemotePeer {
  if (view?.participantId === participantId && view.name === name && view.seat === seat) return view
  const unseen = {
    peerId,
    link: 'connecting',
    outdated: undefined,
    stream: undefined,
    capability: undefined,
    muted: false,
  } as const
  return { ...unseen, ...view, participantId, name, seat }
}

/** Puts exactly these tracks into the stream. */
export function setTracks(stream: MediaStream, tracks: readonly MediaStreamTrack[]): void {
  for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track)
  for (const track of tracks) stream.addTrack(track)
}

export function stopTimers(entry: Entry): void {
  entry.offTimer?.()
  entry.offMediaTimer?.()
  entry.offTimer = undefined
  entry.offMediaTimer = undefined
}
