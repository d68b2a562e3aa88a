import { Group } from 'three'
import type { ModelLibrary } from '../models/model-library.ts'
import type { SceneLayer } from './scene-layer.ts'

export interface SceneLayerOptions {
  readonly models: ModelLibrary
}

/** A layer that shows nothing until the first `sync`. */
export function createSceneLayer(_options: SceneLayerOptions): SceneLayer {
  return {
    object: new Group(),
    sync() {},
    setPointer() {},
    update() {},
    dispose() {},
  }
}
