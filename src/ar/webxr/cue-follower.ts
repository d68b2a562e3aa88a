import type { Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'
import { createEdgeCue, edgeCue } from '../marks/edge-cue.ts'
import type { SceneCue } from '../tracker/tracker.ts'

/** What XR objects offer; numbers are copied, so that nothing is made in the frame loop. */
interface ViewLike {
  readonly transform: Pick<XRRigidTransform, 'position' | 'orientation'>
  readonly projectionMatrix: ArrayLike<number>
}

type Standing = SpaceMark | Placement

/** Follows the mark that is meant now: the picked one, else the newest that somebody else made. */
export interface CueFollower {
  /** What is shown changed: poses where they are drawn now. */
  look(shown: SceneState, spaceId: Id | undefined, selectedId: Id | undefined): void
  /** Once per frame with a pose; allocates nothing. */
  follow(view: ViewLike): void
  /** No pose: nothing can be pointed at. */
  rest(): void
}

/** @param author the technician: own marks need no pointing at, @param tell gets the same object while the mark is out of sight */
export function createCueFollower(author: Id, tell: (cue: SceneCue | undefined) => void): CueFollower {
  const cue: SceneCue = { ...createEdgeCue(), id: author }
  let target: Vec3 | undefined
  let isTold = false
  const position: [number, number, number] = [0, 0, 0]
  const orientation: [number, number, number, number] = [0, 0, 0, 1]
  const projection: [number, number, number, number] = [1, 1, 0, 0]
  const camera = { pose: { position, orientation }, projection }

  const rest = (): void => {
    if (isTold) tell(undefined)
    isTold = false
  }

  /** The picked one, where it stands in that space. */
  const picked = (id: Id | undefined, shown: SceneState, spaceId: Id | undefined): Standing | undefined => {
    if (id === undefined) return undefined
    const mark = shown.marks.get(id)
    const one = mark?.on === 'space' ? mark : shown.placements.get(id)
    return one?.spaceId === spaceId ? one : undefined
  }

  const newest = (shown: SceneState, spaceId: Id | undefined): Standing | undefined => {
    let found: SpaceMark | undefined
    for (const mark of shown.marks.values()) {
      if (mark.on !== 'space' || mark.spaceId !== spaceId || mark.author === author) continue
      if (found === undefined || mark.at >= found.at) found = mark
    }
    return found
  }

  return {
    look(shown, spaceId, selectedId) {
      const meant = picked(selectedId, shown, spaceId) ?? newest(shown, spaceId)
      target = meant?.pose.position
      if (meant === undefined) rest()
      else cue.id = meant.id
    },
    follow({ transform: { position: p, orientation: q }, projectionMatrix: m }) {
      if (target === undefined) return
      position[0] = p.x
      position[1] = p.y
      position[2] = p.z
      orientation[0] = q.x
      orientation[1] = q.y
      orientation[2] = q.z
      orientation[3] = q.w
      projection[0] = m[0] ?? 1
      projection[1] = m[5] ?? 1
      projection[2] = m[8] ?? 0
      projection[3] = m[9] ?? 0
      edgeCue(target, camera, cue)
      if (!cue.isOffScreen) {
        rest()
        return
      }
      isTold = true
      tell(cue)
    },
    rest,
  }
}
