import type { Mark, StepDetail } from '#domain/mark.ts'

/** What a step shows beside its words: a still, a model, or nothing. */
export type StepShows = Pick<StepDetail, 'stillId' | 'modelId'>

/** What of a step that stands can be another: its words are changed as those of a label are. */
export type StepChange = Partial<Pick<StepDetail, 'number' | 'stillId' | 'modelId'>>

/** The step of a mark, where it is one. */
export function stepOf({ shape }: Mark): StepDetail | undefined {
  return shape.tool === 'step' ? shape : undefined
}

/**
 * The same step with another number, or another still or model beside it: one of the two, so a change that names neither by an id takes
 * both away. The same object where nothing is another, or the mark is no step.
 */
export function changedStep(mark: Mark, change: StepChange): Mark {
  const step = stepOf(mark)
  if (step === undefined) return mark
  const next = { number: step.number, stillId: step.stillId, modelId: step.modelId, ...change }
  const isSame = next.number === step.number && next.stillId === step.stillId && next.modelId === step.modelId
  if (isSame) return mark
  // Each side by itself, since only that ties a shape to where the mark stands.
  if (mark.on === 'space') {
    const { shape } = mark
    return shape.tool === 'step' ? { ...mark, shape: { ...shape, ...next } } : mark
  }
  const { shape } = mark
  return shape.tool === 'step' ? { ...mark, shape: { ...shape, ...next } } : mark
}
