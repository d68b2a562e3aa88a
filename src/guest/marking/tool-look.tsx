import type { ReactElement } from 'react'
import type { IconProps } from '#ui/icon.tsx'
import {
  ArrowIcon,
  CircleIcon,
  FreehandIcon,
  MeasureIcon,
  PointerIcon,
  SelectIcon,
  StepIcon,
  TextIcon,
} from '#ui/icons-mark.tsx'
import type { MarkTool } from '#domain/mark.ts'
import type { GalleryModel } from '#domain/media.ts'

/** Everything that can be taken from the tool row. */
export type KitTool = 'pointer' | MarkTool | 'select'

interface ToolLook {
  readonly name: string
  readonly Icon: (props: IconProps) => ReactElement
}

export const toolLooks: Readonly<Record<KitTool, ToolLook>> = {
  pointer: { name: 'Pointer', Icon: PointerIcon },
  arrow: { name: 'Arrow', Icon: ArrowIcon },
  circle: { name: 'Circle', Icon: CircleIcon },
  freehand: { name: 'Freehand', Icon: FreehandIcon },
  text: { name: 'Text', Icon: TextIcon },
  measure: { name: 'Measure', Icon: MeasureIcon },
  step: { name: 'Step', Icon: StepIcon },
  select: { name: 'Select', Icon: SelectIcon },
}

/** In the order in which they are laid out. */
export const kitTools: readonly KitTool[] = [
  'pointer',
  'arrow',
  'circle',
  'freehand',
  'text',
  'measure',
  'step',
  'select',
]

/** Without metres nothing is measured. */
export const stillTools: readonly KitTool[] = kitTools.filter((tool) => tool !== 'measure')

interface InHand {
  readonly mode: 'rest' | 'draw' | 'place' | 'join'
  readonly tool: KitTool
  readonly words: string
  readonly step: number
  /** What is being placed. */
  readonly model?: GalleryModel | undefined
}

/** What a finger on the picture does now. */
export function handWords({ mode, tool, words, step, model }: InHand): string | undefined {
  if (mode === 'place') return `Aim the phone, then tap to place “${model?.name ?? 'the model'}”`
  if (mode !== 'draw') return undefined
  switch (tool) {
    case 'pointer':
      return 'Keep a finger on what you mean'
    case 'arrow':
      return 'Tap what the arrow points at'
    case 'circle':
      return 'Tap in the middle and pull outwards'
    case 'freehand':
      return 'Draw with a finger on the picture'
    case 'text':
      return words === '' ? 'Choose the words first' : 'Tap where the label stands'
    case 'measure':
      return 'Tap from point to point'
    case 'step':
      return `Tap where step ${step} is done`
    case 'select':
      return 'Tap a mark or a model. Drag to move it'
  }
}
