import { project } from './geometry.ts'
import type { SceneState } from './scene.ts'
import type { Still } from './still.ts'

/**
 * How many marks are seen on a still: those drawn on it, and those of its own space that stand within its picture (world ladder). What
 * stands behind something else there is counted too: a still knows no depth.
 */
export function marksOnStill(
  { id, camera }: Pick<Still, 'id' | 'camera'>,
  { marks }: Pick<SceneState, 'marks'>,
): number {
  let count = 0
  for (const mark of marks.values()) {
    if (mark.on === 'still') {
      if (mark.stillId === id) count++
    } else if (camera?.spaceId === mark.spaceId) {
      const seen = project(mark.pose.position, camera)
      if (seen !== undefined && seen.u >= 0 && seen.u <= 1 && seen.v >= 0 && seen.v <= 1) count++
    }
  }
  return count
}
