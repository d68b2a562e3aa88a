import type { Id } from '#domain/ids.ts'
import type { Mark, MarkColour, StepDetail } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'

export interface Step extends StepDetail {
  readonly markId: Id
  readonly colour: MarkColour
}

/** The steps of the session by their numbers; of two with the same number the older one first. */
export function stepsOf({ marks }: Pick<SceneState, 'marks'>): readonly Step[] {
  const steps: (Step & { readonly at: number })[] = []
  for (const { id, colour, at, shape } of marks.values()) {
    if (shape.tool !== 'step') continue
    const { number, text, stillId, modelId, isDone } = shape
    steps.push({ markId: id, colour, at, number, text, stillId, modelId, isDone })
  }
  return steps.sort((a, b) => a.number - b.number || a.at - b.at)
}

/** The step to do now: the first that is not done. */
export function currentStep(steps: readonly Step[]): Step | undefined {
  return steps.find((step) => !step.isDone)
}

/** The mark with its step ticked or not; anything but a step as it is. */
export function ticked(mark: Mark, isDone: boolean): Mark {
  if (mark.on === 'space')
    return mark.shape.tool === 'step' ? { ...mark, shape: { ...mark.shape, isDone } } : mark
  return mark.shape.tool === 'step' ? { ...mark, shape: { ...mark.shape, isDone } } : mark
}

const LAST_NUMBER = 99

/** The number after all others: a gap that a removed step left stays a gap, since it was talked about by its number. */
export function nextStepNumber({ marks }: Pick<SceneState, 'marks'>): number {
  let highest = 0
  for (const { shape } of marks.values()) if (shape.tool === 'step') highest = Math.max(highest, shape.number)
  return Math.min(LAST_NUMBER, highest + 1)
}
