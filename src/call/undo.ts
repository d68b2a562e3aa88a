import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { Pose } from '#domain/geometry.ts'
import { joined, type SceneChange, type SceneOperation, type SceneState } from '#domain/scene.ts'
import { sameValue } from './same-value.ts'
import {
  type Entry,
  entriesOf,
  gestureOf,
  goesOn,
  grow,
  namesSomebody,
  ownerOf,
  type Step,
  whole,
} from './undo-steps.ts'

/** What one person did, oldest first, and what that person took back, in the order in which it was taken back. */
export interface History {
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

export const emptyHistory: History = { done: [], undone: [] }

/** Steps kept. Nobody goes back further by hand; older marks can still be removed one by one. */
const MOST_STEPS = 500

function addOwn(history: History, operation: SceneOperation, entries: readonly Entry[]): History {
  const [next] = entries
  if (next === undefined) return history
  /* [SC9] Somebody brought it back as it was (took back their own removal): the step that made it stands again. */
  const known = history.done.some((one) =>
    one.entries.some((entry) => entry.id === next.id && sameValue(entry.after, next.after)),
  )
  // Who deliberately made it so again (blue, then red as before) made a change; only what is brought back names nobody.
  if (known && next.after !== undefined && !namesSomebody(operation)) return history
  const index =
    entries.length === 1 ? history.done.findLastIndex((step) => goesOn(operation, step, next)) : -1
  const grown = history.done[index]?.entries[0]
  const step = { gesture: gestureOf(operation), entries: grown === undefined ? entries : [grow(grown, next)] }
  const done =
    grown === undefined ? [...history.done, step].slice(-MOST_STEPS) : history.done.with(index, step)
  return { done, undone: [] }
}

/** [SC6] What somebody else took away too stays away: my removal of it is no longer mine to take back. */
function withoutTakenBy(history: History, { change }: SceneOperation): History {
  const taken = (entry: Entry): boolean => {
    if (entry.after !== undefined) return false
    if (change.kind === 'mark.remove') return entry.id === change.markId
    if (change.kind === 'placement.remove') return entry.id === change.placementId
    return change.kind === 'clear' && (change.of === undefined || entry.before?.author === change.of)
  }
  if (!history.done.some(({ entries }) => entries.some(taken))) return history
  const done = history.done.map((step) =>
    step.entries.some(taken) ? { ...step, entries: step.entries.filter((entry) => !taken(entry)) } : step,
  )
  return { ...history, done: done.filter(({ entries }) => entries.length > 0) }
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
  const carryStep = (step: Step): Step => ({
    ...step,
    entries: step.entries.map((entry) =>
      entry.kind === 'mark'
        ? { ...entry, before: carryMark(entry.before), after: carryMark(entry.after) }
        : { ...entry, before: carryPlacement(entry.before), after: carryPlacement(entry.after) },
    ),
  })
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
      ? addOwn(now, operation, entriesOf(operation, from, to))
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
    const step = steps[index]
    const entries = (step?.entries ?? []).filter((entry) =>
      sameValue(whole(valueIn(scene, entry)), entry[standsAs]),
    )
    if (step === undefined || entries.length === 0) continue
    const target = standsAs === 'after' ? 'before' : 'after'
    return {
      rest: steps.toSpliced(index, 1),
      step: { ...step, entries },
      changes: entries.map((entry) => changeTo(entry, target, me)),
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
