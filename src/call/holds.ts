import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { ReliableMessage } from '#domain/wire.ts'
import { realTimers, type Timers } from '#store/timers.ts'
import type { Call, RemotePeer } from './call.ts'

/** Whose hand is on a mark or a model. */
interface Hold {
  readonly by: Id
  readonly name: string
}

/**
 * Who has their hand on what, by mark or placement id; this side's own hands included (`by` is then this participant). The last grab
 * holds, on every side alike: a person moves only what their own hold stands for, so nobody fights over a model.
 */
export interface Holds extends Engine<ReadonlyMap<Id, Hold>> {
  /** This person's hand is on it from now on, and whoever held it before has lost it. Again while held: nothing happens. */
  grab(id: Id): void
  /** Lets go. Nothing happens when somebody else holds it by now. */
  release(id: Id): void
}

export interface HoldsDeps {
  readonly call: Call
  readonly self: Pick<Participant, 'id' | 'name'>
  readonly now: Now
  readonly timers?: Timers
}

/** A hold of which nothing was heard for this long has ended: its device may be gone without a word. In milliseconds. */
const SILENT_MS = 10_000
/** A hold that stands is said again this often: two of three messages may come late. In milliseconds. */
const SAY_EVERY_MS = 3_000

/** The newest thing said of one mark or model. It stays after a release, so that an older grab on its way cannot come back. */
interface Word {
  readonly by: Id
  readonly name: string
  readonly at: number
  readonly isHeld: boolean
  /** When it was heard last, by the own clock. */
  readonly heardAt: number
}

/** [HD1] The last grab holds: of two, the one with the higher (at, participant id), whatever the order in which they arrive. */
function isOlder(at: number, by: Id, than: Word): boolean {
  return at < than.at || (at === than.at && by < than.by)
}

export function createHolds({ call, self, now, timers = realTimers }: HoldsDeps): Holds {
  const state = createValue<ReadonlyMap<Id, Hold>>(new Map())
  const words = new Map<Id, Word>()
  let offTimer: (() => void) | undefined
  let closed = false

  const isHere = (by: Id): boolean =>
    by === self.id || call.snapshot().peers.some((peer) => peer.participantId === by)

  function publish(): void {
    const next = new Map<Id, Hold>()
    for (const [id, { by, name, isHeld }] of words) if (isHeld) next.set(id, { by, name })
    const was = state.snapshot()
    const same = next.size === was.size && [...next].every(([id, { by }]) => was.get(id)?.by === by)
    if (!same) state.set(next)
    watch()
  }

  /** Ticks only while something is held. */
  function watch(): void {
    const isNeeded = !closed && state.snapshot().size > 0
    if (!isNeeded) {
      offTimer?.()
      offTimer = undefined
    } else offTimer ??= timers.after(SAY_EVERY_MS, tick)
  }

  function tick(): void {
    offTimer = undefined
    for (const [id, word] of words) {
      if (!word.isHeld) continue
      if (word.by === self.id) say(id, word)
      // [HD3] A grab without news lets go.
      else if (now() - word.heardAt >= SILENT_MS) words.set(id, { ...word, isHeld: false })
    }
    publish()
  }

  function say(id: Id, { at, isHeld }: Word, peerId?: string): void {
    call.send({ type: 'grab', id, isHeld, at }, peerId)
  }

  function hear({ id, at, isHeld }: Extract<ReliableMessage, { type: 'grab' }>, from: RemotePeer): void {
    const by = from.participantId
    const before = words.get(id)
    if (before !== undefined && isOlder(at, by, before)) return
    words.set(id, { by, name: from.name, at, isHeld, heardAt: now() })
    publish()
  }

  /** [HD2] A peer that leaves lets go. One that is only out of reach for a moment does so when it stays silent. */
  function onPeers(): void {
    for (const [id, word] of words)
      if (word.isHeld && !isHere(word.by)) words.set(id, { ...word, isHeld: false })
    publish()
  }

  /** [HD4] Who comes late hears what this side holds. */
  function onPeerOpen(peer: RemotePeer): void {
    for (const [id, word] of words) if (word.isHeld && word.by === self.id) say(id, word, peer.peerId)
  }

  function release(id: Id): void {
    const before = words.get(id)
    if (before?.isHeld !== true || before.by !== self.id) return
    const word: Word = { ...before, isHeld: false }
    words.set(id, word)
    say(id, word)
    publish()
  }

  const offs = [
    call.onMessage((message, from) => {
      if (message.type === 'grab') hear(message, from)
    }),
    call.onPeerOpen(onPeerOpen),
    call.subscribe(onPeers),
  ]

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    grab(id) {
      const before = words.get(id)
      if (before?.isHeld === true && before.by === self.id) return
      // After everything that was heard of it: a clock that is behind must not keep a person from taking what they touch now.
      const at = Math.max(now(), (before?.at ?? 0) + 1)
      const word: Word = { by: self.id, name: self.name, at, isHeld: true, heardAt: now() }
      words.set(id, word)
      say(id, word)
      publish()
    },
    release,
    close() {
      if (closed) return
      for (const [id, { by }] of words) if (by === self.id) release(id)
      closed = true
      for (const off of offs) off()
      watch()
    },
  }
}
