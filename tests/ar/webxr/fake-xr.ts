import { vi } from 'vitest'
import type { Pose } from '#domain/geometry.ts'

/** The edge to the browser's WebXR, just wide enough for what is tested in Node. The simulated phone is the wider one. */

class Transform {
  readonly position: { x: number; y: number; z: number }
  readonly orientation: { x: number; y: number; z: number; w: number }
  constructor(p: { x: number; y: number; z: number }, q: { x: number; y: number; z: number; w: number }) {
    this.position = p
    this.orientation = q
  }
}

export function transformOf({ position: p, orientation: q }: Pose): XRRigidTransform {
  const transform = new Transform({ x: p[0], y: p[1], z: p[2] }, { x: q[0], y: q[1], z: q[2], w: q[3] })
  return Object.assign(Object.create(null), transform)
}

/** Puts the constructors that WebXR has as globals in place. */
export function installXrGlobals(): void {
  vi.stubGlobal('XRRigidTransform', Transform)
  vi.stubGlobal(
    'XRRay',
    class {
      readonly origin: unknown
      readonly direction: unknown
      constructor(origin: unknown, direction: unknown) {
        this.origin = origin
        this.direction = direction
      }
    },
  )
}

export const space: XRReferenceSpace = Object.create(null)

/** One device's anchors: where each is, and how many live. */
export function fakeAnchors() {
  const poses = new Map<object, Pose | undefined>()
  const live = new Set<object>()
  const made: { anchor: XRAnchor; pose: Pose }[] = []
  const state = { refuse: false }
  const make = (pose: Pose): Promise<XRAnchor> => {
    if (state.refuse) return Promise.reject(new DOMException('No more anchors', 'InvalidStateError'))
    const anchorSpace = Object.create(null)
    const anchor: XRAnchor = Object.assign(Object.create(null), {
      anchorSpace,
      delete: () => void live.delete(anchorSpace),
    })
    poses.set(anchorSpace, pose)
    live.add(anchorSpace)
    made.push({ anchor, pose })
    return Promise.resolve(anchor)
  }
  const frame: XRFrame = Object.assign(Object.create(null), {
    createAnchor: ({ position: p, orientation: q }: Transform) =>
      make({ position: [p.x, p.y, p.z], orientation: [q.x, q.y, q.z, q.w] }),
    getPose: (of: object) => {
      const pose = poses.get(of)
      return pose && { transform: transformOf(pose) }
    },
  })
  return {
    frame,
    made,
    state,
    live: () => live.size,
    /** Moves the anchor that was made as number `index`; undefined: it is not tracked now. */
    move(index: number, pose: Pose | undefined): void {
      const one = made[index]
      if (one) poses.set(one.anchor.anchorSpace, pose)
    },
    hit: (pose: Pose): XRHitTestResult =>
      Object.assign(Object.create(null), { createAnchor: () => make(pose) }),
  }
}
