import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import { createEdgeCue, edgeCue } from '../marks/edge-cue.ts'
import type { ClientPoint, SeenEdgeCue } from './live-view.ts'
import type { Seen } from './marking.ts'

export interface EdgeHelpDeps {
  readonly scene: () => Pick<SceneState, 'marks' | 'placements'>
  /** What the picture shows now. */
  readonly seen: () => Seen | undefined
  readonly clientAt: (point: ImagePoint) => ClientPoint | undefined
}

/** As `LiveView.edgeCueOf`, by the camera of the frame that is seen. */
export function createEdgeHelp({ scene, seen, clientAt }: EdgeHelpDeps): (id: Id) => SeenEdgeCue | undefined {
  const cue = createEdgeCue()
  const found: SeenEdgeCue = { clientX: 0, clientY: 0, angle: 0, side: 'right' }
  return (id) => {
    const { marks, placements } = scene()
    const mark = marks.get(id)
    const standing = mark?.on === 'space' ? mark : placements.get(id)
    const now = seen()
    if (now === undefined || standing === undefined || standing.spaceId !== now.spaceId) return undefined
    edgeCue(standing.pose.position, now.camera, cue)
    const at = cue.isOffScreen ? clientAt(cue) : undefined
    if (at === undefined) return undefined
    found.clientX = at.clientX
    found.clientY = at.clientY
    found.angle = cue.angle
    found.side = cue.side
    return found
  }
}
