import { isPlaceUnsure, type Tracking } from '#domain/capability.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneLayerView } from '../marks/scene-layer.ts'
import type { OwnSide } from './own-side.ts'

/** What is picked, held and dim, as the layer wants it: the same object while nothing changed. Asked every frame. */
export function createLayerView(
  side: Pick<OwnSide, 'selected' | 'heldNames' | 'units'>,
): (spaceId: Id, tracking: Tracking) => SceneLayerView {
  let view: SceneLayerView | undefined
  let pickedId: Id | undefined
  return (spaceId, tracking) => {
    const picked = side.selected.snapshot()
    const held = side.heldNames()
    const dimmed = isPlaceUnsure({ tracking })
    const units = side.units()
    const isSame =
      view?.spaceId === spaceId && view.held === held && view.dimmed === dimmed && view.units === units
    if (view && isSame && pickedId === picked) return view
    const selected =
      view && pickedId === picked ? view.selected : new Set(picked === undefined ? [] : [picked])
    pickedId = picked
    view = { spaceId, selected, held, dimmed, units }
    return view
  }
}
