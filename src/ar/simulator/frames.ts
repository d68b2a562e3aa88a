import {
  P_DEVICE,
  P_FRAME,
  P_POSE,
  P_SESSION,
  type XRDevice,
  XRFrame,
  type XRReferenceSpace,
  type XRRigidTransform,
  type XRSession,
  type XRSpace,
  XRView,
  XRViewerPose,
} from 'iwer'
import { type Pose, projectionMatrix } from '#domain/geometry.ts'
import { PhoneDepth } from './depth.ts'
import { lensFor } from './lens.ts'
import { ONE_EYE } from './platform.ts'
import type { PhoneFeature } from './phone-simulator.ts'
import type { DepthFormat } from './session-features.ts'
import { movesWithPhone } from './spaces.ts'

/** What the frames of a session need to know about it. */
export interface FrameFacts {
  /** Granted to the session and not taken since. */
  has(session: XRSession, feature: PhoneFeature): boolean
  /** Width by height of the session's picture. */
  aspect(session: XRSession): number
  /** The phone's pose of the present frame, in the room. */
  phonePose(): Pose
  depthFormat(session: XRSession): DepthFormat
}

const notSupported = (feature: string): DOMException =>
  new DOMException(`The session was not given the feature "${feature}"`, 'NotSupportedError')

/**
 * Makes the emulator's frames those of a phone: one view, no pose while tracking is lost, positions that are not made up,
 * depth when asked for, anchors only with the feature. A frame still dies with its callback, as the emulator has it.
 */
export function installFrames(device: XRDevice, facts: FrameFacts): void {
  const proto = XRFrame.prototype
  const { getPose, createAnchor } = proto
  const replace = <Args extends readonly unknown[]>(
    name: string,
    value: (this: XRFrame, ...args: Args) => unknown,
  ): void => {
    Object.defineProperty(proto, name, { configurable: true, writable: true, value })
  }
  const lost = (frame: XRFrame): boolean => !facts.has(frame.session, 'tracking')

  // The emulator marks every pose as guessed. A phone that tracks does not guess.
  const trackedPose = (frame: XRFrame, space: XRSpace, base: XRSpace) => {
    const pose = getPose.call(frame, space, base)
    pose[P_POSE].emulatedPosition = false
    return pose
  }

  replace('getPose', function (space: XRSpace, base: XRSpace) {
    const pose = trackedPose(this, space, base)
    return lost(this) && movesWithPhone(space, device) !== movesWithPhone(base, device) ? undefined : pose
  })

  replace('getViewerPose', function (base: XRReferenceSpace) {
    const frame = this[P_FRAME]
    if (!frame.animationFrame)
      throw new DOMException('Only frames of requestAnimationFrame have a viewer pose', 'InvalidStateError')
    const { transform } = trackedPose(this, device.viewerSpace, base)
    if (lost(this)) return null
    const { depthNear, depthFar } = frame.session.renderState
    const lens = lensFor(facts.aspect(frame.session))
    const projection = new Float32Array(projectionMatrix(lens, depthNear, depthFar))
    return new XRViewerPose(transform, [new XRView(ONE_EYE, projection, transform, frame.session)], false)
  })

  replace('getDepthInformation', function () {
    const { active, session } = this[P_FRAME]
    if (!active) throw new DOMException('The frame is over', 'InvalidStateError')
    if (!session.enabledFeatures.includes('depth-sensing')) throw notSupported('depth-sensing')
    if (!facts.has(session, 'depth-sensing') || lost(this)) return null
    const aspect = facts.aspect(session)
    const view = { pose: facts.phonePose(), projection: lensFor(aspect), aspect }
    return new PhoneDepth(view, facts.depthFormat(session), () => this[P_FRAME].active)
  })

  replace('createAnchor', async function (pose: XRRigidTransform, space: XRSpace) {
    if (!facts.has(this.session, 'anchors')) throw notSupported('anchors')
    if (lost(this)) throw new DOMException('There is no tracking to hold the anchor', 'InvalidStateError')
    return createAnchor.call(this, pose, space)
  })
}

/** The frame that input events carry: good for poses, not for the viewer's. Sees the hits of the frame it precedes. */
export function eventFrame(of: XRFrame): XRFrame {
  const { session, predictedDisplayTime, hitTestResultsMap } = of[P_FRAME]
  const frame = new XRFrame(session, 0, true, false, predictedDisplayTime)
  frame[P_FRAME].hitTestResultsMap = hitTestResultsMap
  return frame
}

/** Puts the phone's place into the emulator before anything of the frame is worked out from it. */
export function movePhone(device: XRDevice, { position, orientation }: Pose): void {
  device.position.set(...position)
  device.quaternion.set(...orientation)
  device[P_DEVICE].updateViews()
}

/** The frame whose callbacks run right now, if any. */
export function runningFrame(session: XRSession): XRFrame | undefined {
  const frame = session[P_SESSION].activeFrame
  return frame?.[P_FRAME].active ? frame : undefined
}
