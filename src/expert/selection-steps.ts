import type { Id, MakeId } from '#domain/ids.ts'

/** How far one press turns what is selected, in radians: an arrow is set right by a few presses, a model with six. */
export const TURN_STEP = Math.PI / 12
/** By which factor one press makes it larger: seven presses double it. */
export const RESIZE_STEP = 1.1

/** The id of the press that a change belongs to: another one each time, unless the change goes on with the one before it. */
export function createPresses(makeId: MakeId): (goesOn: boolean) => Id {
  let last: Id | undefined
  return (goesOn) => {
    last = (goesOn ? last : undefined) ?? makeId()
    return last
  }
}
