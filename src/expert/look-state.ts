import type { LiveViewState, SeenEdgeCue } from '#ar/live-view/live-view.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { RemotePeer } from '#call/call.ts'
import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, MarkTool, Units } from '#domain/mark.ts'
import type { Asks } from './asks.ts'
import type { Gestures } from './gestures.ts'
import type { Selection } from './selected.ts'
import type { Steps } from './steps.ts'
import type { StillAlbum } from './still-album.ts'

export type ConsoleTool = 'pointer' | 'select' | MarkTool

/** What the step tool places next. Its number is the next free one unless the expert chose another. */
export interface NextStep {
  readonly number: number
  readonly text: string
  readonly stillId: Id | undefined
  readonly modelId: string | undefined
}

export interface LookState {
  readonly view: LiveViewState
  /** Whose picture is shown. */
  readonly technician: RemotePeer | undefined
  readonly tool: ConsoleTool
  readonly colour: MarkColour
  /** What the text tool writes. */
  readonly text: string
  /** How a measure is written; remembered on this device. */
  readonly units: Units
  readonly nextStep: NextStep
  /** The measure that is being made: how many points stand and what it comes to so far. Enter, Escape or a double click ends it. */
  readonly measuring: { readonly points: number; readonly words: string } | undefined
  /** What cannot be used on this picture now, each with the sentence that says why. What is absent can. */
  readonly unavailable: ReadonlyMap<ConsoleTool | 'models', string>
  /** The model that the next touch of the picture places. */
  readonly placing: { readonly modelId: string; readonly name: string } | undefined
  /** A stroke froze the picture: it goes on by itself once no further stroke follows. */
  readonly goesOn: boolean
  /** What a person should know about the last touch, as a sentence. */
  readonly hint: string | undefined
}

/** The technician's picture on the expert's screen, and everything that is done on it. */
export interface Look extends Engine<LookState>, Gestures {
  readonly models: ModelLibrary
  /** What is selected, and what is done to it. */
  readonly selection: Selection
  /** The session's stills. */
  readonly stills: StillAlbum
  /** What the technician is asked for, and what their device says of itself. */
  readonly asks: Asks
  /** The numbered steps. */
  readonly steps: Steps
  /** The screen gives the canvas once it is there; undefined when it goes. */
  attach(canvas: HTMLCanvasElement | undefined): void
  /** A small canvas that shows the live picture while a still is open; undefined when it goes. */
  attachCorner(canvas: HTMLCanvasElement | undefined): void
  pick(tool: ConsoleTool): void
  /** The colour of what is drawn next, and of what is selected. */
  paint(colour: MarkColour): void
  write(text: string): void
  measureIn(units: Units): void
  /** What the next step says and shows; it counts on by itself. */
  prepareStep(change: Partial<NextStep>): void
  choose(model: { readonly modelId: string; readonly name: string } | undefined): void
  freeze(): Promise<void>
  unfreeze(): void
  /** Takes away the marks and models that this expert made. */
  clearMine(): void
  /** Takes away everybody's. */
  clearAll(): void
  /** The composed picture and the size that the technician's device sends, for the film. */
  picture():
    | {
        readonly canvas: HTMLCanvasElement
        readonly size: { readonly width: number; readonly height: number }
      }
    | undefined
  /** The picture is drawn on also while nobody looks at this tab. */
  keepDrawing(keep: boolean): void
  /** After each drawn frame, whichever canvas is attached. */
  onDrawn(callback: () => void): () => void
  /** As `LiveView.edgeCueOf`. */
  edgeCueOf(id: Id): SeenEdgeCue | undefined
}
