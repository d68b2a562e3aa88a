import { createValue } from '#domain/engine.ts'
import type { Participant, RosterEntry } from '#domain/participant.ts'
import type { Problem } from '#domain/problem.ts'
import { WIRE_VERSION } from '#domain/wire.ts'
import type { LiveChannel } from '#store/live-channel.ts'
import type { Call, CallState, RemotePeer } from './call.ts'
import { createOutgoingMedia } from './outgoing-media.ts'
import { createRemotePeers } from './remote-peers.ts'
import { createSignalling, type SignallingDeps, type SignallingState } from './signalling.ts'
import { createStandIn } from './stand-in.ts'

export interface CallDeps extends Omit<SignallingDeps, 'location'> {
  /** `window`, in the product. Who closes the page leaves the call: otherwise the others would wait for seconds. */
  readonly page: Pick<Window, 'location' | 'addEventListener' | 'removeEventListener'>
  /** Who this device is in the session: the participant of joining, or of the ticket for an agent. */
  readonly self: Pick<Participant, 'id' | 'name' | 'seat'>
  readonly live: LiveChannel
}

/** How often the count of dropped messages is told: a flood of nonsense must not become a flood of redraws. */
const TELL_DROPPED_EVERY_MS = 250

/** What a bye needs to leave this device before the connections close. */
const BYE_TAKES_MS = 250

/**
 * Enters the call of a session and stays in it until `leave`, `close` or the session's end. Starts at once; needs a browser.
 * Expected trouble (no network, refused, ended) is in the state; it never throws.
 */
export function createCall(deps: CallDeps): Call {
  const { self, sessionId, live, page, timers, now, random } = deps
  const media = createOutgoingMedia(createStandIn(timers))
  const signalling = createSignalling({ ...deps, location: page.location })
  let over:
    | { readonly status: 'ended' | 'left' | 'refused'; readonly problem: Problem | undefined }
    | undefined
  let dropped = 0
  let offTelling: (() => void) | undefined
  let roster: readonly RosterEntry[] = []

  const state = createValue<CallState>({ status: 'connecting', problem: undefined, peers: [], dropped: 0 })

  const remotes = createRemotePeers({
    seat: self.seat,
    hello: {
      type: 'hello',
      version: WIRE_VERSION,
      participantId: self.id,
      name: self.name,
      seat: self.seat,
    },
    signalling,
    media,
    timers,
    now,
    random,
    onDropped: countDropped,
    onChange: publish,
  })

  function publish(): void {
    const was = state.snapshot()
    const views = remotes.views()
    const same = views.length === was.peers.length && views.every((view, at) => view === was.peers[at])
    const peers = same ? was.peers : views
    const status = over?.status ?? statusOf(signalling.snapshot(), peers)
    const problem = over?.problem
    if (same && status === was.status && problem === was.problem && dropped === was.dropped) return
    state.set({ status, problem, peers, dropped })
  }

  function countDropped(): void {
    dropped += 1
    offTelling ??= timers.after(TELL_DROPPED_EVERY_MS, () => {
      offTelling = undefined
      publish()
    })
  }

  /** Ends for good. A bye needs a moment on open channels; everything else stops at once. */
  function finish(
    status: 'ended' | 'left' | 'refused',
    problem: Problem | undefined,
    lingerMs: number,
  ): void {
    if (over !== undefined) return
    over = { status, problem }
    for (const off of offs) off()
    signalling.leave()
    const shut = (): void => {
      offTelling?.()
      remotes.close()
      media.close()
      signalling.close()
      publish()
    }
    publish()
    if (lingerMs > 0) timers.after(lingerMs, shut)
    else shut()
  }

  function onSignalling(): void {
    const now = signalling.snapshot()
    if (now.status === 'ended') finish('ended', undefined, 0)
    else if (now.status === 'refused') finish('refused', now.problem, 0)
    else if (now.status === 'open') {
      /* The roster may have come first, and with our own new address in it. */
      remotes.setRoster(roster)
      publish()
    } else publish()
  }

  const offs = [
    signalling.subscribe(onSignalling),
    live.onNotice((notice) => {
      if (notice.type === 'roster' && notice.sessionId === sessionId) {
        roster = notice.peers
        if (signalling.snapshot().status !== 'connecting') remotes.setRoster(roster)
      } else if (notice.type === 'ended' && notice.sessionId === sessionId) finish('ended', undefined, 0)
    }),
    live.subscribe(() => {
      if (live.snapshot() === 'open') signalling.hurry()
    }),
    () => page.removeEventListener('pagehide', leave),
  ]
  page.addEventListener('pagehide', leave)

  function leave(): void {
    const open = remotes.open()
    for (const { link } of open) link.send(JSON.stringify({ type: 'bye' }))
    finish('left', undefined, open.length > 0 ? BYE_TAKES_MS : 0)
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    send(message, peerId) {
      const text = JSON.stringify(message)
      for (const { view, link } of remotes.open())
        if (peerId === undefined || view.peerId === peerId) link.send(text)
    },
    sendUnreliable(message) {
      const text = JSON.stringify(message)
      for (const { link } of remotes.open()) link.sendLoose(text)
    },
    sendPoses(packet) {
      for (const { view, link } of remotes.open()) if (view.seat === 'expert') link.sendLoose(packet)
    },
    onMessage: remotes.onMessage,
    onPoses: remotes.onPoses,
    onPeerOpen(callback) {
      let on = true
      /* In a turn of its own: who subscribes has not yet made what the callback needs. */
      const already = remotes.open().map(({ view }) => view.peerId)
      queueMicrotask(() => {
        for (const { view } of remotes.open()) if (on && already.includes(view.peerId)) callback(view)
      })
      const off = remotes.onOpen(callback)
      return () => {
        on = false
        off()
      }
    },
    setVideoTrack: (track) => media.setVideo(track),
    setAudioTrack: (track) => media.setAudio(track),
    setVideoLimits: (limits) => media.limitVideo(limits),
    leave,
    close: leave,
  }
}

/** [CL3] Somebody to talk to outweighs everything; without anybody, the state says what is being waited for. */
export function statusOf(
  signalling: SignallingState,
  peers: readonly Pick<RemotePeer, 'link'>[],
): CallState['status'] {
  if (peers.some(({ link }) => link === 'open')) return 'connected'
  if (signalling.status === 'down' || peers.some(({ link }) => link === 'lost')) return 'reconnecting'
  return signalling.status === 'open' ? 'waiting' : 'connecting'
}
