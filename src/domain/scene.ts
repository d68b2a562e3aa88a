import * as z from 'zod'
import { Id, Timestamp } from './ids.ts'
import { Mark } from './mark.ts'
import { Placement } from './placement.ts'
import { Still } from './still.ts'

export const SceneChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark.put'), mark: Mark }),
  z.object({ kind: z.literal('mark.remove'), markId: Id }),
  z.object({ kind: z.literal('placement.put'), placement: Placement }),
  z.object({ kind: z.literal('placement.remove'), placementId: Id }),
  z.object({ kind: z.literal('still.put'), still: Still }),
  /** Takes away every mark and model made before it, of one person or of everyone. Stills stay. */
  z.object({ kind: z.literal('clear'), of: Id.optional() }),
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
  clock: z.int().min(1),
  at: Timestamp,
  change: SceneChange,
})
export type SceneOperation = z.infer<typeof SceneOperation>

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

/** The scene after operations in log order. Pure; the log keeps the operations, this is only their meaning. */
export function foldScene(operations: readonly SceneOperation[]): SceneState {
  const marks = new Map<Id, Mark>()
  const placements = new Map<Id, Placement>()
  const stills = new Map<Id, Still>()
  for (const { change } of [...operations].sort(compareOperations)) {
    switch (change.kind) {
      case 'mark.put':
        marks.set(change.mark.id, change.mark)
        break
      case 'mark.remove':
        marks.delete(change.markId)
        break
      case 'placement.put':
        placements.set(change.placement.id, change.placement)
        break
      case 'placement.remove':
        placements.delete(change.placementId)
        break
      case 'still.put':
        stills.set(change.still.id, change.still)
        break
      case 'clear':
        for (const [id, mark] of marks)
          if (change.of === undefined || mark.author === change.of) marks.delete(id)
        for (const [id, placed] of placements)
          if (change.of === undefined || placed.author === change.of) placements.delete(id)
        break
    }
  }
  return { marks, placements, stills }
}
