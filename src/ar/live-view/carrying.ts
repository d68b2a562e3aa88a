import { alongRay, distance, type ImagePoint, type Pose, rayThrough } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'
import { movedPose } from '../resolve/moved-pose.ts'
import type { Seen } from './marking.ts'
import type { Schedule } from '../later.ts'
import { guessSurface } from './surface-guess.ts'

/** After the hand let go, answers to its last moves still come; once none came for this long, the last was the last. In milliseconds. */
const QUIET = 350
/** A move that nobody answers in this time is taken back on the screen, in milliseconds. */
const ANSWER_LIMIT = 3000

export interface CarryingOptions {
  readonly scene: () => SceneState
  readonly schedule: Schedule
  readonly onChange: () => void
}

/** What the expert's hand carries, seen at once where the hand is. */
export interface Carrying {
  /** False where it cannot be carried: it is not in that space, or locked. */
  carry(id: Id, point: ImagePoint, seen: Seen): boolean
  letGo(): void
  /** The scene changed: once the hand is open, an answer may be there. */
  settle(scene: SceneState): void
  over(scene: SceneState): SceneState
  clear(): void
}

type Standing =
  | { readonly kind: 'mark'; readonly value: SpaceMark }
  | { readonly kind: 'model'; readonly value: Placement }

export function createCarrying({ scene, schedule, onChange }: CarryingOptions): Carrying {
  let carried:
    | { readonly id: Id; pose: Pose; isHeld: boolean; answer: unknown; cancel: () => void }
    | undefined
  let merged: { readonly scene: SceneState; readonly result: SceneState } | undefined

  function changed(): void {
    merged = undefined
    onChange()
  }

  function clear(): void {
    if (carried === undefined) return
    carried.cancel()
    carried = undefined
    changed()
  }

  return {
    carry(id, point, seen) {
      const standing = standingIn(scene(), id, seen.spaceId)
      if (standing === undefined) return false
      if (carried?.id !== id || !carried.isHeld) {
        clear()
        carried = { id, pose: standing.value.pose, isHeld: true, answer: undefined, cancel: () => {} }
      }
      carried.pose = guessedPose(standing, carried.pose, point, seen, scene())
      changed()
      return true
    },
    letGo() {
      if (carried === undefined || !carried.isHeld) return
      carried.isHeld = false
      carried.answer = valueIn(scene(), carried.id)
      carried.cancel = schedule(ANSWER_LIMIT, clear)
    },
    settle(now) {
      if (carried === undefined) return
      const value = valueIn(now, carried.id)
      if (value === undefined) return clear()
      if (carried.isHeld || value === carried.answer) return
      carried.answer = value
      carried.cancel()
      carried.cancel = schedule(QUIET, clear)
    },
    over(base) {
      if (carried === undefined) return base
      if (merged?.scene === base) return merged.result
      merged = { scene: base, result: withPose(base, carried.id, carried.pose) }
      return merged.result
    },
    clear,
  }
}

function valueIn({ marks, placements }: SceneState, id: Id): unknown {
  return marks.get(id) ?? placements.get(id)
}

/** What can be carried in that space. */
function standingIn(scene: SceneState, id: Id, spaceId: Id): Standing | undefined {
  const mark = scene.marks.get(id)
  if (mark?.on === 'space' && mark.spaceId === spaceId) return { kind: 'mark', value: mark }
  const value = scene.placements.get(id)
  return value?.spaceId === spaceId && value !== undefined && value.isLocked !== true
    ? { kind: 'model', value }
    : undefined
}

/** Where the technician's device will probably put it: by the same rule, from what the expert's side knows of the surfaces. */
function guessedPose(
  { kind, value }: Standing,
  before: Pose,
  point: ImagePoint,
  { camera, frame, spaceId }: Seen,
  scene: SceneState,
): Pose {
  // Without itself, since nothing stands on itself.
  const others = { ...scene, marks: new Map(scene.marks), placements: new Map(scene.placements) }
  others.marks.delete(value.id)
  others.placements.delete(value.id)
  const surface = guessSurface(point, camera, others, spaceId)
  const moved = movedPose(
    { pose: value.pose, quality: value.quality },
    surface,
    { camera, point, frame },
    kind === 'mark' ? 'with-surface' : 'upright',
  )
  if (moved !== undefined) return moved.pose
  // Its plane is seen from the edge: it keeps its distance.
  const ray = rayThrough(point, camera)
  return { ...before, position: alongRay(ray, distance(before.position, camera.pose.position)) }
}

function withPose(scene: SceneState, id: Id, pose: Pose): SceneState {
  const mark = scene.marks.get(id)
  if (mark?.on === 'space') return { ...scene, marks: new Map(scene.marks).set(id, { ...mark, pose }) }
  const placement = scene.placements.get(id)
  if (placement === undefined) return scene
  return { ...scene, placements: new Map(scene.placements).set(id, { ...placement, pose }) }
}
