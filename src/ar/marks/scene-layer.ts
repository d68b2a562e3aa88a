import type { Camera as ThreeCamera, Object3D } from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'

/** Which part of the scene is shown. */
export interface SceneLayerView {
  /** Only marks and models of this space are shown; undefined shows none. */
  readonly spaceId: Id | undefined
  /** Marks and placements that are not drawn although they stand in the scene. */
  readonly hidden?: ReadonlySet<Id> | undefined
}

/**
 * The marks, models and laser pointers of one space as a three subtree. Its coordinates are the space's own: whoever draws puts `object`
 * into a scene whose world is the space. Used by the compositor and by the technician's WebXR scene; never by two renderers at once.
 */
export interface SceneLayer {
  /** Put into the scene once; holds its own lights for the models. `object.visible = false` hides everything for a frame. */
  readonly object: Object3D
  /**
   * Called when the scene or the view changed; cheap when neither did (compares with `===`). A mark that moved with its anchor is a new
   * Mark object in a new map: only marks whose object differs are rebuilt.
   */
  sync(scene: SceneState, view: SceneLayerView): void
  /** An author's laser pointer: a pose on the surface (+Y its normal), or undefined when it is gone. Called per message, not per frame. */
  setPointer(author: Id, at: Pose | undefined, colour: MarkColour): void
  /**
   * Called before each render with the camera that renders (perspective; for XR the view's own camera) and the height of its viewport in
   * pixels: sizes on the screen depend on both. Allocates nothing.
   */
  update(camera: ThreeCamera, viewportHeightPx: number): void
  /** Gives back all GPU memory that is the layer's own; the model library's stays with the library. */
  dispose(): void
}
