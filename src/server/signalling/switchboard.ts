import type { Id } from '#domain/ids.ts'
import type { RosterEntry } from '#domain/participant.ts'
import { expectsAnswer, parsePeerMessage } from './peer-message.ts'

/** One open connection, as the switchboard needs it. */
export interface Peer extends RosterEntry {
  readonly sessionId: Id
  readonly workspaceId: string
  /** The link that the person came in by; undefined for agents. */
  readonly inviteId: Id | undefined
  send(message: unknown): void
  /** Closes the connection; the code and the reason are for the log of the other side. */
  close(code: number, reason: string): void
}

export interface SwitchboardEvents {
  /** Somebody connected, was replaced by a newer connection, or went. */
  onRoster(workspaceId: string, sessionId: Id): void
  /** First connection of a participant. */
  onArrived(peer: Peer): void
  /** Last connection of a participant. */
  onGone(peer: Peer): void
}

/**
 * Who is connected to which session's signalling on this node, and the way between them. A message goes only to a peer of
 * the sender's own session and always bears the sender's true peer id.
 */
export interface Switchboard {
  /** Takes the place of an older connection with the same peer id. */
  enter(peer: Peer): void
  leave(peer: Peer): void
  /** What a client sent, as text; undefined for what is not text. */
  receive(peer: Peer, text: string | undefined): void
  roster(sessionId: Id): readonly RosterEntry[]
  /** Sessions of the workspace that somebody is connected to. */
  sessionsOf(workspaceId: string): readonly Id[]
  /** Takes peers out at once, before their sockets have closed. */
  cut(sessionId: Id, whom: (peer: Peer) => boolean, code: number, reason: string): void
  /** Messages that were malformed or too long. */
  dropped(): number
}

export function createSwitchboard(events: SwitchboardEvents): Switchboard {
  const rooms = new Map<Id, Map<string, Peer>>()
  let dropped = 0

  const isHere = (peer: Peer): boolean => rooms.get(peer.sessionId)?.get(peer.peerId) === peer
  const isPresent = (sessionId: Id, participantId: Id): boolean =>
    [...(rooms.get(sessionId)?.values() ?? [])].some((peer) => peer.participantId === participantId)

  /** Removes without telling about the roster; false when it was not there. */
  const remove = (peer: Peer): boolean => {
    if (!isHere(peer)) return false
    const room = rooms.get(peer.sessionId)
    room?.delete(peer.peerId)
    if (room?.size === 0) rooms.delete(peer.sessionId)
    if (!isPresent(peer.sessionId, peer.participantId)) events.onGone(peer)
    return true
  }

  return {
    enter(peer) {
      const room = rooms.get(peer.sessionId) ?? new Map<string, Peer>()
      rooms.set(peer.sessionId, room)
      const older = room.get(peer.peerId)
      const wasPresent = isPresent(peer.sessionId, peer.participantId)
      room.set(peer.peerId, peer)
      older?.close(4409, 'connected again')
      if (!wasPresent) events.onArrived(peer)
      events.onRoster(peer.workspaceId, peer.sessionId)
    },
    leave(peer) {
      if (remove(peer)) events.onRoster(peer.workspaceId, peer.sessionId)
    },
    receive(peer, text) {
      if (!isHere(peer)) return
      const message = parsePeerMessage(text)
      if (!message) {
        dropped += 1
        return
      }
      if (message.type === 'HEARTBEAT') return
      const { type, dst, payload } = message
      const to = rooms.get(peer.sessionId)?.get(dst)
      if (to) to.send({ type, src: peer.peerId, dst, payload })
      else if (expectsAnswer(type)) peer.send({ type: 'EXPIRE', src: dst, dst: peer.peerId })
    },
    roster(sessionId) {
      return [...(rooms.get(sessionId)?.values() ?? [])].map(({ peerId, participantId, name, seat }) => ({
        peerId,
        participantId,
        name,
        seat,
      }))
    },
    sessionsOf(workspaceId) {
      return [...rooms]
        .filter(([, room]) => [...room.values()].some((peer) => peer.workspaceId === workspaceId))
        .map(([sessionId]) => sessionId)
    },
    cut(sessionId, whom, code, reason) {
      const peers = [...(rooms.get(sessionId)?.values() ?? [])].filter(whom)
      for (const peer of peers) {
        remove(peer)
        peer.close(code, reason)
      }
      const [first] = peers
      if (first) events.onRoster(first.workspaceId, sessionId)
    },
    dropped: () => dropped,
  }
}
