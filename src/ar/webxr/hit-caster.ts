import { type Pose, type SpaceRay, spaceDirection, spacePoint, rotate } from '#domain/geometry.ts'
import type { RayHit } from '../resolve/surface-finder.ts'
import { poseOf } from './rigid.ts'

/** AR frames that a cast may wait for its results: the first one after the request may still be empty. */
const FRAMES = 4

/** Casts under way at once; each is a subscription in the device. More are answered "nothing" at once. */
const MOST = 8

interface Cast {
  source: XRHitTestSource | undefined
  framesLeft: number
  readonly answer: (hit: RayHit | undefined) => void
}

/** Casts rays of the past into the world of today, by WebXR hit test. */
export interface HitCaster {
  /** See SurfaceFinder.castRay. */
  cast(ray: SpaceRay): Promise<RayHit | undefined>
  /** Once per AR frame, inside its callback. */
  read(frame: XRFrame, space: XRReferenceSpace): void
  /** Answers "nothing" to all that are under way; nothing more comes of the session. */
  close(): void
}

/**
 * @param session with hit-test enabled, @param space gives the current reference space, which rays are in
 * @param onHit called inside the frame for each result that is used, so that it can be anchored there
 */
export function createHitCaster(
  session: Pick<XRSession, 'requestHitTestSource'>,
  space: () => XRReferenceSpace | undefined,
  onHit: (result: XRHitTestResult, pose: Pose) => void,
): HitCaster {
  const casts = new Set<Cast>()
  let closed = false

  const finish = (cast: Cast, hit: RayHit | undefined): void => {
    if (!casts.delete(cast)) return
    cast.source?.cancel()
    cast.answer(hit)
  }

  const request = async (cast: Cast, { origin, direction }: SpaceRay): Promise<void> => {
    const reference = space()
    if (reference === undefined) {
      finish(cast, undefined)
      return
    }
    try {
      const offsetRay = new XRRay(
        { x: origin[0], y: origin[1], z: origin[2], w: 1 },
        { x: direction[0], y: direction[1], z: direction[2], w: 0 },
      )
      const source = await session.requestHitTestSource?.({
        space: reference,
        offsetRay,
        entityTypes: ['plane', 'point'],
      })
      // Answered or closed while the device was asked: a source that nobody cancels stays a subscription for good.
      if (!casts.has(cast)) source?.cancel()
      else if (source === undefined) finish(cast, undefined)
      else cast.source = source
    } catch {
      finish(cast, undefined)
    }
  }

  return {
    cast(ray) {
      if (closed || casts.size >= MOST) return Promise.resolve(undefined)
      return new Promise((answer) => {
        const cast: Cast = { source: undefined, framesLeft: FRAMES, answer }
        casts.add(cast)
        void request(cast, ray)
      })
    },
    read(frame, reference) {
      if (casts.size === 0) return
      for (const cast of casts) {
        if (cast.source === undefined) continue
        const [result] = frame.getHitTestResults(cast.source)
        const transform = result?.getPose(reference)?.transform
        if (result === undefined || transform === undefined) {
          cast.framesLeft--
          if (cast.framesLeft <= 0) finish(cast, undefined)
          continue
        }
        const pose = poseOf(transform)
        onHit(result, pose)
        finish(cast, {
          point: spacePoint(...pose.position),
          normal: spaceDirection(...rotate(pose.orientation, [0, 1, 0])),
        })
      }
    },
    close() {
      closed = true
      for (const cast of casts) finish(cast, undefined)
    },
  }
}
