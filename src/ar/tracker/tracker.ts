import type { Capability, Ladder, Tracking } from '#domain/capability.ts'
import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, MarkTool } from '#domain/mark.ts'
import type { Outcome } from '#domain/problem.ts'
import type { ReliableMessage, UnreliableMessage } from '#domain/wire.ts'

export interface TrackerState {
  readonly status: 'off' | 'starting' | 'running'
  readonly ladder: Ladder
  readonly tracking: Tracking
  readonly spaceId: Id | undefined
  readonly features: readonly string[]
  readonly picture: Capability['picture']
  /** Why something that was asked for is missing, as a sentence. */
  readonly hint: string | undefined
}

/** Requests of the wire that the technician's device answers by scene operations. */
export type SceneRequest = Extract<
  ReliableMessage,
  { type: 'mark.begin' | 'mark.extend' | 'mark.end' | 'placement.request' }
>

/** What the technician can draw with on the own screen; text needs a keyboard, which AR does not show. */
export type OwnTool = Exclude<MarkTool, 'text'>

/**
 * The technician's side of a ladder: gives the outgoing picture and turns what experts touch into marks.
 * Implementations: webxr (world ladder). The camera ladder's image tracker comes to stand behind the same interface.
 */
export interface Tracker extends Engine<TrackerState> {
  /** Must be called inside a tap. Resolves when the first frame was drawn, or with the reason it cannot be. */
  start(): Promise<Outcome<void>>
  stop(): Promise<void>
  /**
   * The outgoing picture with its frame strip; undefined when the device gives no picture. The same track from start to stop,
   * unless no frame leaves it: then it is replaced once and the state changes, so look again after each change.
   */
  readonly track: MediaStreamTrack | undefined
  /** An expert's wish; `author` is the expert's participant id. */
  handle(request: SceneRequest, author: Id): void
  /** An expert's laser pointer; undefined when it is gone. */
  point(pointer: Extract<UnreliableMessage, { type: 'pointer' }> | undefined, author: Id): void
  /** The technician places a model where the screen's middle looks, or marks a point of the own screen (u, v of the picture). */
  placeModel(modelId: string, at?: { readonly u: number; readonly v: number }): void
  /** While a tool is in hand, the technician's touches on the bare view draw with it; undefined puts it away. */
  setOwnTool(tool: OwnTool | undefined, colour: MarkColour): void
}
