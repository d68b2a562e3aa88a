import { DirectionalLight, Group, HemisphereLight, type Object3D } from 'three'
import type { Id } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneLayerView } from '../marks/scene-layer.ts'
import { createLoadRings } from './load-ring.ts'
import type { ModelLibrary } from './model-library.ts'
import { createPlacedModel, type PlacedModel, type PlacedModelDeps, type Tags } from './placed-model.ts'
import { createStandIns } from './stand-in.ts'

/** The placed models of one space, with their light, shadows, stand-ins and tags. */
export interface PlacedModels {
  readonly object: Object3D
  readonly isEmpty: boolean
  sync(placements: ReadonlyMap<Id, Placement>, view: SceneLayerView): void
  /** Before each draw; true while something moves by itself, so that it is drawn again. */
  update(): boolean
  dispose(): void
}

/** Where nothing can be written. */
const NO_TAGS: Tags = { set: () => undefined, delete: () => undefined }

/**
 * @param onArrival called when a model, or what stands in for it, has come into the scene: time to draw again
 * @param tags where sizes, names and loaded bytes are written
 */
export function createPlacedModels(
  models: ModelLibrary,
  onArrival: () => void = () => {},
  tags: Tags = NO_TAGS,
): PlacedModels {
  const { now } = models
  const standIns = createStandIns()
  const rings = createLoadRings(() => now() / 1000)
  const deps: PlacedModelDeps = { models, standIns, rings, tags, now, onChange: onArrival }
  const placed = new Map<Id, PlacedModel>()
  /** The same, for going through them before each draw without an iterator. */
  let listed: readonly PlacedModel[] = []
  const object = new Group()
  // Lights that shine on nothing would still be gathered for each frame.
  object.visible = false
  let lastPlacements: ReadonlyMap<Id, Placement> | undefined
  let lastView: SceneLayerView = { spaceId: undefined }

  // The studio around (studio.ts) gives most of the light; these two give it a direction that agrees with lamps above.
  const sky = new HemisphereLight(0xffffff, 0x8f8a84, 0.55)
  const sun = new DirectionalLight(0xfff6ea, 1.5)
  sun.position.set(-0.5, 1.2, 0.7)
  object.add(sky, sun, sun.target)

  function remove(id: Id): void {
    const found = placed.get(id)
    if (found === undefined) return
    placed.delete(id)
    object.remove(found.object)
    found.dispose()
    // What only stands in for models is given back with the last of them; the next one uploads it again.
    if (placed.size === 0) {
      standIns.dispose()
      rings.dispose()
    }
  }

  function syncAll(placements: ReadonlyMap<Id, Placement>, view: SceneLayerView): void {
    const stays = (placement: Placement | undefined): placement is Placement =>
      placement?.spaceId === view.spaceId &&
      placement !== undefined &&
      view.hidden?.has(placement.id) !== true
    for (const id of placed.keys()) if (!stays(placements.get(id))) remove(id)
    for (const placement of placements.values()) {
      if (!stays(placement)) continue
      const { id, modelId } = placement
      const look = {
        isSelected: view.selected?.has(id) === true,
        heldBy: view.held?.get(id),
        isDimmed: view.dimmed === true,
        units: view.units ?? 'metric',
      }
      const found = placed.get(id)
      if (found?.modelId === modelId) {
        found.set(placement, look)
        continue
      }
      remove(id)
      const made = createPlacedModel(deps, placement, look)
      placed.set(id, made)
      object.add(made.object)
    }
    listed = [...placed.values()]
    object.visible = placed.size > 0
  }

  return {
    object,
    get isEmpty() {
      return placed.size === 0
    },
    sync(placements, view) {
      const sameView =
        view === lastView ||
        (view.spaceId === lastView.spaceId &&
          view.hidden === lastView.hidden &&
          view.selected === lastView.selected &&
          view.held === lastView.held &&
          view.dimmed === lastView.dimmed &&
          view.units === lastView.units)
      if (placements === lastPlacements && sameView) return
      lastPlacements = placements
      lastView = view
      syncAll(placements, view)
    },
    update() {
      let moves = false
      for (let n = 0; n < listed.length; n++) if (listed[n]?.update() === true) moves = true
      return moves
    },
    dispose() {
      for (const id of placed.keys()) remove(id)
      listed = []
      standIns.dispose()
      rings.dispose()
      sky.dispose()
      sun.dispose()
    },
  }
}
