import { Group } from 'three'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import { createPlacedModels } from '../models/placed-models.ts'
import { createArrowBatch } from './arrow-batch.ts'
import { createLabelBatch } from './label-batch.ts'
import { createLineBatch } from './line-batch.ts'
import { ellipseLine, strokeLine } from './line-points.ts'
import { createPointerBatch } from './pointer-batch.ts'
import type { SceneLayer, SceneLayerView } from './scene-layer.ts'
import { packStyle } from './style.ts'
import { createSharedUniforms } from './uniforms.ts'

export interface SceneLayerOptions {
  readonly models: ModelLibrary
  /** Called when a model has loaded or failed: what `sync` asked for looks different now. */
  readonly onArrival?: () => void
}

/** A layer that shows nothing until the first `sync`. Draws at most eight times beyond the models, whatever the number of marks. */
export function createSceneLayer({ models, onArrival }: SceneLayerOptions): SceneLayer {
  const shared = createSharedUniforms()
  const arrows = createArrowBatch(shared)
  const lines = createLineBatch(shared)
  const labels = createLabelBatch(shared)
  const pointers = createPointerBatch(shared)
  const placed = createPlacedModels(models, onArrival)
  const object = new Group()
  object.name = 'scene layer'
  object.add(placed.object, arrows.object, lines.object, labels.object, pointers.object)

  const shown = new Map<Id, SpaceMark>()
  let lastMarks: ReadonlyMap<Id, Mark> | undefined
  let lastView: SceneLayerView = { spaceId: undefined }

  function put(mark: SpaceMark): void {
    const { id, pose, shape, colour, quality } = mark
    const before = shown.get(id)
    if (before !== undefined && before.shape.tool !== shape.tool) remove(before)
    shown.set(id, mark)
    const style = packStyle(colour, quality)
    switch (shape.tool) {
      case 'arrow':
        arrows.set(id, pose, shape.length, style)
        break
      case 'circle':
        lines.set(id, ellipseLine(pose, shape.radiusX, shape.radiusZ), style)
        break
      case 'freehand':
        lines.set(id, strokeLine(pose, shape.points), style)
        break
      case 'text':
        labels.set(id, pose, { text: shape.text, colour, dashed: quality === 'approximate' }, style)
        break
    }
  }

  function remove({ id, shape }: SpaceMark): void {
    shown.delete(id)
    switch (shape.tool) {
      case 'arrow':
        arrows.delete(id)
        break
      case 'circle':
      case 'freehand':
        lines.delete(id)
        break
      case 'text':
        labels.delete(id)
        break
    }
  }

  function syncMarks(marks: ReadonlyMap<Id, Mark>, view: SceneLayerView): void {
    const stays = (mark: Mark | undefined): mark is SpaceMark =>
      mark?.on === 'space' && mark.spaceId === view.spaceId && view.hidden?.has(mark.id) !== true
    for (const mark of shown.values()) if (!stays(marks.get(mark.id))) remove(mark)
    for (const mark of marks.values()) if (stays(mark) && shown.get(mark.id) !== mark) put(mark)
    arrows.flush()
    lines.flush()
    labels.flush()
  }

  return {
    object,
    sync(scene: SceneState, view: SceneLayerView) {
      const sameView = view.spaceId === lastView.spaceId && view.hidden === lastView.hidden
      if (scene.marks !== lastMarks || !sameView) syncMarks(scene.marks, view)
      placed.sync(scene.placements, view)
      lastMarks = scene.marks
      lastView = view
    },
    setPointer(author, at, colour) {
      if (at === undefined) pointers.delete(author)
      else pointers.set(author, at, packStyle(colour, 'depth'))
    },
    setOcclusion() {},
    update(_camera, viewportHeightPx) {
      shared.viewportHeight.value = viewportHeightPx
    },
    dispose() {
      for (const part of [arrows, lines, labels, pointers, placed]) part.dispose()
    },
  }
}
