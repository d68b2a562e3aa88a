import { isArAvailable } from '#ar/webxr/ar-support.ts'
import type { Call } from '#call/call.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { CameraControls, Capability } from '#domain/capability.ts'
import { createValue, type Engine, type Readable } from '#domain/engine.ts'
import type { MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import { problems } from '#domain/problem.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { ArRun } from './ar/ar-run.ts'
import type { CameraMarks } from './camera/camera-marks.ts'
import type { Thrift } from './camera/camera-thrift.ts'
import { type CameraSeat, openSeat, seatOf } from './camera/camera-seat.ts'
import type { Preferences } from './preferences.ts'

interface LaddersState {
  readonly ar: 'unknown' | 'unavailable' | 'available' | 'starting' | 'running'
  readonly capability: Capability
  /** Why AR did not start, as a sentence. */
  readonly trouble: string | undefined
  /** What AR's screens work with, while it runs. */
  readonly run: ArRun | undefined
}

/** Which picture goes out and what this device can show: the camera's picture, or AR while it runs. Experts are told. */
export interface Ladders extends Engine<LaddersState> {
  /** Must be called inside a tap. `overlay` is what stays visible over AR, `host` is where its canvas lives. */
  startAr(overlay: HTMLElement, host: HTMLElement): Promise<void>
  stopAr(): Promise<void>
}

export interface LaddersDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly self: Participant
  readonly preferences: Preferences
  /** What the camera lets itself be told, as far as it is known. */
  readonly camera: Readable<CameraControls | undefined>
  /** How much of the camera's picture may be sent. */
  readonly thrift: Readable<Thrift>
  /** How well marks of stills stick in the camera's picture. */
  readonly cameraMarks: CameraMarks
  readonly filmed?: Readable<boolean> | undefined
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

const loadAr = () => import('./ar/ar-run.ts')

export function createLadders(deps: LaddersDeps): Ladders {
  const { call, media, camera, cameraMarks, thrift, tell } = deps
  const state = createValue<LaddersState>({
    ar: 'unknown',
    capability: NOTHING_YET,
    trouble: undefined,
    run: undefined,
  })
  /** Kept over stops: frame ids count on, and what stood in an earlier run can be found again. */
  let kept: { readonly run: ArRun; readonly overlay: HTMLElement; readonly off: () => void } | undefined
  let told = ''
  /** The camera as it was before AR took it. */
  let before: CameraSeat = {}

  function capabilityNow(): Capability {
    const { ar } = state.snapshot()
    const arAvailable = ar !== 'unknown' && ar !== 'unavailable'
    const running = kept?.run.tracker.snapshot()
    if (running?.status === 'running') {
      const { features, tracking, trackingReason, saving, spaceId, picture, hint } = running
      return {
        ladder: 'world',
        arAvailable,
        features: [...features],
        tracking,
        trackingReason,
        saving,
        picture,
        spaceId,
        hint,
      }
    }
    const { width = 0, height = 0 } = media.tracks().camera?.getSettings() ?? {}
    const offer = camera.snapshot()
    const { running: following, tracking, trackingReason } = cameraMarks.snapshot()
    return {
      ...NOTHING_YET,
      arAvailable,
      ...(following === undefined ? {} : { features: ['image-tracking'], tracking, trackingReason }),
      saving: thrift.snapshot().saving,
      picture: { width, height, stripRows: 0 },
      ...(offer === undefined ? {} : { camera: offer }),
    }
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
    const tracker = kept?.run.tracker
    const running = tracker?.snapshot().status === 'running' ? tracker.track : undefined
    // AR makes its own picture smaller: what is sent of it has its strip and stays whole.
    call.setVideoLimits(running === undefined ? thrift.snapshot().limits : undefined)
    call.setVideoTrack(running ?? media.tracks().camera)
    publish()
  }

  /**
   * The camera's picture again, by the lens and the zoom that were chosen. AR says that it has ended before the phone's AR runtime has let
   * go of the camera, so that it is asked for with patience.
   */
  async function backToCamera(change: Pick<LaddersState, 'trouble'>): Promise<void> {
    publish({ ar: 'available', run: undefined, ...change })
    await openSeat(media, before)
    followPicture()
  }

  /** AR may end by itself: the back gesture, a phone call, the system. The camera comes back. */
  function followTracker(): void {
    const isOff = kept?.run.tracker.snapshot().status === 'off'
    if (!isOff) followPicture()
    else if (state.snapshot().ar === 'running') {
      void backToCamera({ trouble: undefined })
      tell('ar-stopped')
    }
  }

  async function runFor(overlay: HTMLElement, host: HTMLElement): Promise<ArRun> {
    const { createArRun } = await loadAr()
    if (kept?.overlay === overlay) return kept.run
    letGo()
    const run = createArRun({ ...deps, overlay, host })
    kept = { run, overlay, off: run.tracker.subscribe(followTracker) }
    return run
  }

  async function startAr(overlay: HTMLElement, host: HTMLElement): Promise<void> {
    if (state.snapshot().ar !== 'available') return
    publish({ ar: 'starting', trouble: undefined })
    before = seatOf(media)
    // A phone has one camera: AR gets no picture while the page holds it.
    media.closeCamera()
    let run: ArRun
    try {
      run = await runFor(overlay, host)
    } catch {
      // AR's own code could not be fetched.
      return backToCamera({ trouble: problems['server-gone'].sentence })
    }
    const outcome = await run.tracker.start()
    if (!outcome.ok) return backToCamera({ trouble: outcome.problem.sentence })
    publish({ ar: 'running', run })
    followPicture()
    tell('ar-started')
  }

  function letGo(): void {
    kept?.off()
    kept?.run.close()
    kept = undefined
  }

  const offs = [
    media.subscribe(followPicture),
    camera.subscribe(() => publish()),
    thrift.subscribe(followPicture),
    cameraMarks.subscribe(() => publish()),
    call.onPeerOpen((peer) =>
      call.send({ type: 'capability', capability: state.snapshot().capability }, peer.peerId),
    ),
  ]

  void isArAvailable().then((available) => {
    publish({ ar: available ? 'available' : 'unavailable' })
    // Fetched while the camera picture is already live, so that "Start AR" starts at once.
    if (available) loadAr().catch(() => undefined)
  })
  followPicture()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    startAr,
    async stopAr() {
      await kept?.run.tracker.stop()
    },
    close() {
      for (const off of offs) off()
      letGo()
    },
  }
}
