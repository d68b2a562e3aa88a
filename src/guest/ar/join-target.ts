import { project, type ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'

/** Where a mark is seen on a still. */
interface SeenOnStill {
  readonly stillId: Id
  readonly at: ImagePoint
}

/**
 * What is to be tapped in its real place to find an earlier run's marks and models again: the one that the expert asked for, else the newest
 * mark, else the newest model: the place of a mark is easier to know again. Undefined when nothing stands in an earlier run.
 * `elsewhere`: the spaces of other phones, which are none of them.
 */
export function joinTarget(
  { marks, placements }: Pick<SceneState, 'marks' | 'placements'>,
  spaceId: Id | undefined,
  asked: Id | undefined,
  elsewhere: ReadonlySet<Id>,
): SpaceMark | Placement | undefined {
  const isEarlier = (one: SpaceMark | Placement): boolean =>
    one.spaceId !== spaceId && !elsewhere.has(one.spaceId)
  const lost = [...marks.values()].filter((mark) => mark.on === 'space').filter(isEarlier)
  const models = [...placements.values()].filter(isEarlier)
  return [...lost, ...models].find(({ id }) => id === asked) ?? newest(lost) ?? newest(models)
}

function newest<T extends { readonly at: number }>(all: readonly T[]): T | undefined {
  let found: T | undefined
  for (const one of all) if (found === undefined || one.at >= found.at) found = one
  return found
}

/** The newest still of its own run that shows the place of a mark or a model, and where on it. */
export function stillWith(
  mark: Pick<SpaceMark | Placement, 'spaceId' | 'pose'>,
  { stills }: Pick<SceneState, 'stills'>,
): SeenOnStill | undefined {
  let found: (SeenOnStill & { readonly takenAt: number }) | undefined
  for (const { id, camera, at } of stills.values()) {
    if (camera?.spaceId !== mark.spaceId || (found !== undefined && found.takenAt > at)) continue
    const seen = project(mark.pose.position, camera)
    if (seen !== undefined && seen.u >= 0 && seen.u <= 1 && seen.v >= 0 && seen.v <= 1)
      found = { stillId: id, at: seen, takenAt: at }
  }
  return found && { stillId: found.stillId, at: found.at }
}
