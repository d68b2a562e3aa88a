import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneOperation, SceneState } from '#domain/scene.ts'
import { sameValue } from './same-value.ts'

/** What one change did to one mark or model; undefined is "was not there". */
export type Entry =
  | {
      readonly kind: 'mark'
      readonly id: Id
      readonly before: Mark | undefined
      readonly after: Mark | undefined
    }
  | {
      readonly kind: 'placement'
      readonly id: Id
      readonly before: Placement | undefined
      readonly after: Placement | undefined
    }

/** One change of one person: a mark, a removal, or everything that a clearing took away. `gesture`: the drag or turn that made it. */
export interface Step {
  readonly entries: readonly Entry[]
  readonly gesture: Id | undefined
}

/**
 * Whose change an operation is.
 * [SC1] A mark or a model belongs to the person it names as author, also when the technician's device resolved and wrote it.
 * [SC2] A removal or a clearing belongs to who made it, and a move or a new look to who is named by it.
 */
export function ownerOf({ author, change }: SceneOperation): Id {
  if (change.kind === 'mark.put') return change.by ?? change.mark.author
  if (change.kind === 'placement.put') return change.by ?? change.placement.author
  return author
}

/** [SC12] A measure of one point measures nothing yet: making it and giving it up are no steps. */
export function whole<T extends Mark | Placement>(value: T | undefined): T | undefined {
  if (value === undefined || !('shape' in value)) return value
  const { shape } = value
  return shape.tool === 'measure' && shape.points.length < 2 ? undefined : value
}

export function entriesOf(operation: SceneOperation, from: SceneState, to: SceneState): readonly Entry[] {
  const { change } = operation
  const names = namesSomebody(operation)
  const mark = (id: Id): Entry => ({
    kind: 'mark',
    id,
    before: whole(from.marks.get(id)),
    after: whole(to.marks.get(id)),
  })
  const placement = (id: Id): Entry => ({
    kind: 'placement',
    id,
    before: from.placements.get(id),
    after: to.placements.get(id),
  })
  const gone = (entry: Entry): boolean => entry.before !== undefined && entry.after === undefined
  const standing = (entry: Entry): boolean =>
    entry.after !== undefined && !sameValue(entry.before, entry.after)
  // Who moves a thing has not made it: in a whole log read at once (a reload) it seems so, since nothing stood before.
  const changed = (entry: Entry): boolean => standing(entry) && (!names || entry.before !== undefined)
  switch (change.kind) {
    case 'mark.put':
      return [mark(change.mark.id)].filter(changed)
    case 'placement.put':
      return [placement(change.placement.id)].filter(changed)
    case 'mark.remove':
      return [mark(change.markId)].filter(gone)
    case 'placement.remove':
      return [placement(change.placementId)].filter(gone)
    case 'clear':
      return [...[...from.marks.keys()].map(mark), ...[...from.placements.keys()].map(placement)].filter(
        (entry) => gone(entry) && (change.of === undefined || entry.before?.author === change.of),
      )
    case 'still.put':
      /* [SC7] What was seen was seen. */
      return []
    case 'settle':
    case 'space.join':
      /* [SC10] The same real place under other numbers is nobody's step. */
      return []
  }
}

/** [SC5] A stroke that grew, or one that the technician's device settled anew, goes on with the step before it. */
export function goesOn(operation: SceneOperation, step: Step, next: Entry): boolean {
  const { author } = operation
  const [last] = step.entries
  if (step.entries.length !== 1 || last?.kind !== next.kind || last.id !== next.id) return false
  if (next.before === undefined || next.after === undefined || !sameValue(last.after, next.before))
    return false
  if (namesSomebody(operation)) {
    // However slow the phone puts it: one press of the hand is one change, and the next press is another.
    const gesture = gestureOf(operation)
    return gesture !== undefined && gesture === step.gesture && isMove(last) && isMove(next)
  }
  if (author !== next.after.author) return true
  if (next.kind !== 'mark') return false
  const [from, to] = [next.before.shape, next.after.shape]
  if (from.tool === 'measure' && to.tool === 'measure') return to.points.length > from.points.length
  if (from.tool !== 'freehand' || to.tool !== 'freehand') return false
  // While a stroke grows its last point may only move: thinning the line keeps the number of points. Its place stays then.
  return (
    to.points.length > from.points.length ||
    (to.points.length === from.points.length && isInPlace(next.before, next.after))
  )
}

/** The press of a hand that a put belongs to. */
export function gestureOf({ change }: SceneOperation): Id | undefined {
  return 'gesture' in change ? change.gesture : undefined
}

/** Whether it says on whose behalf it was made: a move or a new look, not a drawing. */
export function namesSomebody({ change }: SceneOperation): boolean {
  return 'by' in change && change.by !== undefined
}

/** [SC11] Whether only its place, turn or size is another: it was taken along, not made or given another look. */
function isMove(entry: Entry): boolean {
  if (entry.before === undefined || entry.after === undefined) return false
  if (entry.kind === 'placement') {
    const { pose, quality, scale } = entry.after
    return sameValue({ ...entry.before, pose, quality, scale }, entry.after)
  }
  return sameValue(looksOf(entry.before), looksOf(entry.after))
}

/** Everything of a mark that a move leaves alone. */
function looksOf({ colour, shape }: Mark): unknown {
  switch (shape.tool) {
    case 'text':
      return [colour, shape.tool, shape.text]
    case 'step':
      return [colour, shape.tool, shape.number, shape.text, shape.stillId, shape.modelId, shape.isDone]
    case 'measure':
      return [colour, shape.tool, shape.points.length, shape.units]
    case 'arrow':
    case 'circle':
    case 'freehand':
      return [colour, shape.tool]
  }
}

function isInPlace(before: Mark, after: Mark): boolean {
  if (before.colour !== after.colour) return false
  return before.on === 'space' && after.on === 'space'
    ? before.spaceId === after.spaceId && sameValue(before.pose, after.pose)
    : before.on === 'still' && after.on === 'still' && before.stillId === after.stillId
}

/** A step that goes on with one more change of the same thing. */
export function grow(entry: Entry, next: Entry): Entry {
  if (entry.kind === 'mark') return next.kind === 'mark' ? { ...entry, after: next.after } : entry
  return next.kind === 'placement' ? { ...entry, after: next.after } : entry
}
