import type { CameraTracker } from '#ar/camera-tracker/camera-tracker.ts'
import type { FollowedStill } from '#ar/camera-tracker/still-follower.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Tracking, TrackingReason } from '#domain/capability.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { LocalStore } from '#store/local-store.ts'
import type * as cameraMarksParts from './camera-marks-parts.tsx'

type Parts = typeof cameraMarksParts

interface CameraMarksState {
  /** What follows and draws the marks; only while there are any. */
  readonly running: { readonly tracker: CameraTracker; readonly parts: Parts } | undefined
  readonly tracking: Tracking
  readonly trackingReason: TrackingReason | undefined
  /** The newest still whose marks cannot be shown in the picture now. `which`: all of them or some, until their surface comes into view; unfit ones never. */
  readonly outOfView: { readonly stillId: Id; readonly which: 'all' | 'some' | 'unfit' } | undefined
}

/** Marks of stills in the technician's own camera picture, without AR. Nothing is fetched or done before the first such mark is there. */
export interface CameraMarks extends Engine<CameraMarksState> {
  /** The element that shows the camera; undefined while nobody sees it. */
  watch(video: HTMLVideoElement | undefined): void
  /** Gives everything back until somebody sees the camera again: AR needs the phone's memory. */
  rest(): void
}

export interface CameraMarksDeps {
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly media: LocalMedia
}

const NOTHING: CameraMarksState = {
  running: undefined,
  tracking: 'none',
  trackingReason: undefined,
  outOfView: undefined,
}

function hasMarkedStill({ marks, stills }: SceneState): boolean {
  for (const mark of marks.values()) {
    const still = mark.on === 'still' ? stills.get(mark.stillId) : undefined
    if (still !== undefined && still.camera === undefined) return true
  }
  return false
}

function whichOf(status: FollowedStill['status']): 'all' | 'some' | 'unfit' {
  return status === 'unfit' ? 'unfit' : status === 'seen' ? 'some' : 'all'
}

export function createCameraMarks({ shared, store, media }: CameraMarksDeps): CameraMarks {
  const state = createValue<CameraMarksState>(NOTHING)
  const scene = {
    snapshot: () => shared.snapshot().scene,
    subscribe: (onChange: () => void) => shared.subscribe(onChange),
  }
  let video: HTMLVideoElement | undefined
  let isLoading = false
  let closed = false
  let known: SceneState['marks'] | undefined

  const isWanted = (): boolean => !closed && hasMarkedStill(scene.snapshot())

  function publish(): void {
    const { running } = state.snapshot()
    if (running === undefined) return
    const { tracking, trackingReason, stills } = running.tracker.snapshot()
    const [newest] = [...stills]
      .filter(([, { status, isWhole }]) => status === 'lost' || status === 'unfit' || !isWhole)
      .toSorted(([a], [b]) => ageOf(b) - ageOf(a))
    const before = state.snapshot().outOfView
    const outOfView = newest && { stillId: newest[0], which: whichOf(newest[1].status) }
    const isSame = before?.stillId === outOfView?.stillId && before?.which === outOfView?.which
    state.set({ running, tracking, trackingReason, outOfView: isSame ? before : outOfView })
  }

  const ageOf = (stillId: Id): number => scene.snapshot().stills.get(stillId)?.at ?? 0

  async function start(): Promise<void> {
    isLoading = true
    try {
      const parts = await import('./camera-marks-parts.tsx')
      if (!isWanted() || video === undefined || state.snapshot().running !== undefined) return
      const tracker = parts.createCameraTracker({
        scene,
        stillPicture: (stillId) => store.getBlob(stillId),
        cameraTrack: () => media.tracks().camera,
      })
      tracker.watch(video)
      state.set({ ...NOTHING, running: { tracker, parts } })
      tracker.subscribe(publish)
      await tracker.start()
    } catch {
      // Not to be fetched now: the marks stay on their stills, and the next mark asks again.
    } finally {
      isLoading = false
    }
  }

  function stop(): void {
    state.snapshot().running?.tracker.close()
    state.set(NOTHING)
  }

  function follow(): void {
    const { running } = state.snapshot()
    if (!isWanted()) {
      if (running !== undefined) stop()
    } else if (running === undefined && !isLoading && video !== undefined) void start()
  }

  const offs = [
    shared.subscribe(() => {
      const { marks } = scene.snapshot()
      if (marks === known) return
      known = marks
      follow()
    }),
    shared.onStillArrived((stillId) => state.snapshot().running?.tracker.stillArrived(stillId)),
  ]

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    watch(next) {
      if (closed || next === video) return
      video = next
      // Kept while a still covers the picture for a moment: only the looking stops.
      state.snapshot().running?.tracker.watch(next)
      if (next !== undefined) follow()
    },
    rest() {
      video = undefined
      stop()
    },
    close() {
      if (closed) return
      closed = true
      for (const off of offs) off()
      stop()
    },
  }
}
