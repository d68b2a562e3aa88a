import type { Readable } from '#domain/engine.ts'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { PlacementQuality, SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { movedPose } from './moved-pose.ts'
import { resolveSurface } from './resolve-surface.ts'
import type { Aim } from './surface.ts'
import type { SurfaceFinder } from './surface-finder.ts'

/** What is dragged is put into the scene log at most this often, in milliseconds: the log keeps every version of it. */
const PUT_EVERY_MS = 200
/** Where no surface was found is tried again this often and this long after the last move: surfaces are found as the phone moves. */
const RETRY_EVERY_MS = 250
const RETRY_FOR_MS = 3000

export interface MoverDeps {
  readonly finder: SurfaceFinder
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  readonly spaceId: () => Id | undefined
  /** Whether this person may move it now: nobody else's hand is on it. */
  readonly mayMove: (id: Id, by: Id) => boolean
  /** Where something is just now, before the scene has it; undefined: it stands where the scene says. For this device's own screen. */
  readonly onMove?: ((id: Id, pose: Pose | undefined) => void) | undefined
}

/** Takes what stands in the scene to other points of the surfaces. */
export interface Mover {
  /**
   * The newest wish for it; while the device is still asked about an older one, only the newest matters.
   * @param gesture the press of the hand that it belongs to, said with each put; what an earlier one has found is put first
   */
  move(id: Id, aim: Aim, by: Id, gesture?: Id): void
  /** Once per frame. */
  tick(): void
  clear(): void
}

interface Found {
  readonly pose: Pose
  readonly quality: PlacementQuality
}

interface Wish {
  readonly aim: Aim
  readonly gesture: Id | undefined
}

interface Move {
  readonly by: Id
  wish: Wish
  isAsking: boolean
  /** Found and not put yet, and in which gesture. */
  found: Found | undefined
  foundIn: Id | undefined
  /** As it was put last. */
  put: Found | undefined
  putAt: number
  movedAt: number
  askedAt: number
}

type Item =
  | { readonly kind: 'mark'; readonly value: SpaceMark }
  | { readonly kind: 'placement'; readonly value: Placement }

/** A mark or an unlocked model that stands in this space. */
export function movableIn(scene: SceneState, id: Id, spaceId: Id | undefined): Item | undefined {
  const mark = scene.marks.get(id)
  if (mark?.on === 'space') return mark.spaceId === spaceId ? { kind: 'mark', value: mark } : undefined
  const value = scene.placements.get(id)
  return value?.spaceId === spaceId && value !== undefined && value.isLocked !== true
    ? { kind: 'placement', value }
    : undefined
}

export function createMover(deps: MoverDeps): Mover {
  const { finder, scene, commit, performanceNow, spaceId, mayMove, onMove = () => undefined } = deps
  const moves = new Map<Id, Move>()

  const itemOf = (id: Id, move: Move): Item | undefined =>
    mayMove(id, move.by) ? movableIn(scene.snapshot(), id, spaceId()) : undefined

  const put = (id: Id, move: Move): void => {
    const item = itemOf(id, move)
    const { found, by, foundIn } = move
    const whose = { by, ...(foundIn !== undefined && { gesture: foundIn }) }
    move.found = undefined
    if (item === undefined || found === undefined) return
    move.putAt = performanceNow()
    move.put = found
    if (item.kind === 'mark') commit({ kind: 'mark.put', mark: { ...item.value, ...found }, ...whose })
    else commit({ kind: 'placement.put', placement: { ...item.value, ...found }, ...whose })
  }

  const isDue = ({ putAt }: Move): boolean => performanceNow() - putAt >= PUT_EVERY_MS

  const drop = (id: Id): void => {
    moves.delete(id)
    onMove(id, undefined)
  }

  /** One question at a time: a drag is faster than a phone can answer. */
  const ask = async (id: Id, move: Move): Promise<void> => {
    move.isAsking = true
    for (;;) {
      const { wish } = move
      const { aim, gesture } = wish
      move.askedAt = performanceNow()
      const surface = await resolveSurface(aim, finder)
      const item = moves.get(id) === move ? itemOf(id, move) : undefined
      if (item === undefined) {
        // Gone, locked, in somebody else's hand or in another space: what was asked for has no answer any more.
        if (moves.get(id) === move) drop(id)
        break
      }
      const lean = item.kind === 'mark' ? 'with-surface' : 'upright'
      const found = movedPose(item.value, surface, aim, lean)
      if (found) {
        if (move.found && move.foundIn !== gesture) put(id, move)
        move.found = found
        move.foundIn = gesture
        onMove(id, found.pose)
      }
      if (move.found && isDue(move)) put(id, move)
      if (move.wish === wish) break
    }
    move.isAsking = false
  }

  /** Its last place was only approximate, and it stands there still: a better answer is welcome. */
  const isSeeking = (id: Id, move: Move): boolean => {
    if (move.put?.quality !== 'approximate') return false
    return itemOf(id, move)?.value.pose === move.put.pose
  }

  return {
    move(id, aim, by, gesture) {
      const time = performanceNow()
      const before = moves.get(id)
      const wish = { aim, gesture }
      const move: Move =
        before?.by === by
          ? before
          : {
              by,
              wish,
              isAsking: false,
              found: undefined,
              foundIn: undefined,
              put: undefined,
              putAt: -Infinity,
              movedAt: 0,
              askedAt: 0,
            }
      if (itemOf(id, move) === undefined) return
      move.wish = wish
      move.movedAt = time
      moves.set(id, move)
      if (!move.isAsking) void ask(id, move)
    },
    tick() {
      if (moves.size === 0) return
      const time = performanceNow()
      for (const [id, move] of moves) {
        if (move.found && isDue(move)) put(id, move)
        if (move.isAsking || move.found) continue
        if (time - move.movedAt > RETRY_FOR_MS) drop(id)
        else if (time - move.askedAt >= RETRY_EVERY_MS && isSeeking(id, move)) void ask(id, move)
      }
    },
    clear() {
      for (const id of moves.keys()) drop(id)
    },
  }
}
