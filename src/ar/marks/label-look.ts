import type { Mark, MarkColour } from '#domain/mark.ts'

interface Base {
  readonly text: string
  readonly colour: MarkColour
  /** Its place is only a guess. */
  readonly isDashed?: boolean
  readonly isSelected?: boolean
}

/** What is written into the scene, and as what. */
export type LabelLook =
  /** A text mark: a plate whose point hangs to what it names. */
  | (Base & { readonly kind: 'plate' })
  /** A length, above the middle of the line that it measures. */
  | (Base & { readonly kind: 'value' })
  /** The length of a whole path, in the middle of its place. */
  | (Base & { readonly kind: 'total' })
  /** The name of who holds a mark, under it. */
  | (Base & { readonly kind: 'tag' })
  /** A numbered disc with its words beside it; no words make no plate. */
  | (Base & {
      readonly kind: 'step'
      readonly number: number
      readonly isDone: boolean
      readonly hasStill: boolean
      readonly hasModel: boolean
    })

/** What is written at a mark's own place, in the space or on a still; undefined for marks without words there. */
export function labelLookOf({ shape, colour }: Pick<Mark, 'shape' | 'colour'>): LabelLook | undefined {
  switch (shape.tool) {
    case 'text':
      return { kind: 'plate', text: shape.text, colour }
    case 'step':
      return {
        kind: 'step',
        text: shape.text ?? '',
        colour,
        number: shape.number,
        isDone: shape.isDone,
        hasStill: shape.stillId !== undefined,
        hasModel: shape.modelId !== undefined,
      }
    default:
      return undefined
  }
}

/** The same for looks that are painted alike. */
export function lookKey(look: LabelLook): string {
  const flags = `${look.kind} ${look.colour}${look.isDashed ? ' dashed' : ''}${look.isSelected ? ' selected' : ''}`
  if (look.kind !== 'step') return `${flags} ${look.text}`
  const more = `${look.number}${look.isDone ? ' done' : ''}${look.hasStill ? ' still' : ''}${look.hasModel ? ' model' : ''}`
  return `${flags} ${more} ${look.text}`
}
