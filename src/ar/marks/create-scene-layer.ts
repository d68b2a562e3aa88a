import { Group } from 'three'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark, Units } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import { createPlacedModels } from '../models/placed-models.ts'
import { createArrowBatch } from './arrow-batch.ts'
import { createLabelBatch } from './label-batch.ts'
import { createLineBatch } from './line-batch.ts'
import { partsOf } from './mark-parts.ts'
import { createOcclusion } from './occlusion.ts'
import { createPointerBatch } from './pointer-batch.ts'
import type { SceneLayer, SceneLayerView } from './scene-layer.ts'
import { barStyle, leaningStyle, packStyle } from './style.ts'
import { createSharedUniforms } from './uniforms.ts'

export interface SceneLayerOptions {
  readonly models: ModelLibrary
  /** Called when a model has loaded or failed, and after each `update` while a pointer fades: what is drawn looks different now. */
  readonly onArrival?: () => void
  /** A clock that never goes back, in milliseconds; the page's own when left out. */
  readonly clock?: () => number
}

/** Everything's strength while the device has lost its place: clearly not as usual, and still there. */
const DIMMED = 0.35

/** How a mark is drawn now. */
interface Drawn {
  readonly mark: SpaceMark
  readonly isSelected: boolean
  readonly heldBy: string | undefined
  readonly units: Units | undefined
  /** Of an arrow, or the sign of a line. */
  readonly hasFoot: boolean
  readonly lines: number
  readonly labels: number
}

/** A layer that shows nothing until the first `sync`. Draws at most ten times beyond the models, whatever the number of marks. */
export function createSceneLayer(options: SceneLayerOptions): SceneLayer {
  const { models, onArrival, clock = () => performance.now() } = options
  const occlusion = createOcclusion()
  const shared = createSharedUniforms(occlusion.uniforms)
  const arrows = createArrowBatch(shared)
  const lines = createLineBatch(shared)
  const labels = createLabelBatch(shared)
  const pointers = createPointerBatch(shared)
  const placed = createPlacedModels(models, onArrival, {
    set(key, at, text) {
      labels.set(key, at, { kind: 'tag', text, colour: 'white' }, packStyle('white', 'depth'))
      labels.flush()
    },
    delete(key) {
      labels.delete(key)
      labels.flush()
    },
  })
  const object = new Group()
  object.name = 'scene layer'
  // In the order in which they are drawn (render-orders.ts), so that without models nothing needs to be sorted.
  object.add(placed.object, lines.object, arrows.object, labels.object, pointers.object)

  const start = clock()
  const drawn = new Map<Id, Drawn>()
  let lastMarks: ReadonlyMap<Id, Mark> | undefined
  let lastView: SceneLayerView = { spaceId: undefined }

  function put(
    mark: SpaceMark,
    isSelected: boolean,
    heldBy: string | undefined,
    units: Units | undefined,
  ): void {
    const { id, colour, quality } = mark
    const before = drawn.get(id)
    const parts = partsOf(mark, isSelected, heldBy, units)
    const style = packStyle(colour, quality, isSelected)
    const { arrow, sign } = parts
    if (arrow !== undefined)
      arrows.set(id, arrow.pose, arrow.shaft, arrow.length, arrow.isLeaning ? leaningStyle(style) : style)
    else if (sign !== undefined) arrows.setSign(id, sign, style)
    else if (before?.hasFoot === true) arrows.delete(id)
    parts.lines.forEach((line, n) =>
      lines.set(`${id} ${n}`, line, line.isBar === true ? barStyle(style) : style),
    )
    for (let n = parts.lines.length; n < (before?.lines ?? 0); n++) lines.delete(`${id} ${n}`)
    parts.labels.forEach(({ at, look }, n) => labels.set(`${id} ${n}`, at, look, style))
    for (let n = parts.labels.length; n < (before?.labels ?? 0); n++) labels.delete(`${id} ${n}`)
    drawn.set(id, {
      mark,
      isSelected,
      heldBy,
      units,
      hasFoot: arrow !== undefined || sign !== undefined,
      lines: parts.lines.length,
      labels: parts.labels.length,
    })
  }

  function remove(id: Id, before: Drawn): void {
    drawn.delete(id)
    if (before.hasFoot) arrows.delete(id)
    for (let n = 0; n < before.lines; n++) lines.delete(`${id} ${n}`)
    for (let n = 0; n < before.labels; n++) labels.delete(`${id} ${n}`)
  }

  function syncMarks(marks: ReadonlyMap<Id, Mark>, view: SceneLayerView): void {
    const stays = (mark: Mark | undefined): mark is SpaceMark =>
      mark?.on === 'space' && mark.spaceId === view.spaceId && view.hidden?.has(mark.id) !== true
    for (const [id, before] of drawn) if (!stays(marks.get(id))) remove(id, before)
    for (const mark of marks.values()) {
      if (!stays(mark)) continue
      const isSelected = view.selected?.has(mark.id) === true
      const heldBy = view.held?.get(mark.id)
      // Nothing else is written in units.
      const units = mark.shape.tool === 'measure' ? view.units : undefined
      const before = drawn.get(mark.id)
      const isSame =
        before !== undefined &&
        before.mark === mark &&
        before.isSelected === isSelected &&
        before.heldBy === heldBy &&
        before.units === units
      if (!isSame) put(mark, isSelected, heldBy, units)
    }
    lines.flush()
    labels.flush()
  }

  function flushArrows(): void {
    arrows.flush(occlusion.isOn || lastView.dimmed === true)
  }

  return {
    object,
    get needsSorting() {
      return !placed.isEmpty
    },
    sync(scene: SceneState, view: SceneLayerView) {
      const sameView =
        view === lastView ||
        (view.spaceId === lastView.spaceId &&
          view.hidden === lastView.hidden &&
          view.selected === lastView.selected &&
          view.held === lastView.held &&
          view.units === lastView.units)
      if (scene.marks !== lastMarks || !sameView) syncMarks(scene.marks, view)
      placed.sync(scene.placements, view)
      lastMarks = scene.marks
      lastView = view
      shared.strength.value = view.dimmed === true ? DIMMED : 1
      flushArrows()
    },
    setPointer(author, at, colour) {
      if (at === undefined) pointers.fade(author, (clock() - start) / 1000)
      else pointers.set(author, at, packStyle(colour, 'depth'))
    },
    setOcclusion(depth) {
      occlusion.set(depth)
      flushArrows()
    },
    update(camera, viewportHeightPx) {
      shared.viewportHeight.value = viewportHeightPx
      occlusion.seenBy(camera)
      // Only pointers know the time; a number with a fraction that is kept is a new object each time.
      const isFading = !pointers.isEmpty && pointers.settle((shared.now.value = (clock() - start) / 1000))
      if (placed.update() || isFading) onArrival?.()
    },
    dispose() {
      for (const part of [arrows, lines, labels, pointers, placed]) part.dispose()
    },
  }
}
