import type { Call } from '#call/call.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'

/**
 * The spaces of other phones in this call: what stands there has its place on them, and nobody is to look for it here. The spaces that a
 * phone had before stay its own while it is in the call. Once it has left they are open again: another phone may take over its work.
 */
export function createElsewhere(
  call: Pick<Call, 'snapshot' | 'subscribe'>,
  selfId: Id,
): Engine<ReadonlySet<Id>> {
  const state = createValue<ReadonlySet<Id>>(new Set())
  const spacesOf = new Map<Id, Set<Id>>()

  function follow(): void {
    // After a reload this phone's own earlier connection may be listed for a moment longer: its spaces are no other phone's.
    const others = call.snapshot().peers.filter(({ participantId }) => participantId !== selfId)
    for (const { participantId, capability } of others) {
      if (capability?.spaceId === undefined) continue
      const known = spacesOf.get(participantId) ?? new Set()
      spacesOf.set(participantId, known.add(capability.spaceId))
    }
    for (const id of spacesOf.keys())
      if (!others.some((peer) => peer.participantId === id)) spacesOf.delete(id)
    const next = new Set([...spacesOf.values()].flatMap((spaces) => [...spaces]))
    const before = state.snapshot()
    if (next.size !== before.size || [...next].some((space) => !before.has(space))) state.set(next)
  }

  const off = call.subscribe(follow)
  follow()
  return { snapshot: state.snapshot, subscribe: state.subscribe, close: off }
}
