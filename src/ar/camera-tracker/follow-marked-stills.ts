import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { MarkPlace } from '../image-tracking/tracking-messages.ts'
import { placesByStill } from './mark-place.ts'
import type { StillFollower } from './still-follower.ts'

/** Stills that are followed at once, the newest first; each costs time in every picture. */
const MOST_STILLS = 6

export interface MarkedStillsDeps {
  readonly follower: StillFollower
  readonly scene: Readable<SceneState>
  /** The JPEG of a still, from the device's own memory; undefined while it has not arrived. */
  readonly stillPicture: (stillId: Id) => Promise<Blob | undefined>
}

/** Keeps the follower at the scene's stills that have marks: learns them, tells of changed marks, forgets what has none. */
export interface MarkedStills {
  /** Looks again: the picture of a still may have arrived. */
  refresh(): void
  close(): void
}

/** Stills of AR are left alone: their marks stand in the world. */
export function followMarkedStills({ follower, scene, stillPicture }: MarkedStillsDeps): MarkedStills {
  /** With the places that the follower knows. */
  const followed = new Map<Id, readonly MarkPlace[]>()
  const asking = new Set<Id>()
  let lastMarks: ReadonlyMap<Id, Mark> | undefined
  let closed = false

  async function learn(stillId: Id): Promise<void> {
    if (asking.has(stillId)) return
    asking.add(stillId)
    const jpeg = await stillPicture(stillId).catch(() => undefined)
    asking.delete(stillId)
    const places = placesByStill(scene.snapshot().marks).get(stillId)
    if (closed || jpeg === undefined || places === undefined || followed.has(stillId)) return
    followed.set(stillId, places)
    follower.follow(stillId, jpeg, places)
  }

  function refresh(): void {
    const { marks, stills } = scene.snapshot()
    const places = placesByStill(marks)
    const wanted = [...places.keys()]
      .map((id) => stills.get(id))
      .filter((still) => still !== undefined && still.camera === undefined)
      .toSorted((a, b) => (b?.at ?? 0) - (a?.at ?? 0))
      .slice(0, MOST_STILLS)
      .flatMap((still) => (still === undefined ? [] : [still.id]))
    for (const stillId of followed.keys()) {
      if (wanted.includes(stillId)) continue
      followed.delete(stillId)
      follower.forget(stillId)
    }
    for (const stillId of wanted) {
      const [before, next] = [followed.get(stillId), places.get(stillId)]
      if (before === undefined || next === undefined) void learn(stillId)
      else if (!samePlaces(before, next)) {
        followed.set(stillId, next)
        follower.setPlaces(stillId, next)
      }
    }
  }

  const off = scene.subscribe(() => {
    const { marks } = scene.snapshot()
    if (marks === lastMarks) return
    lastMarks = marks
    refresh()
  })
  refresh()

  return {
    refresh,
    close() {
      closed = true
      off()
      for (const stillId of followed.keys()) follower.forget(stillId)
      followed.clear()
    },
  }
}

function samePlaces(a: readonly MarkPlace[], b: readonly MarkPlace[]): boolean {
  return (
    a.length === b.length &&
    a.every((place, n) => {
      const other = b[n]
      return (
        other !== undefined &&
        place.markId === other.markId &&
        place.left === other.left &&
        place.top === other.top &&
        place.right === other.right &&
        place.bottom === other.bottom
      )
    })
  )
}
