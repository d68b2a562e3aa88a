import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { isApart, poseOf } from './rigid.ts'

/** An anchor that moved less than this has not moved: tracking always trembles. */
const MOVED_METRES = 0.001
const MOVED_DEGREES = 0.1

/** What a look at an anchor found. */
export type AnchorNews = 'unseen' | 'first' | 'moved' | 'still'

/** One WebXR anchor and everything that stands within its reach. */
export interface AnchorGroup {
  /** Where the anchor is in the space, as of the last look; where it was wished for before the first. */
  base: Pose
  readonly members: Set<Id>
  /** `wanted`: to be created in the next frame. `none`: the device has none to give, and poses stay plain. */
  readonly status: 'wanted' | 'asked' | 'held' | 'none'
  /** Monotonic time since which it has had no members. */
  emptySince: number | undefined
  /** Takes an anchor that the device was asked for. */
  expect(anchor: Promise<XRAnchor>): void
  /** No anchor is to be had. */
  giveUp(): void
  /** Inside an AR frame callback. `first`: the anchor was seen for the first time; `moved`: it is elsewhere now; `unseen`: nothing is known. */
  look(frame: XRFrame, space: XRReferenceSpace): AnchorNews
  dispose(): void
}

export function createAnchorGroup(base: Pose): AnchorGroup {
  let anchor: XRAnchor | undefined
  let status: AnchorGroup['status'] = 'wanted'
  let isKnown = false
  let disposed = false

  const receive = async (promise: Promise<XRAnchor>): Promise<void> => {
    try {
      const made = await promise
      if (disposed) {
        made.delete()
        return
      }
      anchor = made
      status = 'held'
    } catch {
      // Out of anchors, or the surface is gone: what stands here keeps its plain pose.
      status = 'none'
    }
  }

  const group: AnchorGroup = {
    base,
    members: new Set(),
    emptySince: undefined,
    get status() {
      return status
    },
    expect(promise) {
      status = 'asked'
      void receive(promise)
    },
    giveUp() {
      status = 'none'
    },
    look(frame, space) {
      if (anchor === undefined) return 'unseen'
      const transform = frame.getPose(anchor.anchorSpace, space)?.transform
      if (transform === undefined) return 'unseen'
      const pose = poseOf(transform)
      if (isKnown && !isApart(pose, group.base, MOVED_METRES, MOVED_DEGREES)) return 'still'
      group.base = pose
      const news = isKnown ? 'moved' : 'first'
      isKnown = true
      return news
    },
    dispose() {
      disposed = true
      anchor?.delete()
      anchor = undefined
    },
  }
  return group
}
