import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'
import { uprightPose } from '../resolve/surface.ts'
import type { Seen } from './marking.ts'
import type { Schedule } from '../later.ts'
import { guessSurface } from './surface-guess.ts'

/** How long a placed model waits for the technician's answer before it is taken away, in milliseconds. */
const ANSWER_LIMIT = 5000

/** The ghost's id: no placement has it, since ids are made at random (version 4). */
const GHOST = '00000000-0000-0000-0000-000000000000'

export interface ProvisionalModelsOptions {
  readonly self: Id
  readonly now: () => number
  readonly schedule: Schedule
  readonly scene: () => SceneState
  readonly onChange: () => void
  readonly onUnanswered: (placementId: Id) => void
}

/** Models that are being placed here: the ghost under the pointer, and those that wait for the technician's answer. */
export interface ProvisionalModels {
  setGhost(modelId: string | undefined): void
  readonly hasGhost: boolean
  /** Puts the ghost where it would stand; undefined hides it. Called before each draw. */
  aim(point: ImagePoint | undefined, seen: Seen | undefined): void
  place(placementId: Id, modelId: string, point: ImagePoint, seen: Seen): void
  /** The scene changed: what was answered gives way. */
  settle(scene: SceneState): void
  over(scene: SceneState): SceneState
  clear(): void
}

export function createProvisionalModels(options: ProvisionalModelsOptions): ProvisionalModels {
  const { self, now, schedule, scene, onChange, onUnanswered } = options
  const waiting = new Map<Id, { readonly placement: Placement; readonly cancel: () => void }>()
  let ghostModel: string | undefined
  let ghost: Placement | undefined
  let merged: { readonly scene: SceneState; readonly result: SceneState } | undefined

  function changed(): void {
    merged = undefined
    onChange()
  }

  function standing(id: Id, modelId: string, point: ImagePoint, { camera, spaceId }: Seen): Placement {
    const surface = guessSurface(point, camera, scene(), spaceId)
    const pose = uprightPose(surface.point, camera)
    return { id, author: self, at: now(), modelId, spaceId, quality: 'provisional', pose, scale: 1 }
  }

  function drop(id: Id): void {
    const one = waiting.get(id)
    if (one === undefined) return
    one.cancel()
    waiting.delete(id)
    changed()
  }

  return {
    setGhost(modelId) {
      if (modelId === ghostModel) return
      ghostModel = modelId
      ghost = undefined
      changed()
    },
    get hasGhost() {
      return ghostModel !== undefined
    },
    aim(point, seen) {
      const next =
        ghostModel !== undefined && point !== undefined && seen !== undefined
          ? standing(GHOST, ghostModel, point, seen)
          : undefined
      if (next === undefined && ghost === undefined) return
      ghost = next
      merged = undefined
    },
    place(placementId, modelId, point, seen) {
      const placement = standing(placementId, modelId, point, seen)
      const cancel = schedule(ANSWER_LIMIT, () => {
        drop(placementId)
        onUnanswered(placementId)
      })
      waiting.set(placementId, { placement, cancel })
      changed()
    },
    settle({ placements }) {
      for (const id of waiting.keys()) if (placements.has(id)) drop(id)
    },
    over(base) {
      if (waiting.size === 0 && ghost === undefined) return base
      if (merged?.scene === base) return merged.result
      const placements = new Map(base.placements)
      for (const [id, { placement }] of waiting) placements.set(id, placement)
      if (ghost !== undefined) placements.set(GHOST, ghost)
      merged = { scene: base, result: { ...base, placements } }
      return merged.result
    },
    clear() {
      for (const id of waiting.keys()) drop(id)
    },
  }
}
