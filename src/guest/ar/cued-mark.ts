import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'

/** What the tracker's cue is about: the picked mark or model, else the newest mark that somebody else made in this run. */
export function cuedMark(
  { marks, placements }: Pick<SceneState, 'marks' | 'placements'>,
  spaceId: Id | undefined,
  selectedId: Id | undefined,
  selfId: Id,
): Id | undefined {
  if (selectedId !== undefined) {
    const picked = marks.get(selectedId)
    const space = picked?.on === 'space' ? picked.spaceId : placements.get(selectedId)?.spaceId
    if (space !== undefined && space === spaceId) return selectedId
  }
  let newest: { readonly id: Id; readonly at: number } | undefined
  for (const mark of marks.values())
    if (
      mark.on === 'space' &&
      mark.spaceId === spaceId &&
      mark.author !== selfId &&
      (newest === undefined || mark.at >= newest.at)
    )
      newest = mark
  return newest?.id
}
