import type { Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneChange, SceneOperation, SceneState } from '#domain/scene.ts'
import type { StillView } from '#domain/still.ts'

export interface SharedSessionState {
  readonly scene: SceneState
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Operations, messages and pictures from peers that did not belong here: another session's, another author's, an absurd clock. */
  readonly dropped: number
}

/**
 * What all sides of a call share: the scene log and the chat, kept in the local store first, then sent to peers and (by the
 * outbox) to the portal. A late joiner gets every operation. Order is by Lamport clock, so all sides fold to the same scene.
 */
export interface SharedSession extends Engine<SharedSessionState> {
  /** Stores the operation, applies it, sends it. The scene has it when this returns; the promise says it is stored. */
  commit(change: SceneChange): { readonly operation: SceneOperation; readonly stored: Promise<void> }
  /** Takes back this person's newest change that still stands; never anybody else's. */
  undo(): void
  redo(): void
  /** Stored first, then sent to peers. A still can be shown beside the words. */
  say(text: string, beside?: { readonly stillId: Id }): Promise<void>
  /** A JPEG that belongs to a still of the scene: kept in the store and sent in slices to peers. */
  shareStill(stillId: Id, jpeg: Blob): Promise<void>
  /**
   * The same with a sharper picture of an own still that nobody has marked; `takenBy` is the connection of the device that has it already.
   * Its size and camera are to be put into the scene first.
   */
  sharpenStill(stillId: Id, jpeg: Blob, view: StillView, takenBy: string): Promise<void>
  /** The technician's device: the picture that it took is the still's from now on. */
  keepSharpStill(stillId: Id, jpeg: Blob): Promise<void>
  /** Asks everyone here for a still's picture that this device does not have; `onStillArrived` tells when somebody had it. */
  askStill(stillId: Id): void
  /** A still's picture arrived from a peer, or a sharper one did, and is in the store. */
  onStillArrived(callback: (stillId: Id) => void): () => void
}
