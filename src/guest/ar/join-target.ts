import { project, type ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'

/** Where a mark is seen on a still. */
interface SeenOnStill {
  readonly stillId: Id
  readonly at: ImagePoint
}

/**
 * The mark whose real place is tapped to find an earlier run's marks again: the one that the expert asked for, else the newest.
 * Undefined when no mark stands in an earlier run. `elsewhere`: the spaces of other phones, which are none of them.
 */
export function joinTarget(
  { marks }: Pick<SceneState, 'marks'>,
  spaceId: Id | undefined,
  asked: Id | undefined,
  elsewhere: ReadonlySet<Id>,
): SpaceMark | undefined {
  let newest: SpaceMark | undefined
  for (const mark of marks.values()) {
    if (mark.on !== 'space' || mark.spaceId === spaceId || elsewhere.has(mark.spaceId)) continue
    if (mark.id === asked) return mark
    if (newest === undefined || mark.at >= newest.at) newest = mark
  }
  return newest
}

/** The newest still of the mark's own run that shows its place, and where on it. */
export function stillWith(mark: SpaceMark, { stills }: Pick<SceneState, 'stills'>): SeenOnStill | undefined {
  let found: (SeenOnStill & { readonly takenAt: number }) | undefined
  for (const { id, camera, at } of stills.values()) {
    if (camera?.spaceId !== mark.spaceId || (found !== undefined && found.takenAt > at)) continue
    const seen = project(mark.pose.position, camera)
    if (seen !== undefined && seen.u >= 0 && seen.u <= 1 && seen.v >= 0 && seen.v <= 1)
      found = { stillId: id, at: seen, takenAt: at }
  }
  return found && { stillId: found.stillId, at: found.at }
}
