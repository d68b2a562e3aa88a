import type { Id } from '#domain/ids.ts'
import type { StillView } from '#domain/still.ts'
import type { Timers } from '#store/timers.ts'
import type { Call } from './call.ts'
import { createSliceInbox, sliceStill, type StillSlice } from './still-slices.ts'

/** A picture of a still as the camera gave it, before any link made it smaller. */
export interface SharpPicture extends StillView {
  readonly jpeg: Blob
}

/** How long the phone may take for its picture, and for each slice of it, in milliseconds; a still that waits longer stays as it came. */
const ANSWER_WITHIN_MS = 6_000

/** Slices asked for ahead: one crosses the link while the next is asked for. More would keep marks waiting behind the picture. */
const AHEAD = 2

/** Taken pictures that wait for being asked for, or kept: one for each expert who freezes at the same time. */
const MOST_WAITING = 3

/** The expert's side: asks for sharper pictures of stills. */
export interface SharpAsks {
  /** Undefined when the phone has none, answers too late, or nobody wants it any more. */
  ask(stillId: Id, peerId: string): Promise<SharpPicture | undefined>
  /** Nobody wants it any more: no further slice is asked for. */
  giveUp(stillId: Id): void
  /** Tells the phone that its picture is the still's from now on. */
  keep(stillId: Id, peerId: string): void
  close(): void
}

interface Asked {
  readonly peerId: string
  readonly inbox: ReturnType<typeof createSliceInbox>
  next: number
  cancel: () => void
  readonly done: (picture: SharpPicture | undefined) => void
}

export function createSharpAsks({
  call,
  timers,
}: {
  readonly call: Call
  readonly timers: Timers
}): SharpAsks {
  const asked = new Map<Id, Asked>()

  function end(stillId: Id, picture?: SharpPicture): void {
    const one = asked.get(stillId)
    asked.delete(stillId)
    one?.cancel()
    one?.done(picture)
  }

  function wait(stillId: Id, one: Asked): void {
    one.cancel()
    one.cancel = timers.after(ANSWER_WITHIN_MS, () => end(stillId))
  }

  function receive(slice: StillSlice, view: StillView, one: Asked): void {
    const { stillId, index, count } = slice
    const arrival = one.inbox.add(slice)
    if (arrival.status === 'whole') return end(stillId, { ...view, jpeg: arrival.jpeg })
    if (arrival.status === 'nonsense') return end(stillId)
    wait(stillId, one)
    // Until the first is here nobody knows how many there are.
    while (one.next < Math.min(count, index + 1 + AHEAD)) {
      const next = one.next++
      call.send({ type: 'still.sharpen', stillId, index: next }, one.peerId)
    }
  }

  const off = call.onMessage((message, from) => {
    if (message.type !== 'still.slice' && message.type !== 'still.sharp') return
    const one = asked.get(message.stillId)
    if (one === undefined || one.peerId !== from.peerId) return
    if (message.type === 'still.slice') {
      if (message.sharp !== undefined) receive(message, message.sharp, one)
    } else if (message.outcome === 'failed') end(message.stillId)
  })

  return {
    ask(stillId, peerId) {
      end(stillId)
      return new Promise((done) => {
        const one: Asked = { peerId, inbox: createSliceInbox(), next: 1, cancel: () => undefined, done }
        asked.set(stillId, one)
        wait(stillId, one)
        call.send({ type: 'still.sharpen', stillId, index: 0 }, peerId)
      })
    },
    giveUp: (stillId) => end(stillId),
    keep: (stillId, peerId) => call.send({ type: 'still.sharp', stillId, outcome: 'kept' }, peerId),
    close() {
      off()
      for (const stillId of asked.keys()) end(stillId)
    },
  }
}

/**
 * The technician's side: takes a picture when an expert asks, and gives it slice by slice.
 * @param deps.take the sharpest picture that there is now; undefined when there is none
 * @param deps.keep it is the still's picture from now on
 * @returns its off-function
 */
export function answerSharpAsks(deps: {
  readonly call: Call
  readonly take: () => Promise<SharpPicture | undefined>
  readonly keep: (stillId: Id, jpeg: Blob) => void
}): () => void {
  const { call, take, keep } = deps
  const taken = new Map<string, { readonly jpeg: Blob; readonly slices: readonly StillSlice[] }>()
  const keyOf = (stillId: Id, peerId: string): string => `${stillId} ${peerId}`

  async function answer(stillId: Id, peerId: string): Promise<void> {
    const picture = await take().catch(() => undefined)
    if (picture === undefined) return call.send({ type: 'still.sharp', stillId, outcome: 'failed' }, peerId)
    const { jpeg, ...view } = picture
    const slices = sliceStill(stillId, await jpeg.arrayBuffer(), view)
    taken.set(keyOf(stillId, peerId), { jpeg, slices })
    const [oldest] = taken.keys()
    if (taken.size > MOST_WAITING && oldest !== undefined) taken.delete(oldest)
    const [first] = slices
    if (first !== undefined) call.send(first, peerId)
  }

  return call.onMessage((message, from) => {
    if (message.type === 'still.sharpen' && from.seat === 'expert') {
      const { stillId, index } = message
      if (index === 0) return void answer(stillId, from.peerId)
      const slice = taken.get(keyOf(stillId, from.peerId))?.slices[index]
      if (slice !== undefined) call.send(slice, from.peerId)
    } else if (message.type === 'still.sharp' && message.outcome === 'kept') {
      const key = keyOf(message.stillId, from.peerId)
      const picture = taken.get(key)
      taken.delete(key)
      if (picture !== undefined) keep(message.stillId, picture.jpeg)
    }
  })
}
