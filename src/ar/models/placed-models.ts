import { DirectionalLight, Group, HemisphereLight, type Object3D } from 'three'
import type { Id } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneLayerView } from '../marks/scene-layer.ts'
import type { ModelLibrary } from './model-library.ts'
import { createStandIns } from './stand-in.ts'

/** The placed models of one space, with their light, shadow and stand-ins. */
export interface PlacedModels {
  readonly object: Object3D
  sync(placements: ReadonlyMap<Id, Placement>, view: SceneLayerView): void
  dispose(): void
}

/** Shown in place of a model whose size nobody knows, in metres. */
const UNKNOWN_SIZE = [0.2, 0.2, 0.2] as const

interface Placed {
  placement: Placement
  readonly holder: Group
  /** Aborted when it leaves the scene: its load ends, or its model is given back. */
  readonly gone: AbortController
}

/** @param onArrival called when a model, or what stands in for it, has come into the scene: time to draw again */
export function createPlacedModels(models: ModelLibrary, onArrival: () => void = () => {}): PlacedModels {
  const standIns = createStandIns()
  const placed = new Map<Id, Placed>()
  const object = new Group()
  let lastPlacements: ReadonlyMap<Id, Placement> | undefined
  let lastView: SceneLayerView = { spaceId: undefined }

  // The studio around (studio.ts) gives most of the light; these two give it a direction that agrees with lamps above.
  const sky = new HemisphereLight(0xffffff, 0x8f8a84, 0.55)
  const sun = new DirectionalLight(0xfff6ea, 1.5)
  sun.position.set(-0.5, 1.2, 0.7)
  object.add(sky, sun, sun.target)

  function stand(holder: Group, { pose, scale }: Placement): void {
    holder.position.set(...pose.position)
    holder.quaternion.set(...pose.orientation)
    holder.scale.setScalar(scale)
  }

  async function fill(holder: Group, { id, modelId }: Placement, gone: AbortSignal): Promise<void> {
    const listed = await models.index()
    const entry = listed.ok ? listed.value.find((model) => model.id === modelId) : undefined
    const size = entry?.size ?? UNKNOWN_SIZE
    if (placed.get(id)?.holder !== holder) return
    const waiting = standIns.box(size, 'loading')
    holder.add(waiting)
    onArrival()
    const outcome = await models.instantiate(modelId, gone)
    if (placed.get(id)?.holder !== holder) return
    holder.remove(waiting)
    if (outcome.ok) holder.add(standIns.shadow(size), outcome.value)
    else holder.add(standIns.box(size, 'failed'))
    onArrival()
  }

  function add(placement: Placement): void {
    const holder = new Group()
    holder.name = `placement ${placement.modelId}`
    stand(holder, placement)
    const gone = new AbortController()
    placed.set(placement.id, { placement, holder, gone })
    object.add(holder)
    void fill(holder, placement, gone.signal)
  }

  function remove(id: Id): void {
    const found = placed.get(id)
    if (found === undefined) return
    placed.delete(id)
    object.remove(found.holder)
    found.gone.abort()
  }

  return {
    object,
    sync(placements, view) {
      const sameView = view.spaceId === lastView.spaceId && view.hidden === lastView.hidden
      if (placements === lastPlacements && sameView) return
      lastPlacements = placements
      lastView = view
      const stays = (placement: Placement | undefined): placement is Placement =>
        placement?.spaceId === view.spaceId &&
        placement !== undefined &&
        view.hidden?.has(placement.id) !== true
      for (const id of placed.keys()) if (!stays(placements.get(id))) remove(id)
      for (const placement of placements.values()) {
        if (!stays(placement)) continue
        const found = placed.get(placement.id)
        if (found?.placement === placement) continue
        if (found !== undefined && found.placement.modelId === placement.modelId) {
          found.placement = placement
          stand(found.holder, placement)
          continue
        }
        remove(placement.id)
        add(placement)
      }
    },
    dispose() {
      for (const id of placed.keys()) remove(id)
      standIns.dispose()
      sky.dispose()
      sun.dispose()
    },
  }
}
