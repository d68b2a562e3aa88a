import type { Object3D } from 'three'
import type { Readable } from '#domain/engine.ts'
import type { GalleryModel } from '#domain/media.ts'
import type { Outcome, Problem } from '#domain/problem.ts'

/** How far a model's file has come, in bytes as they travel. `total` is undefined where nobody said how many there will be. */
export interface LoadProgress {
  readonly loaded: number
  readonly total: number | undefined
}

/** What a loaded model is made of. */
export interface ModelFacts {
  readonly clips: readonly { readonly name: string; readonly seconds: number }[]
  /** Names of nodes that carry something to see, as in the file; each once. */
  readonly parts: readonly string[]
  /** Width, height, depth in metres at scale 1, as it stands at rest. */
  readonly size: readonly [width: number, height: number, depth: number]
  readonly triangles: number
}

/**
 * The models of the gallery, each loaded once and cloned for every placement. Fetches only from the own origin, decoders too.
 * A model is kept while somebody wants it: who asks with a signal gives it back by aborting it, who asks without keeps it until
 * `dispose`. When nobody wants a model any more, its load is aborted and its memory is given back.
 */
export interface ModelLibrary {
  /** What the gallery holds, asked for once; a failure is asked for again by the next call. */
  index(): Promise<Outcome<readonly GalleryModel[]>>
  /**
   * An own copy of the model's object tree, sharing geometries and materials; metres, standing on its origin, +Y up. Its `animations`
   * are the file's clips. Fails with a sentence when the model is unknown, unreachable, damaged, foreign or too heavy.
   * @param unwanted aborted when the copy is not shown any more, or is not waited for
   */
  instantiate(modelId: string, unwanted?: AbortSignal): Promise<Outcome<Object3D>>
  /** What it is made of; undefined until it has loaded for anybody. Loads nothing by itself. The same object for the same id. */
  facts(modelId: string): Readable<ModelFacts | undefined>
  /** Models on their way. */
  readonly progress: Readable<ReadonlyMap<string, LoadProgress>>
  /** Models that could not be loaded, by model id, so that the UI can say why a box stands in the model's place. */
  readonly failures: Readable<ReadonlyMap<string, Problem>>
  /** The clock that clips run by, in milliseconds since 1970: the one that their starts are written with. */
  now(): number
  /** Gives back the geometries, materials and textures of all models. */
  dispose(): void
}
