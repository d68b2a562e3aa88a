import {
  P_DEVICE,
  P_REF_SPACE,
  P_SESSION,
  P_SPACE,
  type XRDevice,
  XRReferenceSpace,
  XRReferenceSpaceEvent,
  XRReferenceSpaceType,
  XRRigidTransform,
  XRSession,
  type XRSpace,
} from 'iwer'
import { Matrix4 } from 'three'
import { conjugate, fromLocal, multiply, type Pose, rotate, subtract, type Vec3 } from '#domain/geometry.ts'
import { headingOf, matrixOf, NO_TURN, turn, turnOfHeading } from './maths.ts'

const IDENTITY: Pose = { position: [0, 0, 0], orientation: NO_TURN }
/** How far a reset moves the origin: far enough that a mark kept at its old numbers is plainly wrong. */
const JUMP: Pose = { position: [0.35, 0.04, -0.25], orientation: turn([0, 1, 0], Math.PI / 7) }

const compose = (a: Pose, b: Pose): Pose => ({
  position: fromLocal(a, b.position),
  orientation: multiply(a.orientation, b.orientation),
})

function relative(from: Pose, to: Pose): Pose {
  const back = conjugate(from.orientation)
  return {
    position: rotate(back, subtract(to.position, from.position)),
    orientation: multiply(back, to.orientation),
  }
}

const point = ([x, y, z]: Vec3): DOMPointInit => ({ x, y, z })

const step = new Matrix4()

/** A space's pose in the room, column-major. The room's frame is the emulator's global space. */
export function matrixInRoom(space: XRSpace): ArrayLike<number> {
  const m = new Matrix4()
  for (let at: XRSpace | undefined = space; at; at = at[P_SPACE].parentSpace)
    m.premultiply(step.fromArray(at[P_SPACE].offsetMatrix))
  return m.elements
}

/** Whether a space moves with the phone. */
export function movesWithPhone(space: XRSpace, device: XRDevice): boolean {
  for (let at: XRSpace | undefined = space; at; at = at[P_SPACE].parentSpace)
    if (at === device.viewerSpace) return true
  return false
}

/** The reference spaces' origin in the room, and its jumps. */
export interface Spaces {
  origin(): Pose
  /** Moves the origin now; the running session hears of it at the next frame's start. */
  reset(): void
  /** A new session begins where the room's frame is, with `local` at the phone. */
  sessionStarts(phone: Pose): void
  /** Before a frame's callbacks: tells the session of a jump. */
  announce(session: XRSession): void
}

export function installSpaces(device: XRDevice): Spaces {
  let origin = IDENTITY
  let start = IDENTITY
  let jump: Pose | undefined

  // `local` stands upright at the phone's place when the session began; the emulator would tilt it with the phone.
  const place = (space: XRReferenceSpace): void => {
    const { type } = space[P_REF_SPACE]
    if (type === XRReferenceSpaceType.Viewer) return
    const pose = type === XRReferenceSpaceType.Local ? compose(origin, start) : origin
    space[P_SPACE].offsetMatrix = matrixOf(pose.position, pose.orientation)
  }

  const request = XRSession.prototype.requestReferenceSpace
  Object.defineProperty(XRSession.prototype, 'requestReferenceSpace', {
    configurable: true,
    value: async function (this: XRSession, type: XRReferenceSpaceType) {
      const space = await request.call(this, type)
      place(space)
      return space
    },
  })
  // The emulator takes a matrix here; WebXR and every app give a rigid transform.
  Object.defineProperty(XRReferenceSpace.prototype, 'getOffsetReferenceSpace', {
    configurable: true,
    value: function (this: XRReferenceSpace, offset: XRRigidTransform) {
      return new XRReferenceSpace(this[P_REF_SPACE].type, this, offset.matrix)
    },
  })

  return {
    origin: () => origin,
    reset() {
      const next = compose(origin, JUMP)
      jump = relative(origin, next)
      origin = next
      const session = device.activeSession
      if (!session) jump = undefined
      for (const space of session?.[P_SESSION].referenceSpaces ?? []) place(space)
    },
    sessionStarts(phone) {
      origin = IDENTITY
      jump = undefined
      const { yaw } = headingOf(rotate(phone.orientation, [0, 0, -1]))
      start = { position: phone.position, orientation: turnOfHeading({ yaw, pitch: 0 }) }
    },
    announce(session) {
      if (!jump) return
      const [x, y, z, w] = jump.orientation
      const transform = new XRRigidTransform(point(jump.position), { x, y, z, w })
      jump = undefined
      for (const space of session[P_SESSION].referenceSpaces)
        if (space[P_REF_SPACE].type !== XRReferenceSpaceType.Viewer)
          space.dispatchEvent(new XRReferenceSpaceEvent('reset', { referenceSpace: space, transform }))
    },
  }
}

/** The space that anchors and hits hang from. */
export const roomSpace = (device: XRDevice): XRSpace => device[P_DEVICE].globalSpace
