import type { Call, RemotePeer } from '#call/call.ts'
import type { Id } from '#domain/ids.ts'

export interface ShownStillsDeps {
  readonly call: Call
  /** Whether the technician's own picture stays live, since marks stand in their room. */
  readonly inWorld: () => boolean
  /** What another expert shows is another. */
  readonly onChange: () => void
}

/** Who shows which still: tells the others what this side shows, and hears what other experts show. */
export interface ShownStills {
  /** What is on the screen here now; says only what is new. */
  tell(stillId: Id | undefined): void
  /** The newest that another expert shows now. */
  byOther(): { readonly stillId: Id; readonly name: string } | undefined
  close(): void
}

export function createShownStills({ call, inWorld, onChange }: ShownStillsDeps): ShownStills {
  const others = new Map<string, { readonly stillId: Id; readonly name: string }>()
  /** By connection, what it was told last. */
  const told = new Map<string, Id | undefined>()
  let open: Id | undefined

  function tellPeer(peer: RemotePeer): void {
    if (peer.link !== 'open') return
    // In the world ladder the marks stand in the technician's room: their picture stays live.
    const stillId = peer.seat === 'technician' && inWorld() ? undefined : open
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
      if (message.type !== 'still.show' || from.seat !== 'expert') return
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
