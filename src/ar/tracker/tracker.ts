import type { Capability, Ladder, Tracking, TrackingReason } from '#domain/capability.ts'
import type { Engine } from '#domain/engine.ts'
import type { Camera } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, MarkTool, StepDetail, Units } from '#domain/mark.ts'
import type { Outcome } from '#domain/problem.ts'
import type { ReliableMessage, UnreliableMessage } from '#domain/wire.ts'
import type { EdgeCue } from '../marks/edge-cue.ts'

export interface TrackerState {
  readonly status: 'off' | 'starting' | 'running'
  readonly ladder: Ladder
  readonly tracking: Tracking
  /** Why tracking is limited or lost, as far as the device can tell. */
  readonly trackingReason: TrackingReason | undefined
  /** Less is sent, to stay cool or to last. */
  readonly saving: Capability['saving']
  readonly spaceId: Id | undefined
  /** Marks or models of an earlier run stand in the scene and have no place in this one yet: one `join` gesture places them all. */
  readonly needsJoin: boolean
  readonly features: readonly string[]
  readonly picture: Capability['picture']
  /** The mark or model that is picked, by a tap or by `select`; never one that is gone. */
  readonly selectedId: Id | undefined
  /** Why a model shows as a box, as a sentence, by model id. */
  readonly modelFailures: ReadonlyMap<string, string>
  /** Why something that was asked for is missing, as a sentence. */
  readonly hint: string | undefined
}

/** Requests of the wire that the technician's device answers by scene operations. */
export type SceneRequest = Extract<
  ReliableMessage,
  {
    type: 'mark.begin' | 'mark.extend' | 'mark.end' | 'mark.move' | 'placement.request' | 'placement.move'
  }
>

/** What the technician's touches on the bare view do. */
export type OwnHand =
  | {
      readonly kind: 'draw'
      readonly tool: MarkTool
      readonly colour: MarkColour
      readonly text?: string | undefined
      /** Of a measure; those of `setUnits` unless given. */
      readonly units?: Units | undefined
      readonly step?: StepDetail | undefined
    }
  /** A laser pointer: nothing stays. */
  | { readonly kind: 'pointer'; readonly colour: MarkColour }
  /** A tap picks a mark or a model, dragging takes it along the surfaces. */
  | { readonly kind: 'select' }
  | { readonly kind: 'place'; readonly modelId: string }
  /** After AR was started anew: a touch on the real place of this mark, or model, of an earlier run places everything again. */
  | { readonly kind: 'join'; readonly markId: Id }

/** Where what is meant now is, while it is out of sight. */
export interface SceneCue extends EdgeCue {
  /** The picked mark or model, else the newest mark that somebody else made in this run. */
  id: Id
}

/** One frame of the camera as sharp as the device gives it, with where it was seen from. Sizes in pixels. */
export interface SharpFrame {
  readonly jpeg: Blob
  readonly width: number
  readonly height: number
  readonly frame: number
  readonly spaceId: Id
  readonly camera: Camera
}

/** Somebody else's hand on a mark or a model. */
export interface Holder {
  readonly by: Id
  readonly name: string
}

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
  /** Takes the next outgoing frame as a still, without what the link takes from it; undefined when no frame leaves in time. */
  takeStill(): Promise<SharpFrame | undefined>
  /** An expert's wish; `author` is the expert's participant id. */
  handle(request: SceneRequest, author: Id): void
  /** An expert's laser pointer; undefined when it is gone. */
  point(pointer: Extract<UnreliableMessage, { type: 'pointer' }> | undefined, author: Id): void
  /** The technician places a model where the screen's middle looks, or marks a point of the own screen (u, v of the picture). */
  placeModel(modelId: string, at?: { readonly u: number; readonly v: number }): void
  /** What the technician's touches on the bare view do from now on; undefined: nothing. Stays over stop and start. */
  take(hand: OwnHand | undefined): void
  /** Picks a mark or a model as a tap of the `select` hand does; undefined lets go. */
  select(id: Id | undefined): void
  /** Units of what the technician measures. Metric until told otherwise. */
  setUnits(units: Units): void
  /** What others hold now, by mark or placement id: nobody here moves it meanwhile. */
  setHeld(held: ReadonlyMap<Id, Holder>): void
  /** Whether anybody watches the outgoing picture or records it. While nobody does, nothing is read back and no frame leaves. True at first. */
  setWatched(isWatched: boolean): void
  /** The technician's hand took a mark or a model, or let go: to be told to the others as `grab`. */
  onGrab(callback: (id: Id, isHeld: boolean) => void): () => void
  /** Where the technician's own laser pointer is in a frame that was sent, some ten times a second; undefined once it is gone. */
  onPoint(
    callback: (pointer: Extract<UnreliableMessage, { type: 'pointer' }> | undefined) => void,
  ): () => void
  /**
   * Where the newest or the selected mark is when it is out of sight; undefined while it is seen. Called inside the frame loop while it
   * changes, always with the same object: take the numbers, keep nothing.
   */
  onCue(callback: (cue: SceneCue | undefined) => void): () => void
}
