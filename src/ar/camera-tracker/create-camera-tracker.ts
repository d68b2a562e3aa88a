import type { Tracking, TrackingReason } from '#domain/capability.ts'
import { createSignal, createValue, type Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { succeed } from '#domain/problem.ts'
import type { SceneState } from '#domain/scene.ts'
import type { TrackedPicture } from '../image-tracking/tracking-messages.ts'
import type { CameraTracker, CameraTrackerState } from './camera-tracker.ts'
import { createStillFollower } from './create-still-follower.ts'
import { followMarkedStills, type MarkedStills } from './follow-marked-stills.ts'
import type { FollowedStill, FollowResult, StillFollower } from './still-follower.ts'
import { watchVideo } from './watch-video.ts'

export interface CameraTrackerOptions {
  readonly scene: Readable<SceneState>
  /** The JPEG of a still, from this device's own memory; undefined while it has not arrived. */
  readonly stillPicture: (stillId: Id) => Promise<Blob | undefined>
  /** The camera's track while it is open. */
  readonly cameraTrack: () => MediaStreamTrack | undefined
  readonly createFollower?: () => StillFollower
}

const OFF: CameraTrackerState = {
  status: 'off',
  ladder: 'camera',
  tracking: 'none',
  trackingReason: undefined,
  features: ['image-tracking'],
  picture: { width: 0, height: 0, stripRows: 0 },
  hint: undefined,
  stills: new Map(),
}

const NO_FOLLOWING = 'Marks stay on their stills: this browser cannot follow them in the live picture.'

export function createCameraTracker(options: CameraTrackerOptions): CameraTracker {
  const { scene, stillPicture, cameraTrack, createFollower = createStillFollower } = options
  const state = createValue<CameraTrackerState>(OFF)
  const results = createSignal<[FollowResult, TrackedPicture | undefined]>()
  let running: { readonly follower: StillFollower; readonly stills: MarkedStills } | undefined
  let video: HTMLVideoElement | undefined
  let offVideo: (() => void) | undefined

  function publish(): void {
    if (running === undefined) return state.set(OFF)
    const { stills, trouble } = running.follower.snapshot()
    const { width = 0, height = 0 } = cameraTrack()?.getSettings() ?? {}
    const { tracking, trackingReason } = trackingOf([...stills.values()])
    state.set({
      ...OFF,
      status: 'running',
      tracking,
      trackingReason,
      picture: { width, height, stripRows: 0 },
      hint: trouble === undefined ? undefined : NO_FOLLOWING,
      stills,
    })
  }

  function look(): void {
    offVideo?.()
    offVideo = undefined
    if (running !== undefined && video !== undefined)
      offVideo = watchVideo(video, running.follower, results.emit)
  }

  function stop(): void {
    running?.stills.close()
    running?.follower.close()
    running = undefined
    look()
    publish()
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    get track() {
      return cameraTrack()
    },
    async start() {
      if (running !== undefined) return succeed(undefined)
      const follower = createFollower()
      follower.subscribe(publish)
      running = { follower, stills: followMarkedStills({ follower, scene, stillPicture }) }
      look()
      publish()
      return succeed(undefined)
    },
    async stop() {
      stop()
    },
    watch(next) {
      if (next === video) return
      video = next
      look()
      // What nobody sees is not shown from memory when somebody looks again.
      if (next === undefined) results.emit({ time: 0, seen: [] }, undefined)
    },
    stillArrived: () => running?.stills.refresh(),
    onResult: results.on,
    close: stop,
  }
}

/** What is said of the whole picture: the best of its stills. */
function trackingOf(stills: readonly FollowedStill[]): {
  readonly tracking: Tracking
  readonly trackingReason: TrackingReason | undefined
} {
  const has = (status: FollowedStill['status']): boolean => stills.some((still) => still.status === status)
  if (stills.length === 0) return { tracking: 'none', trackingReason: undefined }
  if (has('seen')) {
    const isSteady = stills.some((still) => still.isSteady)
    return { tracking: isSteady ? 'good' : 'limited', trackingReason: undefined }
  }
  if (has('lost')) return { tracking: 'lost', trackingReason: undefined }
  if (has('searching')) return { tracking: 'starting', trackingReason: undefined }
  return { tracking: 'none', trackingReason: 'nothing-to-hold-on-to' }
}
