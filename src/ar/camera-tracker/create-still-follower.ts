import { createSignal, createValue } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { createTrackerClient, type TrackerClient } from '../image-tracking/tracker-client.ts'
import type { MarkPlace, SeenMarks, TrackReport } from '../image-tracking/tracking-messages.ts'
import { pauseAfter } from './pace.ts'
import type { FollowedStill, FollowerState, FollowResult, StillFollower } from './still-follower.ts'

export interface StillFollowerOptions {
  /** Starts the worker; left out, the real one. */
  readonly createClient?: () => TrackerClient
  /** How long to rest from one picture to the next, for what the last one cost, in milliseconds. */
  readonly pause?: (cost: number) => number
}

/** A still that is missing in so many pictures in a row is out of view; for fewer its chip would only flicker. */
const OUT_OF_VIEW = 4
/** What is not found in so many pictures, some two seconds, is not in the picture. */
const SEARCH_LONG = 30
/** Steady from this confidence on, and no more under the other. */
const STEADY = 0.6
const UNSTEADY = 0.45

const NEW: FollowedStill = { status: 'searching', confidence: 0, isSteady: false, isWhole: true }

interface Known {
  places: readonly MarkPlace[]
  /** Of its pictures, so that one that was decoded late does not come over a newer one. */
  picture: number
  isLearned: boolean
  missedFor: number
  /** Pictures in a row in which not all of its marks were seen. */
  partlyFor: number
}

export function createStillFollower({
  createClient = createTrackerClient,
  pause = pauseAfter,
}: StillFollowerOptions = {}): StillFollower {
  const state = createValue<FollowerState>({ stills: new Map(), trouble: undefined })
  const results = createSignal<[FollowResult]>()
  const known = new Map<Id, Known>()
  let client: TrackerClient | undefined
  let notBefore = 0
  let closed = false

  function put(stillId: Id, next: FollowedStill | undefined): void {
    const before = state.snapshot().stills
    const same = before.get(stillId)
    if (same === next || (same && next && isSaidAlike(same, next))) return
    const stills = new Map(before)
    if (next === undefined) stills.delete(stillId)
    else stills.set(stillId, next)
    state.set({ ...state.snapshot(), stills })
  }

  function start(): TrackerClient {
    if (client !== undefined) return client
    const started = createClient()
    client = started
    started.onLearned((stillId, isFit) => {
      const still = known.get(stillId)
      if (still === undefined) return
      still.isLearned = isFit
      const { status } = state.snapshot().stills.get(stillId) ?? NEW
      if (!isFit) put(stillId, { ...NEW, status: 'unfit' })
      else if (status === 'unfit') put(stillId, NEW)
    })
    started.onReport(report)
    started.onFailed((why) => {
      client = undefined
      for (const stillId of known.keys()) put(stillId, { ...NEW, status: 'unfit' })
      state.set({ ...state.snapshot(), trouble: why })
      results.emit({ time: notBefore, seen: [] })
    })
    return started
  }

  function report({ seen, time, cost }: TrackReport): void {
    notBefore = time + pause(cost)
    for (const [stillId, still] of known) {
      if (!still.isLearned) continue
      const best = bestOf(seen, stillId)
      const before = state.snapshot().stills.get(stillId) ?? NEW
      still.missedFor = best === undefined ? still.missedFor + 1 : 0
      if (best !== undefined) {
        const isSteady = best.confidence > (before.isSteady ? UNSTEADY : STEADY)
        still.partlyFor = showsAll(seen, stillId, still.places) ? 0 : still.partlyFor + 1
        const isWhole = still.partlyFor < OUT_OF_VIEW && (before.isWhole || still.partlyFor === 0)
        put(stillId, { status: 'seen', confidence: best.confidence, isSteady, isWhole })
      } else if (still.missedFor >= (before.status === 'searching' ? SEARCH_LONG : OUT_OF_VIEW))
        put(stillId, { ...NEW, status: 'lost' })
    }
    results.emit({ time, seen: seen.filter(({ stillId }) => known.has(stillId)) })
  }

  async function learn(stillId: Id, still: Known, picture: ImageBitmap | Blob): Promise<void> {
    still.picture++
    const { picture: question } = still
    const isWanted = (): boolean => !closed && known.get(stillId) === still && still.picture === question
    try {
      const bitmap = picture instanceof Blob ? await createImageBitmap(picture) : picture
      if (!isWanted()) return bitmap.close()
      start().learn(stillId, bitmap, still.places)
    } catch {
      // A broken picture: nobody can find it again.
      if (isWanted()) put(stillId, { ...NEW, status: 'unfit' })
    }
  }

  function forget(stillId: Id): void {
    if (!known.delete(stillId)) return
    put(stillId, undefined)
    client?.forget(stillId)
    if (known.size > 0) return
    // Nothing to look for: the worker and its memory go.
    client?.close()
    client = undefined
    notBefore = 0
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    follow(stillId, picture, places) {
      if (closed) return
      const still = known.get(stillId) ?? { places, picture: 0, isLearned: false, missedFor: 0, partlyFor: 0 }
      still.places = places
      known.set(stillId, still)
      put(stillId, NEW)
      void learn(stillId, still, picture)
    },
    setPlaces(stillId, places) {
      const still = known.get(stillId)
      if (still === undefined || still.places === places) return
      still.places = places
      client?.setPlaces(stillId, places)
    },
    forget,
    wants(time) {
      if (client === undefined || client.isBusy() || time < notBefore) return false
      for (const still of known.values()) if (still.isLearned) return true
      return false
    },
    offer(picture, time) {
      if (client !== undefined) return client.offer(picture, time)
      picture.close()
      return false
    },
    onResult: results.on,
    close() {
      if (closed) return
      closed = true
      for (const stillId of known.keys()) forget(stillId)
    },
  }
}

function isSaidAlike(a: FollowedStill, b: FollowedStill): boolean {
  return a.status === b.status && a.isSteady === b.isSteady && a.isWhole === b.isWhole
}

function showsAll(seen: readonly SeenMarks[], stillId: Id, places: readonly MarkPlace[]): boolean {
  return places.every(({ markId }) =>
    seen.some((one) => one.stillId === stillId && one.markIds.includes(markId)),
  )
}

function bestOf(seen: readonly SeenMarks[], stillId: Id): SeenMarks | undefined {
  let best: SeenMarks | undefined
  for (const one of seen) if (one.stillId === stillId && one.confidence > (best?.confidence ?? 0)) best = one
  return best
}
