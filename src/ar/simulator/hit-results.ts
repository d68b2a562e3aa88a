import {
  P_FRAME,
  P_HIT_TEST,
  type XRAnchor,
  type XRDevice,
  XRFrame,
  type XRPose,
  type XRRay,
  XRRigidTransform,
  XRSession,
  XRSpace,
} from 'iwer'
import { castHits, rayInRoom } from './hit-test.ts'
import { matrixOf } from './maths.ts'
import type { Ray } from './room/cast.ts'
import type { ScreenInput } from './screen-input.ts'
import { matrixInRoom, roomSpace } from './spaces.ts'

/** XRHitTestResult: a place on a surface in one frame. */
class PhoneHit {
  readonly [P_HIT_TEST]: { frame: XRFrame; offsetSpace: XRSpace }
  constructor(frame: XRFrame, offsetSpace: XRSpace) {
    this[P_HIT_TEST] = { frame, offsetSpace }
  }
  getPose(base: XRSpace): XRPose | undefined {
    const { frame, offsetSpace } = this[P_HIT_TEST]
    return frame.getPose(offsetSpace, base)
  }
  createAnchor(): Promise<XRAnchor> {
    const { frame, offsetSpace } = this[P_HIT_TEST]
    return frame.createAnchor(new XRRigidTransform(), offsetSpace)
  }
}

/** What hit tests of a session find at the moment. */
export type Findable = 'nothing' | 'floor' | 'everything'

/** What a ray of the room meets, as results of one frame. */
export function hitResults(
  frame: XRFrame,
  room: XRSpace,
  ray: Ray,
  entityTypes: readonly string[] | undefined,
  findable: Findable,
): PhoneHit[] {
  if (findable === 'nothing') return []
  return castHits(ray, entityTypes, findable === 'floor').map(
    ({ position, orientation }) => new PhoneHit(frame, new XRSpace(room, matrixOf(position, orientation))),
  )
}

interface TransientInit {
  readonly profile: string
  readonly offsetRay?: XRRay
  readonly entityTypes?: readonly string[]
}
const FORWARD = { origin: { x: 0, y: 0, z: 0 }, direction: { x: 0, y: 0, z: -1 } }

/**
 * Hit tests that follow fingers on the screen. Source: WebXR Hit Test Module, XRTransientInputHitTestSource.
 * @param find what hit tests of this session find right now
 */
export function installTransientHits(
  device: XRDevice,
  input: ScreenInput,
  find: (session: XRSession) => Findable,
): void {
  const sources = new WeakMap<object, TransientInit>()
  Object.defineProperty(XRSession.prototype, 'requestHitTestSourceForTransientInput', {
    configurable: true,
    value: async function (this: XRSession, init: TransientInit) {
      if (!this.enabledFeatures.includes('hit-test'))
        throw new DOMException('The session was not given the feature "hit-test"', 'NotSupportedError')
      const source = { cancel: () => void sources.delete(source) }
      sources.set(source, init)
      return source
    },
  })
  Object.defineProperty(XRFrame.prototype, 'getHitTestResultsForTransientInput', {
    configurable: true,
    value: function (this: XRFrame, source: object) {
      const init = sources.get(source)
      if (!this[P_FRAME].active || !init)
        throw new DOMException('The frame is over or the hit test cancelled', 'InvalidStateError')
      const findable = find(this.session)
      if (findable === 'nothing') return []
      const { origin, direction } = init.offsetRay ?? FORWARD
      return input
        .sources()
        .filter((inputSource) => inputSource.profiles.includes(init.profile))
        .map((inputSource) => {
          const ray = rayInRoom(matrixInRoom(inputSource.targetRaySpace), origin, direction)
          return {
            inputSource,
            results: hitResults(this, roomSpace(device), ray, init.entityTypes, findable),
          }
        })
    },
  })
}
