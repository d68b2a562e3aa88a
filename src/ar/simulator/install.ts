import { P_DEVICE, type XRSession } from 'iwer'
import { conjugate, type Pose, project, rotate, subtract, type Vec3 } from '#domain/geometry.ts'
import { installCameraAccess } from './camera-access.ts'
import { createCameraFeeds } from './camera-feeds.ts'
import { createCanvasGuard } from './canvas-guard.ts'
import { nativePlanes } from './detected-planes.ts'
import { createDevice } from './device.ts'
import { createEnvironment } from './environment.ts'
import { installFrames, movePhone } from './frames.ts'
import { createFingers } from './fingers.ts'
import { createHint } from './hint.ts'
import { turnForwardTo } from './hit-test.ts'
import { installLayers } from './layers.ts'
import { fit, lensFor } from './lens.ts'
import { unit } from './maths.ts'
import { createMotion } from './motion.ts'
import type { PhoneFeature, PhoneSimulator, SeenPoint } from './phone-simulator.ts'
import { watchKeys, watchPointers } from './pointers.ts'
import { createRoomModule } from './room-module.ts'
import { caster, START_POSE } from './room/layout.ts'
import { targets } from './room/targets.ts'
import { createScreenInput } from './screen-input.ts'
import { installSessions } from './sessions.ts'
import { installSpaces } from './spaces.ts'
import { createStageElement, installStage } from './stage.ts'
import { installUserMedia } from './user-media.ts'
import { createWalking } from './walking.ts'
import { installRay } from './xr-ray.ts'

export interface PhoneSimulatorOptions {
  /** Long edge of the camera's picture in pixels. Unless said: 1280, or 640 where no graphics card draws. */
  readonly longEdge?: number
  /** Whether an immersive session needs a tap before it, as on a phone. Tests without a person switch it off. */
  readonly needsTap?: boolean
  /** The one-line hint for people at a laptop. */
  readonly hint?: boolean
  /** See PhoneSimulator.strict. Unless said: whether the address has `strict`. */
  readonly strict?: boolean
}

/** How bright the torch makes a dark room. */
const TORCH_LIGHT = 0.8

/**
 * Turns this browser into an Android AR phone in a furnished room: WebXR with camera, hits, depth, planes and anchors, the
 * camera behind getUserMedia, touches from the mouse. Call it before any renderer is made: renderers look for
 * WebXR when they are created. A second call gives the same phone.
 * @returns the handle that is also `window.phoneSimulator`
 */
export async function installPhoneSimulator(options: PhoneSimulatorOptions = {}): Promise<PhoneSimulator> {
  if (window.phoneSimulator) return window.phoneSimulator
  const { needsTap = true, strict = new URLSearchParams(location.search).has('strict') } = options

  const taken = new Set<PhoneFeature>()
  const motion = createMotion(START_POSE, (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  })
  const walking = createWalking(motion, caster, () => hint.hide())
  const settle = (): Pose => {
    const now = performance.now()
    motion.tick(now)
    walking.tick(now)
    return motion.pose()
  }

  const stage = createStageElement()
  const device = createDevice(stage)
  const environment = createEnvironment()
  const longEdge = options.longEdge ?? (environment.fast ? 1280 : 640)
  installStage(device, stage, environment.canvas)
  installRay()
  const guard = createCanvasGuard(strict)
  const layers = installLayers(device, guard)
  const spaces = installSpaces(device)

  const aspect = (session: XRSession | undefined): number => {
    const buffer = session && layers.bufferOf(session)
    return buffer ? buffer.width / buffer.height : innerWidth / innerHeight
  }
  const arRunning = (): boolean => device.activeSession !== undefined
  const input = createScreenInput(device, (u, v) => {
    const [p0, p5] = lensFor(aspect(device.activeSession))
    return turnForwardTo(unit([(2 * u - 1) / p0, (1 - 2 * v) / p5, -1]))
  })
  let light = 1
  const shine = (): void => environment.setLight(feeds.torch() ? Math.max(light, TORCH_LIGHT) : light)
  const feeds = createCameraFeeds({ environment, longEdge, settle, arRunning, torchChanged: shine })
  const fingers = createFingers(input)
  let skipped = 0
  let hasPicture = true

  const overlayRoot = (): Element | undefined =>
    device.activeSession && sessions.factsOf(device.activeSession)?.overlayRoot
  const hint = createHint(overlayRoot)
  const pictureStarts = (): void => {
    if (options.hint !== false) hint.show()
  }
  let framePose = motion.pose()
  let closeClear: (() => void) | undefined
  const afterClear = (): void => {
    closeClear?.()
    closeClear = undefined
  }
  const planes = nativePlanes()
  device[P_DEVICE].sem = createRoomModule(environment, planes, () => {
    // The emulator has cleared the session's buffer and comes here first: the frame's picture.
    afterClear()
    const ratio = aspect(device.activeSession)
    const [width, height] = fit(
      ratio < 1 ? longEdge * ratio : longEdge,
      ratio < 1 ? longEdge : longEdge / ratio,
      longEdge,
    )
    environment.draw(framePose, lensFor(ratio), width, height)
  })

  const sessions = installSessions({
    device,
    spaces,
    input,
    planes,
    taken,
    needsTap,
    cameraBusy: feeds.live,
    frameBegins(session) {
      framePose = settle()
      hasPicture = skipped === 0
      skipped = Math.max(0, skipped - 1)
      guard.frameBegins()
      movePhone(device, framePose)
      closeClear = layers.bufferOf(session)?.openForClear()
    },
    frameEnds(session) {
      afterClear()
      guard.frameEnds()
      if (device.activeSession === session) guard.ownWork(() => layers.bufferOf(session)?.present())
      environment.shown()
    },
    started() {
      spaces.sessionStarts(motion.pose())
      movePhone(device, motion.pose())
      pictureStarts()
    },
  })
  installFrames(device, {
    has: sessions.has,
    aspect,
    phonePose: () => framePose,
    depthFormat: (session) => sessions.factsOf(session)?.depthFormat ?? 'luminance-alpha',
  })
  installCameraAccess(
    environment,
    (session) =>
      hasPicture && sessions.has(session, 'camera-access') && sessions.factsOf(session)?.cameraBusy === false,
  )
  installUserMedia(feeds, arRunning, pictureStarts)

  const pictureLive = (): boolean => arRunning() || feeds.live()
  watchPointers({
    session: () => device.activeSession,
    overlayRoot,
    pictureLive,
    press: input.press,
    wheel: walking.wheel,
    pull(dx, dy) {
      // The picture follows the pointer: a drag across the screen turns by what the screen shows.
      const [p0, p5] = lensFor(innerWidth / innerHeight)
      walking.pull((2 * Math.atan(1 / p0) * dx) / innerWidth, (2 * Math.atan(1 / p5) * dy) / innerHeight)
    },
  })
  watchKeys(pictureLive, walking)

  const simulator: PhoneSimulator = {
    targets,
    setPose: (pose) => motion.setPose({ ...motion.pose(), ...pose }),
    play: motion.play,
    pose: motion.pose,
    take: (feature) => void taken.add(feature),
    give: (feature) => void taken.delete(feature),
    resetSpace: spaces.reset,
    origin: spaces.origin,
    project: (position) => seenFrom(motion.pose(), aspect(device.activeSession), position),
    tap: fingers.tap,
    touch: fingers.touch,
    skipCamera: (frames) => void (skipped = frames),
    setLight(level) {
      light = level
      shine()
    },
    torch: feeds.torch,
    get strict() {
      return guard.strict
    },
    set strict(on) {
      guard.strict = on
    },
    violations: guard.violations,
  }
  window.phoneSimulator = simulator
  return simulator
}

function seenFrom(pose: Pose, aspect: number, position: Vec3): SeenPoint | undefined {
  const at = project(position, { pose, projection: lensFor(aspect) })
  if (!at) return undefined
  const inView = rotate(conjugate(pose.orientation), subtract(position, pose.position))
  return { ...at, depth: -inView[2] }
}
