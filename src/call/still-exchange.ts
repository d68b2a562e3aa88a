import type { Id } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SceneState } from '#domain/scene.ts'
import type { StillView } from '#domain/still.ts'
import type { LocalStore } from '#store/local-store.ts'
import type { Call, RemotePeer } from './call.ts'
import { createSliceInbox, type SliceInbox, sliceStill, type StillSlice } from './still-slices.ts'

/** Newest stills sent to somebody who comes late. Older ones are in the portal; all of them would keep live marks waiting. */
const MOST_STILLS_FOR_LATE = 8

/** The pictures of stills, between the local store and peers. */
export interface StillExchange {
  /** Keeps the picture here, then sends it to everyone. */
  share(stillId: Id, jpeg: Blob): Promise<void>
  /** The same with a sharper picture of an own still, for everyone but the peer that took it. */
  sharpen(stillId: Id, jpeg: Blob, view: StillView, takenBy: string): Promise<void>
  /** Sends a late joiner the newest pictures that nobody nearer to them sends. */
  sendTo(peer: RemotePeer, scene: SceneState): Promise<void>
  receive(slice: StillSlice, from: RemotePeer): Promise<void>
  /** Sends a picture that was asked for, where it belongs to a still of the scene; once for each connection. */
  answer(stillId: Id, to: RemotePeer, scene: SceneState): Promise<void>
  dropped(): number
  close(): void
}

export function createStillExchange(deps: {
  readonly call: Call
  readonly store: LocalStore
  readonly self: Pick<Participant, 'id'>
  /** Whose still it is; undefined while the scene knows none of that id. */
  readonly authorOf: (stillId: Id) => Id | undefined
  readonly onArrived: (stillId: Id) => void
}): StillExchange {
  const { call, store, self, authorOf, onArrived } = deps
  const inboxes = new Map<string, SliceInbox>()
  /** Own stills that got a sharper picture: who was away meanwhile has the one before. */
  const sharpened = new Map<Id, StillView>()
  /** By connection, what it asked for and was sent: asking again and again must not keep the link busy. */
  const answered = new Map<string, Set<Id>>()
  let dropped = 0
  let closed = false

  /* Half a picture of a peer that is gone would be kept for ever. */
  const off = call.subscribe(() => {
    const here = new Set(call.snapshot().peers.map(({ peerId }) => peerId))
    for (const kept of [inboxes, answered])
      for (const peerId of kept.keys()) if (!here.has(peerId)) kept.delete(peerId)
  })

  async function send(stillId: Id, jpeg: Blob, peerId?: string): Promise<void> {
    const bytes = await jpeg.arrayBuffer()
    if (closed) return
    for (const slice of sliceStill(stillId, bytes, sharpened.get(stillId))) call.send(slice, peerId)
  }

  return {
    async share(stillId, jpeg) {
      await store.putBlob(stillId, jpeg)
      await send(stillId, jpeg)
    },
    async sharpen(stillId, jpeg, view, takenBy) {
      await store.putBlob(stillId, jpeg)
      sharpened.set(stillId, view)
      const { peers } = call.snapshot()
      for (const { peerId, link } of peers)
        if (link === 'open' && peerId !== takenBy) await send(stillId, jpeg, peerId)
    },
    async sendTo(peer, scene) {
      const present = new Set(
        call
          .snapshot()
          .peers.filter(({ link }) => link === 'open')
          .map(({ participantId }) => participantId),
      )
      /* The author sends; when the author is gone, everyone who has it does: twice is better than never. */
      const mine = [...scene.stills.values()]
        .filter(({ author }) => author === self.id || !present.has(author))
        .sort((a, b) => b.at - a.at)
        .slice(0, MOST_STILLS_FOR_LATE)
      for (const { id } of mine) {
        const jpeg = await store.getBlob(id)
        if (jpeg !== undefined && !closed) await send(id, jpeg, peer.peerId)
      }
    },
    async receive(slice, from) {
      /* A sharper picture comes from who made the still; what its phone answers is for the one who asked (sharp-stills.ts). */
      const isSharp = slice.sharp !== undefined
      if (isSharp && authorOf(slice.stillId) !== from.participantId) return
      const inbox = inboxes.get(from.peerId) ?? createSliceInbox()
      inboxes.set(from.peerId, inbox)
      const arrival = inbox.add(slice)
      if (arrival.status === 'nonsense') dropped += 1
      if (arrival.status !== 'whole') return
      /* The first picture of a still is the picture: nobody but its author, who saw it unmarked, changes what was already seen. */
      if (!isSharp && (await store.getBlob(slice.stillId)) !== undefined) return
      await store.putBlob(slice.stillId, arrival.jpeg)
      if (!closed) onArrived(slice.stillId)
    },
    async answer(stillId, { peerId }, scene) {
      const sent = answered.get(peerId) ?? new Set()
      answered.set(peerId, sent)
      if (sent.has(stillId) || !scene.stills.has(stillId)) return
      const jpeg = await store.getBlob(stillId)
      if (jpeg === undefined || closed || sent.has(stillId)) return
      sent.add(stillId)
      await send(stillId, jpeg, peerId)
    },
    dropped: () => dropped,
    close() {
      closed = true
      off()
    },
  }
}
