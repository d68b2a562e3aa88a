import type { Object3D } from 'three'
import type { Readable } from '#domain/engine.ts'
import type { GalleryModel } from '#domain/media.ts'
import type { Outcome, Problem } from '#domain/problem.ts'

/** The models of the gallery, each loaded once and cloned for every placement. Fetches only from the own origin. */
export interface ModelLibrary {
  /** What the gallery holds, asked for once; a failure is asked for again by the next call. */
  index(): Promise<Outcome<readonly GalleryModel[]>>
  /**
   * An own copy of the model's object tree, sharing geometries and materials; metres, standing on its origin, +Y up.
   * Fails with a sentence when the model is unknown, unreachable or damaged.
   */
  instantiate(modelId: string): Promise<Outcome<Object3D>>
  /** Models that could not be loaded, by model id, so that the UI can say why a box stands in the model's place. */
  readonly failures: Readable<ReadonlyMap<string, Problem>>
  /** Gives back the geometries, materials and textures of all models. */
  dispose(): void
}
