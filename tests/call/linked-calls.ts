import { createSignal, createValue } from '#domain/engine.ts'
import type { Capability } from '#domain/capability.ts'
import type { Participant } from '#domain/participant.ts'
import type { ReliableMessage, UnreliableMessage } from '#domain/wire.ts'
import { parseReliable } from '#domain/wire.ts'
import type { Call, CallState, RemotePeer } from '#call/call.ts'

type Person = Pick<Participant, 'id' | 'name' | 'seat'>

export interface LinkedCall extends Call {
  /** What this side sent, in order. */
  readonly sent: ReliableMessage[]
}

/**
 * The network between people at one desk: what one sends, the others hear at once, as text that was parsed again. Whoever is
 * plugged in is told of the others. mesh.e2e.test.ts shows that real calls keep the same promises.
 */
export function createWire(): {
  plug(self: Person, shows?: { readonly stream: MediaStream; readonly capability?: Capability }): LinkedCall
} {
  const ends = new Map<
    string,
    {
      readonly self: RemotePeer
      hear(text: string, from: RemotePeer): void
      meet(peer: RemotePeer): void
      part(peer: RemotePeer): void
    }
  >()
  return {
    plug(self, shows) {
      const own: RemotePeer = {
        peerId: `peer-${self.id}`,
        participantId: self.id,
        name: self.name,
        seat: self.seat,
        link: 'open',
        outdated: undefined,
        stream: shows?.stream,
        capability: shows?.capability,
        muted: false,
      }
      const state = createValue<CallState>({ status: 'waiting', problem: undefined, peers: [], dropped: 0 })
      const messages = createSignal<[ReliableMessage | UnreliableMessage, RemotePeer]>()
      const opened = createSignal<[RemotePeer]>()
      const sent: ReliableMessage[] = []
      const others = [...ends.values()]
      ends.set(own.peerId, {
        self: own,
        hear(text, from) {
          const parsed = parseReliable(text)
          if (parsed.ok) messages.emit(parsed.message, from)
        },
        meet(peer) {
          const { peers } = state.snapshot()
          state.set({ ...state.snapshot(), status: 'connected', peers: [...peers, peer] })
          opened.emit(peer)
        },
        part(peer) {
          const { peers } = state.snapshot()
          state.set({ ...state.snapshot(), peers: peers.filter(({ peerId }) => peerId !== peer.peerId) })
        },
      })
      const unplug = (): void => {
        if (!ends.delete(own.peerId)) return
        for (const end of ends.values()) end.part(own)
      }
      /* As a real call: who creates one has a turn to listen before anybody is there. */
      queueMicrotask(() => {
        for (const other of others) {
          other.meet(own)
          ends.get(own.peerId)?.meet(other.self)
        }
      })
      return {
        snapshot: state.snapshot,
        subscribe: state.subscribe,
        sent,
        send(message, peerId) {
          sent.push(message)
          for (const [id, end] of ends)
            if (id !== own.peerId && (peerId === undefined || id === peerId))
              end.hear(JSON.stringify(message), own)
        },
        sendUnreliable: () => undefined,
        sendPoses: () => undefined,
        onMessage: messages.on,
        onPoses: () => () => undefined,
        onPeerOpen: opened.on,
        setVideoTrack: () => undefined,
        setVideoLimits: () => undefined,
        setAudioTrack: () => undefined,
        leave: unplug,
        close: unplug,
      }
    },
  }
}
