import {
  type NativePlane,
  P_DEVICE,
  P_FRAME,
  P_HIT_TEST,
  P_SESSION,
  P_SYSTEM,
  type XRDevice,
  XRSession,
} from 'iwer'
import { createDetectedPlanes } from './detected-planes.ts'
import { rayInRoom } from './hit-test.ts'
import { type Findable, hitResults, installTransientHits } from './hit-results.ts'
import type { PhoneFeature } from './phone-simulator.ts'
import type { ScreenInput } from './screen-input.ts'
import { decideFeatures, type DepthFormat, type PhoneSessionInit } from './session-features.ts'
import { matrixInRoom, roomSpace, type Spaces } from './spaces.ts'
import { raiseOverlay } from './stage.ts'

/** What a session is, besides what the emulator knows of it. */
interface SessionFacts {
  readonly depthFormat: DepthFormat
  readonly overlayRoot: Element | undefined
  /** A getUserMedia track held the camera when the session began, so this session never sees it. */
  readonly cameraBusy: boolean
}

export interface SessionDeps {
  readonly device: XRDevice
  readonly spaces: Spaces
  readonly input: ScreenInput
  readonly planes: readonly NativePlane[]
  readonly taken: ReadonlySet<PhoneFeature>
  readonly needsTap: boolean
  cameraBusy(): boolean
  /** The frame's pose is settled here, before anything is computed from it. */
  frameBegins(session: XRSession): void
  frameEnds(session: XRSession): void
  started(): void
}

export interface Sessions {
  factsOf(session: XRSession): SessionFacts | undefined
  has(session: XRSession, feature: PhoneFeature): boolean
}

/** What a phone does by itself, without the session asking for it. */
const UNASKED: ReadonlySet<PhoneFeature> = new Set<PhoneFeature>(['tracking', 'hits-above-floor'])

function findableIn(session: XRSession, has: Sessions['has']): Findable {
  if (!has(session, 'hit-test') || !has(session, 'tracking')) return 'nothing'
  return has(session, 'hits-above-floor') ? 'everything' : 'floor'
}

const refuse = (name: string, message: string): never => {
  throw new DOMException(message, name)
}

/** Replaces `requestSession` by a phone's: its features, its one session at a time, its need of a tap. */
export function installSessions(deps: SessionDeps): Sessions {
  const { device, taken } = deps
  const known = new WeakMap<XRSession, SessionFacts>()
  const has = (session: XRSession, feature: PhoneFeature): boolean =>
    !taken.has(feature) && (UNASKED.has(feature) || session.enabledFeatures.includes(feature))

  const system = device[P_DEVICE].xrSystem
  if (!system) throw new Error('The simulated phone is not installed')
  const inline = system.requestSession.bind(system)

  const requestSession = async (mode: string, init: PhoneSessionInit = {}): Promise<XRSession> => {
    if (mode === 'inline') return inline('inline')
    if (mode !== 'immersive-ar') return refuse('NotSupportedError', `This phone has no ${mode}`)
    if (deps.needsTap && !navigator.userActivation.isActive)
      refuse('SecurityError', 'An immersive session must be requested within a tap')
    if (device.activeSession) refuse('InvalidStateError', 'There is already an immersive session')
    const decision = decideFeatures(init, taken)
    if (decision.status === 'refused')
      return refuse('NotSupportedError', `The feature "${decision.missing}" is not available`)

    const session = new XRSession(device, 'immersive-ar', [...decision.enabled])
    system[P_SYSTEM].activeSession = session
    const root = decision.enabled.includes('dom-overlay') ? init.domOverlay?.root : undefined
    known.set(session, {
      depthFormat: decision.depthFormat,
      overlayRoot: root,
      cameraBusy: deps.cameraBusy(),
    })
    const lower = root ? raiseOverlay(root) : undefined
    dressSession(session, decision.depthFormat, deps, has)
    session.addEventListener(
      'end',
      () => {
        delete system[P_SYSTEM].activeSession
        lower?.()
        deps.input.clear()
      },
      { once: true },
    )
    deps.started()
    return session
  }
  Object.defineProperty(system, 'requestSession', { configurable: true, value: requestSession })

  const onSession = (name: string, get: (this: XRSession) => unknown): void => {
    Object.defineProperty(XRSession.prototype, name, { configurable: true, get })
  }
  onSession('domOverlayState', function () {
    return known.get(this)?.overlayRoot ? { type: 'screen' } : null
  })
  installTransientHits(device, deps.input, (session) => findableIn(session, has))
  return { has, factsOf: (session) => known.get(session) }
}

/** Puts the phone's answers in the places where the emulator computes its own. */
function dressSession(
  session: XRSession,
  depthFormat: DepthFormat,
  deps: SessionDeps,
  has: Sessions['has'],
): void {
  const { device, input, spaces } = deps
  const inner = session[P_SESSION]
  const planes = createDetectedPlanes(roomSpace(device), deps.planes)
  const sees = (feature: PhoneFeature): boolean => has(session, feature) && has(session, 'tracking')

  inner.depthSensingUsage = 'cpu-optimized'
  inner.depthSensingDataFormat = depthFormat
  inner.computeDepthSensing = () => undefined
  inner.updateTrackedPlanes = (frame) => {
    if (sees('plane-detection')) for (const plane of planes) frame[P_FRAME].detectedPlanes.add(plane)
  }
  inner.computeHitTestResults = (frame) => {
    const findable = findableIn(session, has)
    for (const source of inner.hitTestSources) {
      const { space, offsetRay, entityTypes } = source[P_HIT_TEST]
      const ray = rayInRoom(matrixInRoom(space), offsetRay.origin, offsetRay.direction)
      const hits = hitResults(frame, roomSpace(device), ray, entityTypes, findable)
      frame[P_FRAME].hitTestResultsMap.set(source, hits)
    }
  }
  const updateAnchors = inner.updateTrackedAnchors
  inner.updateTrackedAnchors = () => {
    updateAnchors()
    if (!sees('anchors')) inner.frameTrackedAnchors.clear()
  }
  inner.updateActiveInputSources = () => {
    const frame = inner.activeFrame
    if (!frame) return
    spaces.announce(session)
    input.deliver(session, frame)
  }

  const emulated = inner.onDeviceFrame
  inner.onDeviceFrame = () => {
    if (inner.ended) return
    deps.frameBegins(session)
    emulated()
    deps.frameEnds(session)
  }
  // The emulator has already asked for its own, undressed first frame.
  if (inner.deviceFrameHandle !== undefined) cancelAnimationFrame(inner.deviceFrameHandle)
  inner.deviceFrameHandle = requestAnimationFrame(inner.onDeviceFrame)
}
