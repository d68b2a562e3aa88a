import type { Readable } from '#domain/engine.ts'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { PlacementQuality } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { DepthHistory } from './depth-history.ts'
import type { HitCaster } from './hit-caster.ts'
import type { PlaneReader } from './plane-reader.ts'

/** Only marks whose own place was found on a surface may lend it. */
const FOUND: ReadonlySet<PlacementQuality> = new Set(['depth', 'hit-test', 'plane'])

export interface XrSenses {
  readonly ring: Pick<PoseRing, 'get'>
  readonly depth: DepthHistory
  readonly caster: HitCaster
  readonly planes: PlaneReader
  readonly scene: Readable<SceneState>
  readonly spaceId: () => Id | undefined
}

/** What this phone's WebXR session can say about the world, as a SurfaceFinder. */
export function createXrSurfaceFinder({
  ring,
  depth,
  caster,
  planes,
  scene,
  spaceId,
}: XrSenses): SurfaceFinder {
  return {
    depthNear(frame) {
      if (frame === undefined) return depth.newest()
      const sample = ring.get(frame)
      return sample && depth.near(sample.time)
    },
    castRay: (ray) => caster.cast(ray),
    planes: () => planes.planes(),
    standing() {
      const poses: Pose[] = []
      for (const mark of scene.snapshot().marks.values()) {
        if (mark.on === 'space' && mark.spaceId === spaceId() && FOUND.has(mark.quality))
          poses.push(mark.pose)
      }
      return poses
    },
  }
}
