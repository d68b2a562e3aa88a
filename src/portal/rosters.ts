import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { RosterEntry } from '#domain/participant.ts'
import type { LiveChannel } from '#store/live-channel.ts'

/** Who is in the call of each session now. A session that is not in the map has nobody, or nothing is known of it. */
export type Rosters = ReadonlyMap<Id, readonly RosterEntry[]>

const none: Rosters = new Map()

/** Follows the live channel's rosters. While the channel is down nobody knows who is there, so nothing is shown. */
export function watchRosters(live: LiveChannel): Engine<Rosters> {
  const value = createValue(none)
  function put(sessionId: Id, peers: readonly RosterEntry[]): void {
    const next = new Map(value.snapshot())
    if (peers.length === 0) next.delete(sessionId)
    else next.set(sessionId, peers)
    value.set(next)
  }
  const offs = [
    live.onNotice((notice) => {
      if (notice.type === 'ready') value.set(none)
      if (notice.type === 'roster') put(notice.sessionId, notice.peers)
      if (notice.type === 'ended') put(notice.sessionId, [])
    }),
    live.subscribe(() => {
      if (live.snapshot() !== 'open') value.set(none)
    }),
  ]
  return {
    snapshot: value.snapshot,
    subscribe: value.subscribe,
    close: () => offs.forEach((off) => off()),
  }
}

/** How many people are in a call, each counted once however many tabs they have open. */
export function peopleIn(roster: readonly RosterEntry[] | undefined): number {
  return new Set(roster?.map((entry) => entry.participantId)).size
}
