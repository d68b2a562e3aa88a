import type { Capability } from '#domain/capability.ts'
import type { Engine } from '#domain/engine.ts'
import type { Camera, ImagePoint } from '#domain/geometry.ts'
import type { Id, Timestamp } from '#domain/ids.ts'
import type { MarkColour, MarkTool, StepDetail, Units } from '#domain/mark.ts'
import type { PoseSample } from '#domain/pose-track.ts'
import type { FollowerState } from '../camera-tracker/still-follower.ts'
import type { CueSide } from '../marks/edge-cue.ts'
import type { ReliableMessage, SeenPoint } from '#domain/wire.ts'

export interface LiveViewState {
  /** `empty`: no picture yet. `live`: the newest frame. `frozen`: one frame is held to be marked calmly. */
  readonly mode: 'empty' | 'live' | 'frozen'
  /** Size of the picture without its strip, in its own pixels. */
  readonly picture: { readonly width: number; readonly height: number }
  /** The still that is held, when frozen. */
  readonly stillId: Id | undefined
  /** Frames drawn in the last second, and the share of them whose strip could be read (world ladder). */
  readonly framesPerSecond: number
  readonly readableShare: number
  /**
   * The measure that is being made here: its points so far and the way along them, in metres. `isGuess` until the technician's device
   * has found all of them.
   */
  readonly measure?:
    | { readonly points: number; readonly metres: number; readonly isGuess: boolean }
    | undefined
  /** In the camera ladder: whether the marks of each still stand in the live picture now; `lost` ones are offered as stills. */
  readonly stills?: FollowerState['stills'] | undefined
  /** The last own mark that went away since the technician's device did not answer; a new object each time. */
  readonly unanswered?: { readonly markId: Id; readonly at: Timestamp } | undefined
}

/** One frozen frame. */
interface FrozenFrame {
  readonly jpeg: Blob
  readonly width: number
  readonly height: number
  readonly camera: { readonly spaceId: Id; readonly frame: number; readonly camera: Camera } | undefined
}

/** What a mark says beside its shape. */
interface MarkWords {
  readonly text?: string | undefined
  /** Of a measure. */
  readonly units?: Units | undefined
  /** Of a numbered step. */
  readonly step?: StepDetail | undefined
}

/** At the picture's edge, in client coordinates. */
export interface SeenEdgeCue {
  clientX: number
  clientY: number
  /** Towards the thing: 0 is right, a quarter turn is down; radians. */
  angle: number
  side: CueSide
}

/** Where a pointer is, in client coordinates of pointer events. */
export interface ClientPoint {
  readonly clientX: number
  readonly clientY: number
}

/**
 * The expert's live picture: reads the strip of each presented frame, looks up its pose, draws picture and scene from that pose
 * with the one compositor onto one canvas whose pixels can be read. Marks drawn here appear at once (quality `provisional`)
 * and give way to the technician's answer with the same mark id.
 */
export interface LiveView extends Engine<LiveViewState> {
  readonly canvas: HTMLCanvasElement
  /** Another remote stream, or none. */
  setStream(stream: MediaStream | undefined): void
  setCapability(capability: Capability | undefined): void
  addPoses(samples: readonly PoseSample[]): void
  /**
   * A stroke or a single touch; client coordinates of pointer events. Returns what to send to the technician, or undefined outside the
   * picture or where nobody knows which frame is seen. Without a space (camera and stills ladders) always undefined: see still-shape.ts.
   */
  begin(
    tool: MarkTool,
    colour: MarkColour,
    clientX: number,
    clientY: number,
    words?: MarkWords,
  ): Extract<ReliableMessage, { type: 'mark.begin' }> | undefined
  /**
   * For a touch on a frame whose place in the space is not known: calls back once at the next frame that has one, or with false when none
   * comes in time. Returns what takes the wait back; undefined where there is nothing to wait for (outside the picture, on a still, in
   * ladders without a space, or when the place is known).
   */
  whenPlaced(clientX: number, clientY: number, done: (isPlaced: boolean) => void): (() => void) | undefined
  /** The stroke goes on; of a measure, one more point of it. */
  extend(clientX: number, clientY: number): Extract<ReliableMessage, { type: 'mark.extend' }> | undefined
  end(): Extract<ReliableMessage, { type: 'mark.end' }> | undefined
  /** Where the pointer is, pressed or not: the open end of a measure and the ghost follow it. Undefined when it left. */
  hover(at: ClientPoint | undefined): void
  /** Shows a model where it would be placed, under the pointer; undefined takes it away. */
  setGhost(modelId: string | undefined): void
  /** Places a model: it stands there at once and gives way to the answer. Undefined as for `begin`. */
  place(
    modelId: string,
    clientX: number,
    clientY: number,
  ): Extract<ReliableMessage, { type: 'placement.request' }> | undefined
  /** The mark or model that is seen there: of the still that is held, of a still whose surface is in the live picture, or of the space. */
  pick(clientX: number, clientY: number): Id | undefined
  /**
   * Takes a mark or a model of the space along: it is seen there at once, and stands where the technician's device says once that has
   * answered. Undefined where it cannot be moved: of another space, locked, outside the picture.
   * @param gesture what it is part of, where that is longer than until `letGo`
   */
  carry(
    id: Id,
    clientX: number,
    clientY: number,
    gesture?: Id,
  ): Extract<ReliableMessage, { type: 'mark.move' | 'placement.move' }> | undefined
  /** Where the place of a mark or a model is on the screen; undefined where it is not in this picture's space or on its still. */
  clientPointOf(id: Id): ClientPoint | undefined
  /** The point of its still that is seen there, for a mark of a still that is held or whose surface is in the live picture. */
  pointOnStillOf(id: Id, clientX: number, clientY: number): ImagePoint | undefined
  /**
   * Where at the picture's edge something should point to a mark or a model that is not seen in it; undefined while it is seen, and where it
   * stands in no space that this picture shows. For every frame; the same object each time.
   */
  edgeCueOf(id: Id): SeenEdgeCue | undefined
  /** What stands in this picture, marks of its still and of its space and then models, each oldest first. */
  standing(): readonly Id[]
  /** The hand lets go of what it carried. */
  letGo(): void
  /** Draws the selected with a highlight, and names at what is in somebody else's hand. */
  highlight(selected: ReadonlySet<Id> | undefined, held: ReadonlyMap<Id, string> | undefined): void
  /** In which units lengths are written into the picture; until told, each measure in those of who made it. */
  setUnits(units: Units): void
  /** Where a client coordinate lies in the frame that is seen now; its `frame` is 0 where frames have no id (camera and stills ladders). */
  seenPoint(clientX: number, clientY: number): SeenPoint | undefined
  /** Own laser pointer, drawn at once. */
  showPointer(at: (ClientPoint & { readonly colour: MarkColour }) | undefined): void
  /** Somebody else's laser pointer, as the wire brings it; undefined when it is gone. */
  showPointerOf(
    author: Id,
    at: (SeenPoint & { readonly colour: MarkColour; readonly stillId?: Id | undefined }) | undefined,
  ): void
  /** Draws the newest frames without marks into a small canvas too, also while a still is held; undefined when it goes. */
  attachCorner(canvas: HTMLCanvasElement | undefined): void
  /** Holds the frame that is seen now and gives it as a JPEG with its camera; undefined when there is no picture. */
  freeze(stillId: Id): Promise<FrozenFrame | undefined>
  /** Shows an earlier still again. */
  showStill(stillId: Id, picture: ImageBitmap): void
  unfreeze(): void
  /** The picture of a still has arrived on this device: its marks can be looked for in the live picture. */
  stillArrived(): void
  /** Goes on drawing new frames while the page is hidden, as far as the browser lets it: for a film that is being recorded. */
  keepDrawing(isWanted: boolean): void
  /** After each drawn frame; for the film. */
  onDrawn(callback: () => void): () => void
}
