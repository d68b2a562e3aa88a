import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import { pickStillMark } from '../marks/pick-mark.ts'
import { backThroughHomography } from './through-homography.ts'

/**
 * The mark of a followed still that a touch of the live picture means; only what is shown there can be meant.
 * @param point in the live picture
 * @param seen where the stills are in the frame that is shown
 */
export function pickSeenMark(
  point: ImagePoint,
  seen: readonly SeenMarks[],
  { marks, stills }: Pick<SceneState, 'marks' | 'stills'>,
): Id | undefined {
  for (const { stillId, homography, markIds } of seen) {
    const at = backThroughHomography(homography, point)
    const still = stills.get(stillId)
    if (at === undefined || still === undefined) continue
    const shown = new Map<Id, Mark>()
    for (const id of markIds) {
      const mark = marks.get(id)
      if (mark !== undefined) shown.set(id, mark)
    }
    const found = pickStillMark(at, shown, stillId, still.width / still.height)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where the surface of a mark is in the live picture: still to picture; undefined while the mark is not shown there. */
export const whereSeen = (seen: readonly SeenMarks[], markId: Id): SeenMarks['homography'] | undefined =>
  seen.find(({ markIds }) => markIds.includes(markId))?.homography
