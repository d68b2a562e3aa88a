import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { Pose } from '#domain/geometry.ts'
import { joined, type SceneChange, type SceneOperation, type SceneState } from '#domain/scene.ts'
import { sameValue } from './same-value.ts'

/** What one change did to one mark or model; undefined is "was not there". */
type Entry =
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

/** One change of one person: a mark, a removal, or everything that a clearing took away. */
type Step = readonly Entry[]

/** What one person did, oldest first, and what that person took back, in the order in which it was taken back. */
export interface History {
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

export const emptyHistory: History = { done: [], undone: [] }

/** Steps kept. Nobody goes back further by hand; older marks can still be removed one by one. */
const MOST_STEPS = 500

/**
 * Whose change an operation is.
 * [SC1] A mark or a model belongs to the person it names as author, also when the technician's device resolved and wrote it.
 * [SC2] A removal or a clearing belongs to who made it, and a move or a new look to who is named by it.
 */
function ownerOf({ author, change }: SceneOperation): Id {
  if (change.kind === 'mark.put') return change.by ?? change.mark.author
  if (change.kind === 'placement.put') return change.by ?? change.placement.author
  return author
}

function entriesOf(change: SceneChange, from: SceneState, to: SceneState): Step {
  const mark = (id: Id): Entry => ({ kind: 'mark', id, before: from.marks.get(id), after: to.marks.get(id) })
  const placement = (id: Id): Entry => ({
    kind: 'placement',
    id,
    before: from.placements.get(id),
    after: to.placements.get(id),
  })
  const gone = (entry: Entry): boolean => entry.before !== undefined && entry.after === undefined
  const standing = (entry: Entry): boolean =>
    entry.after !== undefined && !sameValue(entry.before, entry.after)
  switch (change.kind) {
    case 'mark.put':
      return [mark(change.mark.id)].filter(standing)
    case 'placement.put':
      return [placement(change.placement.id)].filter(standing)
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
function goesOn(operation: SceneOperation, last: Entry, next: Entry): boolean {
  if (last.kind !== 'mark' || next.kind !== 'mark' || last.id !== next.id) return false
  if (next.before === undefined || next.after === undefined || !sameValue(last.after, next.before))
    return false
  if (operation.author !== next.after.author) return true
  const [from, to] = [next.before.shape, next.after.shape]
  if (from.tool !== 'freehand' || to.tool !== 'freehand') return false
  // While a stroke grows its last point may only move: thinning the line keeps the number of points. Its place stays then.
  return (
    to.points.length > from.points.length ||
    (to.points.length === from.points.length && isInPlace(next.before, next.after))
  )
}

function isInPlace(before: Mark, after: Mark): boolean {
  if (before.colour !== after.colour) return false
  return before.on === 'space' && after.on === 'space'
    ? before.spaceId === after.spaceId && sameValue(before.pose, after.pose)
    : before.on === 'still' && after.on === 'still' && before.stillId === after.stillId
}

function addOwn(history: History, operation: SceneOperation, step: Step): History {
  const [next] = step
  if (next === undefined) return history
  /* [SC9] Somebody brought it back as it was (took back their own removal): the step that made it stands again. */
  const known = history.done.some((one) =>
    one.some((entry) => entry.id === next.id && sameValue(entry.after, next.after)),
  )
  if (known && next.after !== undefined) return history
  const index = history.done.findLastIndex((one) => {
    const [last] = one
    return step.length === 1 && one.length === 1 && last !== undefined && goesOn(operation, last, next)
  })
  const grown = history.done[index]?.[0]
  const done =
    grown === undefined
      ? [...history.done, step].slice(-MOST_STEPS)
      : history.done.with(index, [grow(grown, next)])
  return { done, undone: [] }
}

function grow(entry: Entry, next: Entry): Entry {
  return entry.kind === 'mark' && next.kind === 'mark' ? { ...entry, after: next.after } : entry
}

/** [SC6] What somebody else took away too stays away: my removal of it is no longer mine to take back. */
function withoutTakenBy(history: History, { change }: SceneOperation): History {
  const taken = (entry: Entry): boolean => {
    if (entry.after !== undefined) return false
    if (change.kind === 'mark.remove') return entry.id === change.markId
    if (change.kind === 'placement.remove') return entry.id === change.placementId
    return change.kind === 'clear' && (change.of === undefined || entry.before?.author === change.of)
  }
  if (!history.done.some((step) => step.some(taken))) return history
  const done = history.done.map((step) => (step.some(taken) ? step.filter((entry) => !taken(entry)) : step))
  return { ...history, done: done.filter((step) => step.length > 0) }
}

/** [SC10] Steps go with what the device settles anew or finds again in another space, so that they can still be taken back. */
function carriedBy(history: History, { change }: SceneOperation, from: SceneState): History {
  if (change.kind !== 'settle' && change.kind !== 'space.join') return history
  const poses = change.kind === 'settle' ? new Map(change.poses.map(({ id, pose }) => [id, pose])) : undefined
  const carry = <T extends { readonly id: Id; readonly pose: Pose; readonly spaceId: Id }>(
    value: T,
    stood: Pose | undefined,
  ): T => {
    if (change.kind === 'space.join')
      return value.spaceId === change.from ? joined(value, change.to, change.transform) : value
    const pose = poses?.get(value.id)
    return pose !== undefined && sameValue(value.pose, stood)
      ? { ...value, pose, spaceId: change.spaceId }
      : value
  }
  const carryMark = (mark: Mark | undefined): Mark | undefined => {
    if (mark?.on !== 'space') return mark
    const stood = from.marks.get(mark.id)
    return carry(mark, stood?.on === 'space' ? stood.pose : undefined)
  }
  const carryPlacement = (placed: Placement | undefined): Placement | undefined =>
    placed && carry(placed, from.placements.get(placed.id)?.pose)
  const carryStep = (step: Step): Step =>
    step.map((entry) =>
      entry.kind === 'mark'
        ? { ...entry, before: carryMark(entry.before), after: carryMark(entry.after) }
        : { ...entry, before: carryPlacement(entry.before), after: carryPlacement(entry.after) },
    )
  return { done: history.done.map(carryStep), undone: history.undone.map(carryStep) }
}

/**
 * The history of person `me` after operations (in log order) that led from one scene to another. Operations that were themselves
 * made by taking back are not given here. Own new changes forget what was taken back.
 * [SC8] After a reload, the whole log from an empty scene gives back the steps of own marks that stand; removals are final then.
 */
export function withOperations(
  history: History,
  operations: readonly SceneOperation[],
  from: SceneState,
  to: SceneState,
  me: Id,
): History {
  return operations.reduce((now, operation) => {
    const { kind } = operation.change
    if (kind === 'settle' || kind === 'space.join') return carriedBy(now, operation, from)
    return ownerOf(operation) === me
      ? addOwn(now, operation, entriesOf(operation.change, from, to))
      : withoutTakenBy(now, operation)
  }, history)
}

/** Operations that have to be written, and the history once they are. */
export interface Plan {
  readonly changes: readonly SceneChange[]
  readonly history: History
}

function valueIn(scene: SceneState, entry: Entry): Mark | Placement | undefined {
  return entry.kind === 'mark' ? scene.marks.get(entry.id) : scene.placements.get(entry.id)
}

/** Bringing back somebody else's thing as it was is still the change of who takes back. */
function changeTo(entry: Entry, side: 'before' | 'after', me: Id): SceneChange {
  if (entry.kind === 'mark') {
    const mark = entry[side]
    if (mark === undefined) return { kind: 'mark.remove', markId: entry.id }
    return { kind: 'mark.put', mark, ...(mark.author !== me && { by: me }) }
  }
  const placement = entry[side]
  if (placement === undefined) return { kind: 'placement.remove', placementId: entry.id }
  return { kind: 'placement.put', placement, ...(placement.author !== me && { by: me }) }
}

function plan(
  steps: readonly Step[],
  scene: SceneState,
  standsAs: 'before' | 'after',
  me: Id,
):
  | { readonly rest: readonly Step[]; readonly step: Step; readonly changes: readonly SceneChange[] }
  | undefined {
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = (steps[index] ?? []).filter((entry) => sameValue(valueIn(scene, entry), entry[standsAs]))
    if (step.length === 0) continue
    const target = standsAs === 'after' ? 'before' : 'after'
    return {
      rest: steps.toSpliced(index, 1),
      step,
      changes: step.map((entry) => changeTo(entry, target, me)),
    }
  }
  return undefined
}

/** [SC3] Takes back the newest own change that still stands as it was made; what others changed since is left alone. */
export function planUndo(history: History, scene: SceneState, me: Id): Plan | undefined {
  const found = plan(history.done, scene, 'after', me)
  return (
    found && {
      changes: found.changes,
      history: { done: found.rest, undone: [...history.undone, found.step] },
    }
  )
}

/** [SC4] Brings back what was taken back last, as far as it is still as the taking back left it. */
export function planRedo(history: History, scene: SceneState, me: Id): Plan | undefined {
  const found = plan(history.undone, scene, 'before', me)
  return (
    found && {
      changes: found.changes,
      history: { done: [...history.done, found.step], undone: found.rest },
    }
  )
}
