import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import { joined, type SceneChange, type SceneState } from '#domain/scene.ts'

type Joining = Extract<SceneChange, { kind: 'space.join' }>

interface Placed {
  readonly pose: Pose
  /** Of a model; as it stands when undefined. */
  readonly scale: number | undefined
  /** What stood in the scene when it was laid over it; once that is another, the scene knows better. */
  readonly over: Mark | Placement
}

/**
 * What a hand is just doing, shown on this screen alone before it is in the scene log: where a dragged mark is now, how another space
 * would lie in this one. Laid over the scene, each until the scene itself has it.
 */
export interface Preview {
  /** Where it is just now, and a model how large; undefined takes it back to how it stands. */
  place(id: Id, pose: Pose | undefined, scale?: number): void
  /** A model that is being placed: not in the scene yet. Undefined takes it away. */
  ghost(placement: Placement | undefined): void
  /** Everything of another space as it would stand here; undefined takes it away. `isTold`: the scene log is about to have it. */
  join(joining: Joining | undefined, isTold?: boolean): void
  /** The scene with the preview over it; the scene itself when there is none. */
  over(scene: SceneState): SceneState
}

/** @param scene as it stands, @param onChange something is shown elsewhere than before */
export function createPreview(scene: () => SceneState, onChange: () => void): Preview {
  const placed = new Map<Id, Placed>()
  let ghost: Placement | undefined
  let joining: { readonly change: Joining; readonly until: SceneState | undefined } | undefined

  const standing = (id: Id, { marks, placements }: SceneState): Mark | Placement | undefined =>
    marks.get(id) ?? placements.get(id)

  const withJoining = (of: SceneState): SceneState => {
    if (joining === undefined) return of
    const { from, to, transform } = joining.change
    const marks = new Map(of.marks)
    const placements = new Map(of.placements)
    for (const [id, mark] of marks)
      if (mark.on === 'space' && mark.spaceId === from) marks.set(id, joined(mark, to, transform))
    for (const [id, one] of placements)
      if (one.spaceId === from) placements.set(id, joined(one, to, transform))
    return { ...of, marks, placements }
  }

  return {
    place(id, pose, scale) {
      const over = standing(id, scene())
      if (pose && over) placed.set(id, { pose, scale, over })
      else if (!placed.delete(id)) return
      onChange()
    },
    ghost(placement) {
      if (placement === ghost) return
      ghost = placement
      onChange()
    },
    join(change, isTold = false) {
      if (change === undefined && joining === undefined) return
      joining = change && { change, until: isTold ? scene() : undefined }
      onChange()
    },
    over(shown) {
      const now = scene()
      if (joining?.until !== undefined && joining.until !== now) joining = undefined
      for (const [id, { over }] of placed) if (standing(id, now) !== over) placed.delete(id)
      if (placed.size === 0 && ghost === undefined) return withJoining(shown)
      const marks = new Map(shown.marks)
      const placements = new Map(shown.placements)
      if (ghost) placements.set(ghost.id, ghost)
      for (const [id, { pose, scale }] of placed) {
        const mark = marks.get(id)
        const placement = placements.get(id)
        if (mark?.on === 'space') marks.set(id, { ...mark, pose })
        else if (placement) placements.set(id, { ...placement, pose, scale: scale ?? placement.scale })
      }
      return withJoining({ ...shown, marks, placements })
    },
  }
}
