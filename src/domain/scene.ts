import * as z from 'zod/mini'
import { compose, Pose } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'
import { Mark } from './mark.ts'
import { Placement } from './placement.ts'
import { Still } from './still.ts'

export const SceneChange = z.discriminatedUnion('kind', [
  /**
   * `by`: on whose behalf, when that is neither the mark's author nor somebody's drawing that goes on: who moved or restyled it.
   * `gesture`: the same for all puts of one drag or turn, from press to release: they are one change.
   */
  z.object({ kind: z.literal('mark.put'), mark: Mark, by: z.optional(Id), gesture: z.optional(Id) }),
  z.object({ kind: z.literal('mark.remove'), markId: Id }),
  z.object({
    kind: z.literal('placement.put'),
    placement: Placement,
    by: z.optional(Id),
    gesture: z.optional(Id),
  }),
  z.object({ kind: z.literal('placement.remove'), placementId: Id }),
  z.object({ kind: z.literal('still.put'), still: Still }),
  /** Takes away every mark and model made before it, of one person or of everyone. Stills stay. */
  z.object({ kind: z.literal('clear'), of: z.optional(Id) }),
  /**
   * Where the technician's device now knows things to stand: the same real place, so nobody's change to take back. What is gone stays
   * gone. `spaceId` is the space that the poses are in, which may be another than before.
   */
  z.object({
    kind: z.literal('settle'),
    spaceId: Id,
    poses: z.array(z.object({ id: Id, pose: Pose })).check(z.maxLength(200)),
  }),
  /**
   * One space is found again inside another: everything that stands in `from` stands in `to` from now on. `transform` is the pose of
   * `from`'s origin in `to`. With `from` equal to `to` it corrects an earlier joining.
   */
  z.object({ kind: z.literal('space.join'), from: Id, to: Id, transform: Pose }),
])
export type SceneChange = z.infer<typeof SceneChange>

/**
 * One entry of the scene log. `clock` is a Lamport clock: one more than the highest that the author had seen.
 * (clock, id) orders all operations in the same way on every device; applying one twice changes nothing.
 * Source: L. Lamport, Time, Clocks, and the Ordering of Events in a Distributed System, 1978.
 */
export const SceneOperation = z.object({
  id: Id,
  sessionId: Id,
  author: Id,
  clock: z.int().check(z.gte(1)),
  at: Timestamp,
  change: SceneChange,
})
export type SceneOperation = z.infer<typeof SceneOperation>

/** What stood in one space as it stands in another; `transform` is the pose of the old origin in the new space. */
export function joined<T extends { readonly spaceId: Id; readonly pose: Pose }>(
  value: T,
  to: Id,
  transform: Pose,
): T {
  return { ...value, spaceId: to, pose: compose(transform, value.pose) }
}

/** What stands in the scene now. Maps are replaced, never changed in place, so that `===` tells whether anything changed. */
export interface SceneState {
  readonly marks: ReadonlyMap<Id, Mark>
  readonly placements: ReadonlyMap<Id, Placement>
  readonly stills: ReadonlyMap<Id, Still>
}

export const emptyScene: SceneState = { marks: new Map(), placements: new Map(), stills: new Map() }

/** Before which other operation one comes, on every device alike. */
export function compareOperations(a: SceneOperation, b: SceneOperation): number {
  return a.clock - b.clock || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** A map that is copied on its first write only, so that a long scene is not copied for what does not touch it. */
function copyOnWrite<T>(base: ReadonlyMap<Id, T>): { read(): ReadonlyMap<Id, T>; write(): Map<Id, T> } {
  let copy: Map<Id, T> | undefined
  return { read: () => copy ?? base, write: () => (copy ??= new Map(base)) }
}

/**
 * The scene after operations in log order, on top of `from`: the fold of operations that all come before these.
 * Pure; the log keeps the operations, this is only their meaning. A map that nothing touched is the same object as in `from`.
 */
export function foldScene(operations: readonly SceneOperation[], from: SceneState = emptyScene): SceneState {
  const marks = copyOnWrite(from.marks)
  const placements = copyOnWrite(from.placements)
  const stills = copyOnWrite(from.stills)
  for (const { change } of [...operations].sort(compareOperations)) {
    switch (change.kind) {
      case 'mark.put':
        marks.write().set(change.mark.id, change.mark)
        break
      case 'mark.remove':
        if (marks.read().has(change.markId)) marks.write().delete(change.markId)
        break
      case 'placement.put':
        placements.write().set(change.placement.id, change.placement)
        break
      case 'placement.remove':
        if (placements.read().has(change.placementId)) placements.write().delete(change.placementId)
        break
      case 'still.put':
        stills.write().set(change.still.id, change.still)
        break
      case 'clear':
        for (const [id, mark] of marks.read())
          if (change.of === undefined || mark.author === change.of) marks.write().delete(id)
        for (const [id, placed] of placements.read())
          if (change.of === undefined || placed.author === change.of) placements.write().delete(id)
        break
      case 'settle':
        for (const { id, pose } of change.poses) {
          const mark = marks.read().get(id)
          const placed = placements.read().get(id)
          if (mark?.on === 'space') marks.write().set(id, { ...mark, pose, spaceId: change.spaceId })
          else if (placed) placements.write().set(id, { ...placed, pose, spaceId: change.spaceId })
        }
        break
      case 'space.join': {
        const { from: old, to, transform } = change
        for (const [id, mark] of marks.read())
          if (mark.on === 'space' && mark.spaceId === old) marks.write().set(id, joined(mark, to, transform))
        for (const [id, placed] of placements.read())
          if (placed.spaceId === old) placements.write().set(id, joined(placed, to, transform))
        for (const [id, still] of stills.read())
          if (still.camera?.spaceId === old)
            stills.write().set(id, { ...still, camera: joined(still.camera, to, transform) })
        break
      }
    }
  }
  return { marks: marks.read(), placements: placements.read(), stills: stills.read() }
}
