import type { StepShows } from '#ar/live-view/step-edits.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { nextStepNumber } from '../steps.ts'
import type { KitTool } from './tool-look.tsx'

/** What a technician has in hand to mark with, in AR and on stills alike. */
export interface InHand {
  readonly tool: KitTool
  readonly colour: MarkColour
  /** What the next labels say. */
  readonly words: string
  /** What the next step says; it may say nothing. */
  readonly stepWords: string
  /** What the next step shows beside its words. */
  readonly stepShows: StepShows
  /** The number that the next step gets. */
  readonly step: number
  /** Words are being asked for: nothing is placed meanwhile. */
  readonly isWording: boolean
  /** The label or the step that is to say something else: its new words are being asked for. */
  readonly rewording: Id | undefined
}

/** What is in hand first: another colour than the console starts with, so that both see at once whose line it is. */
export function firstInHand(scene: SceneState): InHand {
  return {
    tool: 'freehand',
    colour: 'yellow',
    words: '',
    stepWords: '',
    stepShows: {},
    step: nextStepNumber(scene),
    isWording: false,
    rewording: undefined,
  }
}

/** What changes when the words that were asked for are said. */
export function saidWith(tool: KitTool, words: string, shows: StepShows = {}): Partial<InHand> {
  const said = words.trim()
  return {
    isWording: false,
    ...(tool === 'step' ? { stepWords: said, stepShows: shows } : { words: said }),
  }
}
