import type { Call, RemotePeer } from '#call/call.ts'
import type { Id } from '#domain/ids.ts'

export interface ShownStillsDeps {
  readonly call: Call
  /** Whether what is marked on that still stands in the room that the technician's live picture shows now. */
  readonly isInRoom: (stillId: Id) => boolean
  /** What somebody else shows is another. */
  readonly onChange: () => void
}

/** Who shows which still: tells the others what this side shows, and hears what they show: other experts, and the technician who marks one. */
export interface ShownStills {
  /** What is on the screen here now; says only what is new. */
  tell(stillId: Id | undefined): void
  /** The newest that somebody else shows now. */
  byOther(): { readonly stillId: Id; readonly name: string } | undefined
  close(): void
}

export function createShownStills({ call, isInRoom, onChange }: ShownStillsDeps): ShownStills {
  const others = new Map<string, { readonly stillId: Id; readonly name: string }>()
  /** By connection, what it was told last. */
  const told = new Map<string, Id | undefined>()
  let open: Id | undefined

  function tellPeer(peer: RemotePeer): void {
    if (peer.link !== 'open') return
    // Marks that stand in the technician's room are seen there: their picture stays live.
    const isSeenLive = peer.seat === 'technician' && open !== undefined && isInRoom(open)
    const stillId = isSeenLive ? undefined : open
    if (told.get(peer.peerId) === stillId) return
    told.set(peer.peerId, stillId)
    call.send({ type: 'still.show', ...(stillId !== undefined && { stillId }) }, peer.peerId)
  }

  const offs = [
    call.onPeerOpen((peer) => {
      told.delete(peer.peerId)
      tellPeer(peer)
    }),
    call.subscribe(() => {
      const here = new Set(call.snapshot().peers.map(({ peerId }) => peerId))
      for (const peerId of told.keys()) if (!here.has(peerId)) told.delete(peerId)
      const gone = [...others.keys()].filter((peerId) => !here.has(peerId))
      for (const peerId of gone) others.delete(peerId)
      if (gone.length > 0) onChange()
    }),
    call.onMessage((message, from) => {
      if (message.type !== 'still.show') return
      others.delete(from.peerId)
      if (message.stillId !== undefined)
        others.set(from.peerId, { stillId: message.stillId, name: from.name })
      onChange()
    }),
  ]

  return {
    tell(stillId) {
      open = stillId
      for (const peer of call.snapshot().peers) tellPeer(peer)
    },
    byOther: () => [...others.values()].at(-1),
    close() {
      for (const off of offs) off()
    },
  }
}
