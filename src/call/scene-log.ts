import type { Id } from '#domain/ids.ts'
import {
  compareOperations,
  emptyScene,
  foldScene,
  type SceneOperation,
  type SceneState,
} from '#domain/scene.ts'

/** Operations between two kept folds: what a late arrival costs at most, against one copy of the scene's maps each. */
const CHECKPOINT_EVERY = 256

/** Kept folds. Arrivals older than the oldest of them are rare (a device that was offline) and fold from the start. */
const CHECKPOINTS = 8

/** The fold of the first `count` operations. */
interface Checkpoint {
  readonly count: number
  readonly scene: SceneState
}

/**
 * The operations of one session in log order with their fold, which is always what `foldScene` says, in whatever order and
 * however often they arrive. An operation at the end costs one step, not a fold of the whole log.
 */
export interface SceneLog {
  scene(): SceneState
  /** The highest Lamport clock seen; the next own operation takes one more. */
  clock(): number
  operations(): readonly SceneOperation[]
  /** Takes in what is not known yet and returns just that, in log order. */
  merge(operations: readonly SceneOperation[]): readonly SceneOperation[]
}

export function createSceneLog(): SceneLog {
  const known = new Set<Id>()
  let log: SceneOperation[] = []
  let checkpoints: Checkpoint[] = []
  let scene = emptyScene

  /** Index of the first operation that comes after `operation`. */
  function placeOf(operation: SceneOperation): number {
    let low = 0
    let high = log.length
    while (low < high) {
      const middle = (low + high) >> 1
      const there = log[middle]
      if (there !== undefined && compareOperations(there, operation) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function foldFrom(start: Checkpoint): void {
    let { count } = start
    scene = start.scene
    while (count < log.length) {
      const to = Math.min(log.length, count + CHECKPOINT_EVERY)
      scene = foldScene(log.slice(count, to), scene)
      count = to
      if (count - (checkpoints.at(-1)?.count ?? 0) >= CHECKPOINT_EVERY) checkpoints.push({ count, scene })
    }
    if (checkpoints.length > CHECKPOINTS) checkpoints = checkpoints.slice(-CHECKPOINTS)
  }

  return {
    scene: () => scene,
    clock: () => log.at(-1)?.clock ?? 0,
    operations: () => log,
    merge(operations) {
      const fresh: SceneOperation[] = []
      for (const operation of operations) {
        if (known.has(operation.id)) continue
        known.add(operation.id)
        fresh.push(operation)
      }
      fresh.sort(compareOperations)
      const [first] = fresh
      if (first === undefined) return fresh

      const from = placeOf(first)
      if (from === log.length) {
        const start = { count: log.length, scene }
        log = [...log, ...fresh]
        foldFrom(start)
      } else {
        log = [...log.slice(0, from), ...[...log.slice(from), ...fresh].sort(compareOperations)]
        checkpoints = checkpoints.filter((checkpoint) => checkpoint.count <= from)
        foldFrom(checkpoints.at(-1) ?? { count: 0, scene: emptyScene })
      }
      return fresh
    },
  }
}
