import type { Camera as ThreeCamera, Object3D } from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, Units } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { OcclusionDepth } from './occlusion-depth.ts'

/** Which part of the scene is shown. */
export interface SceneLayerView {
  /** Only marks and models of this space are shown; undefined shows none. */
  readonly spaceId: Id | undefined
  /** Marks and placements that are not drawn although they stand in the scene. */
  readonly hidden?: ReadonlySet<Id> | undefined
  /** Marks (and placements) drawn with a highlight around them. Replace the set to change it; compared with `===`, as all of these. */
  readonly selected?: ReadonlySet<Id> | undefined
  /** Marks (and placements) that somebody else's hand is on, with that person's name: it hangs under the mark as a small tag. */
  readonly held?: ReadonlyMap<Id, string> | undefined
  /** Everything at about a third of its strength: the device has lost its place in the world, so nothing stands quite true. */
  readonly dimmed?: boolean | undefined
  /** In which all lengths are written; left out, each measure keeps those of who made it, and sizes of models are metric. */
  readonly units?: Units | undefined
}

/**
 * The marks, models and laser pointers of one space as a three subtree. Its coordinates are the space's own: whoever draws puts `object`
 * into a scene whose world is the space. Used by the compositor and by the technician's WebXR scene; never by two renderers at once.
 */
export interface SceneLayer {
  /** Put into the scene once; holds its own lights for the models. `object.visible = false` hides everything for a frame. */
  readonly object: Object3D
  /** Whether models are among what is drawn. Without them everything already stands in the order in which it is drawn. */
  readonly needsSorting: boolean
  /**
   * Called when the scene or the view changed; cheap when neither did (compares with `===`). A mark that moved with its anchor is a new
   * Mark object in a new map: only marks whose object differs are rebuilt.
   */
  sync(scene: SceneState, view: SceneLayerView): void
  /** An author's laser pointer: a pose on the surface (+Y its normal), or undefined when it is gone: then it fades. Called per message, not per frame. */
  setPointer(author: Id, at: Pose | undefined, colour: MarkColour): void
  /**
   * What the device measured of the real world, or undefined for none: marks show through what hides them. Called when a new measurement
   * came or its camera changed in the space, not per frame.
   */
  setOcclusion(depth: OcclusionDepth | undefined): void
  /**
   * Called before each render with the camera that renders (perspective; for XR the view's own camera) and the height of its viewport in
   * pixels: sizes on the screen depend on both. Allocates nothing.
   */
  update(camera: ThreeCamera, viewportHeightPx: number): void
  /** Gives back all GPU memory that is the layer's own; the model library's stays with the library. */
  dispose(): void
}
