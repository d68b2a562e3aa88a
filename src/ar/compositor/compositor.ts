import type { Camera, ImagePoint, Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import type { SceneLayerView } from '../marks/scene-layer.ts'

/** Anything that holds one frame: a video shows the one it plays now. */
export type PictureSource = HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame

/** The part of a source that is shown, as shares of its width and height from its upper left corner. Leaves the frame strip out. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const WHOLE_PICTURE: Crop = { left: 0, top: 0, right: 1, bottom: 1 }

/**
 * Draws a camera picture and the scene seen from that picture's pose onto one canvas: the expert's live view, the film, the replay and
 * the still all come from here. The canvas keeps its pixels until the next draw, so that anything may read them at any time.
 */
export interface Compositor {
  readonly canvas: HTMLCanvasElement
  /** Size of the canvas in pixels; its shape should be the picture's. Draws nothing by itself. */
  setSize(width: number, height: number): void
  /** Takes over the pixels of the source now; the source may change or be closed afterwards. Drawn with sRGB values unchanged. */
  setPicture(source: PictureSource, crop: Crop): void
  clearPicture(): void
  /** The scene that the next draws show. `view.spaceId`: its marks in the space; `stillId`: the marks on that still, over the whole picture. */
  sync(scene: SceneState, view: SceneLayerView, stillId: Id | undefined): void
  /** Where stills are in the picture that is drawn next: their marks stand there. Not called per frame where none is followed. */
  placeStills(seen: readonly SeenMarks[]): void
  /** An author's laser pointer in the space, or in picture coordinates where there is no space; undefined when gone. */
  setPointer(author: Id, at: Pose | ImagePoint | undefined, colour: MarkColour): void
  /** Draws picture and scene. Without a camera, what stands in the space is left out of this frame. Allocates nothing. */
  draw(camera: Camera | undefined): void
  /** Draw calls of the last draw, the picture's own included. */
  readonly drawCalls: number
  /** What lies on the graphics card now. */
  readonly memory: { readonly geometries: number; readonly textures: number; readonly programs: number }
  /** Gives everything back; the model library stays its owner's. */
  dispose(): void
}
