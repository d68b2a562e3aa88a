import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, MarkColour, StepDetail } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'

export interface ListedStep extends StepDetail {
  readonly markId: Id
  readonly colour: MarkColour
  readonly isOwn: boolean
}

/** The numbered steps of the session, by number and then by age. */
export interface Steps extends Engine<readonly ListedStep[]> {
  /** Ticked by the technician; an expert may take the tick back, or put it. */
  tick(markId: Id, isDone: boolean): void
}

export interface StepsDeps {
  readonly shared: SharedSession
  readonly selfId: Id
}

export function createSteps({ shared, selfId }: StepsDeps): Steps {
  const list = createValue<readonly ListedStep[]>(stepsOf(shared.snapshot().scene, selfId))
  let { marks } = shared.snapshot().scene
  const off = shared.subscribe(() => {
    const { scene } = shared.snapshot()
    if (scene.marks === marks) return
    marks = scene.marks
    const next = stepsOf(scene, selfId)
    // Strokes come many times a second; a list that says the same again would draw the panel anew each time.
    if (!sameSteps(list.snapshot(), next)) list.set(next)
  })
  return {
    snapshot: list.snapshot,
    subscribe: list.subscribe,
    tick(markId, isDone) {
      const mark = shared.snapshot().scene.marks.get(markId)
      if (mark?.shape.tool !== 'step' || mark.shape.isDone === isDone) return
      shared.commit({ kind: 'mark.put', mark: withDetail(mark, { isDone }), by: selfId })
    },
    close: off,
  }
}

function sameSteps(one: readonly ListedStep[], other: readonly ListedStep[]): boolean {
  return one.length === other.length && one.every((step, index) => isSameStep(step, other[index]))
}

function isSameStep(one: ListedStep, other: ListedStep | undefined): boolean {
  return (
    one.markId === other?.markId &&
    one.number === other.number &&
    one.text === other.text &&
    one.isDone === other.isDone &&
    one.colour === other.colour &&
    one.stillId === other.stillId &&
    one.modelId === other.modelId
  )
}

function stepsOf({ marks }: SceneState, selfId: Id): readonly ListedStep[] {
  const steps: (ListedStep & { readonly at: number })[] = []
  for (const { id, author, colour, at, shape } of marks.values()) {
    if (shape.tool !== 'step') continue
    const { number, text, stillId, modelId, isDone } = shape
    steps.push({
      markId: id,
      isOwn: author === selfId,
      colour,
      number,
      isDone,
      at,
      ...(text !== undefined && { text }),
      ...(stillId !== undefined && { stillId }),
      ...(modelId !== undefined && { modelId }),
    })
  }
  return steps.sort((a, b) => a.number - b.number || a.at - b.at)
}

/** The same step with something else to say; everything else of the mark stays. */
function withDetail(mark: Mark, change: Partial<StepDetail>): Mark {
  if (mark.on === 'space')
    return mark.shape.tool === 'step' ? { ...mark, shape: { ...mark.shape, ...change } } : mark
  return mark.shape.tool === 'step' ? { ...mark, shape: { ...mark.shape, ...change } } : mark
}

export const LAST_NUMBER = 99

/** The next number after all steps. A gap that a removed one left is not filled: what is told as step 3 must not be made after 5. */
export function nextNumber({ marks }: SceneState): number {
  let highest = 0
  for (const { shape } of marks.values()) if (shape.tool === 'step') highest = Math.max(highest, shape.number)
  return Math.min(LAST_NUMBER, highest + 1)
}
