import type { SpaceMark } from '#domain/mark.ts'
import type { LabelLook } from './label-look.ts'

/** What is written at a mark's own place; undefined for marks without words there. */
export function labelLookOf({ shape, colour, quality }: SpaceMark): LabelLook | undefined {
  const isDashed = quality === 'approximate'
  switch (shape.tool) {
    case 'text':
      return { kind: 'plate', text: shape.text, colour, isDashed }
    case 'step':
      return {
        kind: 'step',
        text: shape.text ?? '',
        colour,
        isDashed,
        number: shape.number,
        isDone: shape.isDone,
        hasStill: shape.stillId !== undefined,
        hasModel: shape.modelId !== undefined,
      }
    default:
      return undefined
  }
}
