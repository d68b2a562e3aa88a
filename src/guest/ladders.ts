import { isArAvailable } from '#ar/webxr/ar-support.ts'
import type { Tracker } from '#ar/tracker/tracker.ts'
import type { Call } from '#call/call.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Capability } from '#domain/capability.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'

interface LaddersState {
  readonly ar: 'unknown' | 'unavailable' | 'available' | 'starting' | 'running'
  readonly capability: Capability
  /** Why AR did not start, as a sentence. */
  readonly trouble: string | undefined
  /** Touches on the bare AR view draw. */
  readonly drawing: boolean
}

/** Which picture goes out and what this device can show: the camera's picture, or AR while it runs. Experts are told. */
export interface Ladders extends Engine<LaddersState> {
  /** Must be called inside a tap. `overlay` is what stays visible over AR, `host` is where its canvas lives. */
  startAr(overlay: HTMLElement, host: HTMLElement): Promise<void>
  stopAr(): Promise<void>
  /** Takes the pen in hand or puts it away; only while AR runs. */
  setDrawing(drawing: boolean): void
  readonly tracker: () => Tracker | undefined
}

export interface LaddersDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly self: Participant
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind) => void
}

const NOTHING_YET: Capability = {
  ladder: 'camera',
  arAvailable: false,
  features: [],
  tracking: 'none',
  picture: { width: 0, height: 0, stripRows: 0 },
}

/** The technician draws in another colour than the console starts with, so that both see at once whose line it is. */
const OWN_COLOUR = 'yellow'

const loadTracker = () => import('#ar/webxr/webxr-tracker.tsx')

export function createLadders(deps: LaddersDeps): Ladders {
  const { call, shared, media, self, now, makeId, tell } = deps
  const state = createValue<LaddersState>({
    ar: 'unknown',
    capability: NOTHING_YET,
    trouble: undefined,
    drawing: false,
  })
  let tracker: Tracker | undefined
  let offTracker: (() => void) | undefined
  let told = ''

  function capabilityNow(): Capability {
    const { ar } = state.snapshot()
    const arAvailable = ar !== 'unknown' && ar !== 'unavailable'
    const running = tracker?.snapshot()
    if (running?.status === 'running') {
      const { features, tracking, trackingReason, saving, spaceId, picture, hint } = running
      const known = { tracking, trackingReason, saving, picture, spaceId, hint }
      return { ladder: 'world', arAvailable, features: [...features], ...known }
    }
    const { width = 0, height = 0 } = media.tracks().camera?.getSettings() ?? {}
    return { ...NOTHING_YET, arAvailable, picture: { width, height, stripRows: 0 } }
  }

  function publish(change: Partial<Omit<LaddersState, 'capability'>> = {}): void {
    state.set({ ...state.snapshot(), ...change })
    const capability = capabilityNow()
    const text = JSON.stringify(capability)
    if (text === told) return
    told = text
    state.set({ ...state.snapshot(), capability })
    call.send({ type: 'capability', capability })
  }

  function followPicture(): void {
    const running = tracker?.snapshot().status === 'running' ? tracker.track : undefined
    call.setVideoTrack(running ?? media.tracks().camera)
    publish()
  }

  /** AR may end by itself: the back gesture, a phone call, the system. The camera comes back. */
  async function afterAr(): Promise<void> {
    offTracker?.()
    offTracker = undefined
    tracker = undefined
    publish({ ar: 'available', drawing: false })
    tell('ar-stopped')
    await media.openCamera({ facing: 'environment' })
    followPicture()
  }

  async function startAr(overlay: HTMLElement, host: HTMLElement): Promise<void> {
    if (state.snapshot().ar !== 'available') return
    publish({ ar: 'starting', trouble: undefined })
    // A phone has one camera: AR gets no picture while the page holds it.
    media.closeCamera()
    const { createWebXrTracker } = await loadTracker()
    const started = createWebXrTracker({
      overlay,
      host,
      scene: { snapshot: () => shared.snapshot().scene, subscribe: (onChange) => shared.subscribe(onChange) },
      commit: (change) => void shared.commit(change),
      sendPoses: (packet) => call.sendPoses(packet),
      now,
      makeId,
      performanceNow: () => performance.now(),
      author: self.id,
    })
    tracker = started
    const outcome = await started.start()
    if (!outcome.ok) {
      started.close()
      tracker = undefined
      publish({ ar: 'available', trouble: outcome.problem.sentence })
      await media.openCamera({ facing: 'environment' })
      followPicture()
      return
    }
    offTracker = started.subscribe(() => {
      if (started.snapshot().status === 'off') {
        started.close()
        void afterAr()
      } else followPicture()
    })
    publish({ ar: 'running' })
    followPicture()
    tell('ar-started')
  }

  async function stopAr(): Promise<void> {
    await tracker?.stop()
  }

  function setDrawing(drawing: boolean): void {
    if (tracker === undefined) return
    tracker.take(drawing ? { kind: 'draw', tool: 'freehand', colour: OWN_COLOUR } : undefined)
    publish({ drawing })
  }

  const offs = [
    media.subscribe(followPicture),
    call.onPeerOpen((peer) =>
      call.send({ type: 'capability', capability: state.snapshot().capability }, peer.peerId),
    ),
    call.onMessage((message, from) => {
      switch (message.type) {
        case 'mark.begin':
        case 'mark.extend':
        case 'mark.end':
        case 'mark.move':
        case 'placement.request':
        case 'placement.move':
          tracker?.handle(message, from.participantId)
          break
        case 'pointer':
          tracker?.point(message, from.participantId)
          break
        case 'pointer.gone':
          tracker?.point(undefined, from.participantId)
          break
        default:
          break
      }
    }),
  ]

  void isArAvailable().then((available) => {
    publish({ ar: available ? 'available' : 'unavailable' })
    // Fetched while the camera picture is already live, so that "Start AR" starts at once.
    if (available) void loadTracker()
  })
  followPicture()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    startAr,
    stopAr,
    setDrawing,
    tracker: () => tracker,
    close() {
      for (const off of offs) off()
      offTracker?.()
      void tracker?.stop()
      tracker?.close()
      tracker = undefined
    },
  }
}
