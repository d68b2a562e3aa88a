import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { RosterEntry } from '#domain/participant.ts'
import type { LiveChannel } from '#store/live-channel.ts'

/** Who is in the call of each session now; a session that is not in the map has nobody. */
export type Rosters = ReadonlyMap<Id, readonly RosterEntry[]>

/** Follows the live channel's rosters; undefined while the channel is down, when nobody knows who is there. */
export function watchRosters(live: LiveChannel): Engine<Rosters | undefined> {
  const value = createValue<Rosters | undefined>(undefined)
  function put(sessionId: Id, peers: readonly RosterEntry[]): void {
    const next = new Map(value.snapshot())
    if (peers.length === 0) next.delete(sessionId)
    else next.set(sessionId, peers)
    value.set(next)
  }
  const offs = [
    live.onNotice((notice) => {
      if (notice.type === 'ready') value.set(new Map())
      if (notice.type === 'roster') put(notice.sessionId, notice.peers)
      if (notice.type === 'ended') put(notice.sessionId, [])
    }),
    live.subscribe(() => {
      if (live.snapshot() !== 'open') value.set(undefined)
    }),
  ]
  return {
    snapshot: value.snapshot,
    subscribe: value.subscribe,
    close: () => offs.forEach((off) => off()),
  }
}

/** How many people are in a session's call, each counted once however many tabs they have open; undefined when not known. */
export function peopleIn(rosters: Rosters | undefined, sessionId: Id): number | undefined {
  return rosters && new Set(rosters.get(sessionId)?.map((entry) => entry.participantId)).size
}
