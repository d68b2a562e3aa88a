import type { ModelFacts } from '#ar/models/model-library.ts'
import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, MarkColour } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { StepChange } from '#ar/live-view/step-edits.ts'

export type Selected =
  | {
      readonly kind: 'mark'
      readonly id: Id
      readonly mark: Mark
      /** What it is in words: "Red arrow 2, by Ada". */
      readonly name: string
      /** What it says, where it can say something else. */
      readonly text: string | undefined
      readonly canTurn: boolean
      readonly canResize: boolean
    }
  | {
      readonly kind: 'model'
      readonly id: Id
      readonly placement: Placement
      readonly name: string
      /** 100 is real size. */
      readonly percent: number
      /** Its size as it stands now: "42 × 30 × 28 cm"; undefined until the gallery was read. */
      readonly size: string | undefined
      /** Who else has their hand on it now. */
      readonly heldBy: string | undefined
      /** Undefined until the model has loaded. */
      readonly facts: ModelFacts | undefined
    }

export interface SelectionState {
  readonly selected: Selected | undefined
  /** How many marks and models can be reached with `next` on this picture. */
  readonly count: number
  /** For a live region: what was just selected or done. */
  readonly spoken: string | undefined
}

/**
 * What is selected on the picture. Every change of it is one step that this expert can undo, whoever made the mark. `goesOn`: it is part of
 * the change before it, as when a key is held down.
 */
export interface Selection extends Engine<SelectionState> {
  select(id: Id | undefined): void
  /** Goes through what stands on this picture, oldest first; false at the end, so that Tab goes on to the next control. */
  next(direction: 1 | -1): boolean
  /** Around what it stands on, in radians; positive is counter-clockwise as seen from its front. */
  turn(radians: number, goesOn?: boolean): void
  /** Larger or smaller by a factor. A model stops at real size when it would pass it. */
  resize(factor: number, goesOn?: boolean): void
  /** By so many CSS pixels of the picture. */
  nudge(x: number, y: number, goesOn?: boolean): void
  restyle(change: { readonly colour?: MarkColour; readonly text?: string }): void
  /** Of a step. */
  restep(change: StepChange): void
  remove(): void
  /** Of a model: real size, upright, turned as it was. */
  reset(): void
  /** Of a model: exactly that scale; 1 is real size. */
  scaleTo(scale: number): void
  lock(isLocked: boolean): void
  /** Plays a clip of a model from where it stands; the first one without a name. */
  play(clip?: string): void
  pause(): void
  /** Stops the clip and goes on by so many seconds. */
  stepBy(seconds: number): void
  showPart(part: string, isShown: boolean): void
  cutAway(cut: Placement['cut']): void
}
