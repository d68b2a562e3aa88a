import { type Outcome, succeed } from '#domain/problem.ts'
import { createCameraSentinel } from './camera-sentinel.ts'
import { sessionInit } from './session-init.ts'
import { silentProblem, startProblem } from './start-problems.ts'

/** What a short AR session showed of this device. */
export interface ArTrial {
  /** The session's features; undefined where the browser does not tell. Source: WebXR Device API, `enabledFeatures`. */
  readonly granted: readonly string[] | undefined
  /** False: the picture was left out, since the start before ended with the page. */
  readonly askedForCamera: boolean
  /** A frame came with the camera's picture. */
  readonly sawCamera: boolean
  /** A ray from the middle of the picture met a surface. */
  readonly sawSurface: boolean
}

export interface TryArDeps {
  readonly xr: XRSystem
  /** What stays visible over the camera. */
  readonly overlay: Element
  /** How long AR runs at most, in milliseconds; it ends earlier once everything was seen. */
  readonly forMs: number
  /** Runs something later; returns its own off-function. */
  readonly after: (ms: number, run: () => void) => () => void
  readonly storage?: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

/** Frames that are waited for before a picture counts as one that does not come. */
const ENOUGH_FRAMES = 20

/**
 * Starts AR for a moment, without anything of the product in it, and looks what the device gives. Call inside a tap; the page must hold
 * no camera. Resolves once AR has ended again; expected failures are outcomes.
 */
export async function tryAr(deps: TryArDeps): Promise<Outcome<ArTrial>> {
  const sentinel = createCameraSentinel(deps.storage ?? (() => localStorage))
  const askedForCamera = sentinel.mayUseCamera()
  if (askedForCamera) sentinel.arm()
  let session: XRSession | undefined
  try {
    session = await deps.xr.requestSession('immersive-ar', sessionInit(deps.overlay, askedForCamera))
    const seen = await watch(session, deps)
    if (seen.frames === 0) return silentProblem()
    return succeed({
      granted: session.enabledFeatures,
      askedForCamera,
      sawCamera: seen.camera,
      sawSurface: seen.surface,
    })
  } catch (error) {
    return startProblem(error)
  } finally {
    // The person may have left already, with the back gesture: then it ended by itself.
    await session?.end().catch(() => undefined)
    sentinel.disarm()
  }
}

interface Seen {
  frames: number
  camera: boolean
  surface: boolean
}

/** Looks at the frames until everything was seen, the time is over, or somebody ended the session. */
async function watch(session: XRSession, { forMs, after }: TryArDeps): Promise<Seen> {
  const seen: Seen = { frames: 0, camera: false, surface: false }
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2', { xrCompatible: true })
  if (gl === null) throw new DOMException('No WebGL', 'NotSupportedError')
  try {
    await session.updateRenderState({ baseLayer: new XRWebGLLayer(session, gl) })
    const space = await session.requestReferenceSpace('local-floor')
    const hits = await hitSource(session)
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        offTimer()
        session.removeEventListener('end', finish)
        resolve()
      }
      const offTimer = after(forMs, finish)
      session.addEventListener('end', finish)
      const onFrame: XRFrameRequestCallback = (_, frame) => {
        seen.frames++
        const view = frame.getViewerPose(space)?.views[0]
        // Null for a frame without a picture; absent without camera-access.
        seen.camera ||= Boolean(view?.camera)
        seen.surface ||= hits !== undefined && frame.getHitTestResults(hits).length > 0
        const isDone = seen.camera && seen.surface && seen.frames >= ENOUGH_FRAMES
        if (isDone) finish()
        else session.requestAnimationFrame(onFrame)
      }
      session.requestAnimationFrame(onFrame)
    })
    return seen
  } finally {
    // A page has few contexts; this one is not needed again.
    gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}

async function hitSource(session: XRSession): Promise<XRHitTestSource | undefined> {
  try {
    return await session.requestHitTestSource?.({ space: await session.requestReferenceSpace('viewer') })
  } catch {
    // Not granted: `granted` says so.
    return undefined
  }
}
