import { createSignal, createValue } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Message } from '#domain/message.ts'
import type { Participant } from '#domain/participant.ts'
import { actorIn, mayChangeScene } from '#domain/permissions.ts'
import type { SceneChange, SceneOperation } from '#domain/scene.ts'
import type { LocalStore } from '#store/local-store.ts'
import type { Call, RemotePeer } from './call.ts'
import { sceneMessages } from './scene-batches.ts'
import { createSceneLog } from './scene-log.ts'
import type { SharedSession, SharedSessionState } from './shared-session.ts'
import { createStillExchange } from './still-exchange.ts'
import { emptyHistory, planRedo, planUndo, type Plan, withOperations } from './undo.ts'

export interface SharedSessionDeps {
  readonly call: Call
  readonly store: LocalStore
  readonly self: Pick<Participant, 'id' | 'name' | 'seat'>
  readonly sessionId: Id
  readonly now: Now
  readonly makeId: MakeId
}

/** How far ahead of this log a peer's clock may be. Honest clocks differ by what was said meanwhile; this bounds a malicious one. */
const MOST_AHEAD = 1_000_000

/** Longest chat message (domain/message.ts); a longer text becomes several. */
const LONGEST_MESSAGE = 4_000

/**
 * The scene and the chat of one session: local store first, then peers. Listens from the moment it is called, so call it in
 * the same turn as `createCall`; resolves once the stored log is read.
 */
export async function createSharedSession(deps: SharedSessionDeps): Promise<SharedSession> {
  const { call, store, self, sessionId, now, makeId } = deps
  const log = createSceneLog()
  const stillArrived = createSignal<[stillId: Id]>()
  const stills = createStillExchange({
    call,
    store,
    self,
    authorOf: (stillId) => log.scene().stills.get(stillId)?.author,
    onArrived: (stillId) => stillArrived.emit(stillId),
  })
  let history = emptyHistory
  let dropped = 0
  let closed = false
  const state = createValue<SharedSessionState>({
    scene: log.scene(),
    canUndo: false,
    canRedo: false,
    dropped,
  })
  /* [SS1] [SS2] Sends wait for their own writes and for each other, so that peers get operations in the order in which they were made. */
  let sending: Promise<void> = Promise.resolve()

  function publish(): void {
    const scene = log.scene()
    const next: SharedSessionState = {
      scene,
      canUndo: planUndo(history, scene, self.id) !== undefined,
      canRedo: planRedo(history, scene, self.id) !== undefined,
      dropped: dropped + stills.dropped(),
    }
    const was = state.snapshot()
    const same =
      next.scene === was.scene &&
      next.canUndo === was.canUndo &&
      next.canRedo === was.canRedo &&
      next.dropped === was.dropped
    if (!same) state.set(next)
  }

  /** From the store, the portal or a peer. */
  function takeIn(operations: readonly SceneOperation[]): readonly SceneOperation[] {
    const before = log.scene()
    const fresh = log.merge(operations)
    if (fresh.length > 0) history = withOperations(history, fresh, before, log.scene(), self.id)
    publish()
    return fresh
  }

  function write(changes: readonly SceneChange[]): {
    readonly operations: readonly SceneOperation[]
    readonly stored: Promise<void>
  } {
    const operations = changes.map((change, index) => ({
      id: makeId(),
      sessionId,
      author: self.id,
      clock: log.clock() + 1 + index,
      at: now(),
      change,
    }))
    const writes = operations.map((record) => store.write({ kind: 'scene', record }))
    const stored = Promise.all(writes).then(() => undefined)
    sending = sending.then(async () => {
      /* [SS3] A full disk must not silence the call: the author hears of it by `stored`, the peers still see the mark. */
      await stored.catch(() => undefined)
      if (!closed) for (const message of sceneMessages(operations)) call.send(message)
    })
    return { operations, stored }
  }

  function carryOut(plan: Plan | undefined): void {
    if (plan === undefined) return
    log.merge(write(plan.changes).operations)
    history = plan.history
    publish()
  }

  /* [SS14] Judged by the author's seat: who comes late hears also from technicians what an expert cleared. The portal judges by account. */
  function isAllowed({ author, change }: SceneOperation): boolean {
    const { peers } = call.snapshot()
    const seat = author === self.id ? self.seat : peers.find((peer) => peer.participantId === author)?.seat
    return seat === undefined || mayChangeScene(actorIn(seat), change, author)
  }

  function receiveScene(operations: readonly SceneOperation[]): void {
    const limit = log.clock() + MOST_AHEAD
    const ours = operations.filter(
      (one) => one.sessionId === sessionId && one.clock <= limit && isAllowed(one),
    )
    dropped += operations.length - ours.length
    const fresh = takeIn(ours)
    if (fresh.length > 0) keep(store.receiveAll(fresh.map((record) => ({ kind: 'scene', record }))))
  }

  function receiveChat(message: Message, from: RemotePeer): void {
    /* [SS9] People send their own words only; somebody else's come from the portal, which checked them. */
    if (message.sessionId === sessionId && message.author === from.participantId)
      keep(store.receive({ kind: 'message', record: message }))
    else dropped += 1
    publish()
  }

  async function bringUpToDate(peer: RemotePeer): Promise<void> {
    for (const message of sceneMessages(log.operations())) call.send(message, peer.peerId)
    const messages = await store.read('message', sessionId)
    for (const { record, where } of messages)
      if (where.status === 'on-device' && record.author === self.id && !closed)
        call.send({ type: 'chat', message: record }, peer.peerId)
    if (!closed) await stills.sendTo(peer, log.scene())
  }

  const offs = [
    call.onMessage((message, from) => {
      if (message.type === 'scene') receiveScene(message.operations)
      else if (message.type === 'chat') receiveChat(message.message, from)
      else if (message.type === 'still.slice') keep(stills.receive(message, from).then(publish))
      else if (message.type === 'still.ask') keep(stills.answer(message.stillId, from, log.scene()))
    }),
    call.onPeerOpen((peer) => keep(bringUpToDate(peer))),
  ]

  const stored = store.watch('scene', sessionId)
  const fromStore = (): void => void takeIn((stored.snapshot() ?? []).map(({ record }) => record))
  offs.push(stored.subscribe(fromStore))
  takeIn((await store.read('scene', sessionId)).map(({ record }) => record))

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    commit(change) {
      const before = log.scene()
      const { operations, stored: done } = write([change])
      const [operation] = operations
      if (operation === undefined) throw new Error('A change makes one operation')
      log.merge(operations)
      history = withOperations(history, operations, before, log.scene(), self.id)
      publish()
      return { operation, stored: done }
    },
    undo: () => carryOut(planUndo(history, log.scene(), self.id)),
    redo: () => carryOut(planRedo(history, log.scene(), self.id)),
    async say(text, beside) {
      const words = text.trim()
      for (let at = 0; at < words.length; at += LONGEST_MESSAGE) {
        const part = words.slice(at, at + LONGEST_MESSAGE).trim()
        if (part === '') continue
        const message: Message = {
          id: makeId(),
          sessionId,
          author: self.id,
          authorName: self.name,
          authorSeat: self.seat,
          text: part,
          // Of a long text only the first message shows the still.
          ...(at === 0 && beside),
          at: now(),
        }
        await store.write({ kind: 'message', record: message })
        call.send({ type: 'chat', message })
      }
    },
    shareStill: (stillId, jpeg) => stills.share(stillId, jpeg),
    sharpenStill: (stillId, jpeg, view, takenBy) => stills.sharpen(stillId, jpeg, view, takenBy),
    async keepSharpStill(stillId, jpeg) {
      await store.putBlob(stillId, jpeg)
      if (!closed) stillArrived.emit(stillId)
    },
    askStill: (stillId) => call.send({ type: 'still.ask', stillId }),
    onStillArrived: stillArrived.on,
    close() {
      closed = true
      for (const off of offs.splice(0)) off()
      stills.close()
    },
  }
}

/** What could not be kept here (storage full) stays with its author, who sends it to the portal; the call goes on. */
function keep(work: Promise<unknown>): void {
  work.catch(() => undefined)
}
