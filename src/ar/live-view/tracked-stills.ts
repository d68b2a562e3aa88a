import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import { createStillFollower } from '../camera-tracker/create-still-follower.ts'
import { followMarkedStills } from '../camera-tracker/follow-marked-stills.ts'
import type { FollowerState, StillFollower } from '../camera-tracker/still-follower.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'

export interface TrackedStillsOptions {
  readonly scene: Readable<SceneState>
  /** The JPEG of a still, from this device's own memory; undefined while it has not arrived. */
  readonly stillPicture: (stillId: Id) => Promise<Blob | undefined>
  /** Milliseconds, growing. */
  readonly performanceNow: () => number
  /** A frame whose marks are known now, to be shown with them; takes it over. */
  readonly onFrame: (frame: VideoFrame, seen: readonly SeenMarks[]) => void
  /** What is known of the stills has changed. */
  readonly onChange: () => void
  readonly createFollower?: () => StillFollower
}

/**
 * Keeps marks of stills on their surfaces in the expert's live picture. While there are any, a frame is shown when it is known where
 * they are in it, so that picture and marks always belong together; frames that come meanwhile are left out.
 */
export interface TrackedStills {
  /** A frame came. True when it was taken, to be shown a little later by `onFrame`, or left out; false: to be shown as it is. */
  present(video: HTMLVideoElement): boolean
  readonly stills: FollowerState['stills']
  /** The picture of a still has arrived. */
  stillArrived(): void
  /** The stream is another one or none: what waits is not shown any more. */
  clear(): void
  close(): void
}

/** A desk need not rest between pictures as a phone does. */
const NO_PAUSE = (): number => 0
/**
 * A frame is not kept back for longer than this, in milliseconds: the picture goes on without marks. A machine that is known to need
 * longer gets up to twice what the last frame took: rather few pictures with their marks than none with any.
 */
const WAIT = 400
const LONGEST_WAIT = 1500

export function createTrackedStills(options: TrackedStillsOptions): TrackedStills {
  const { scene, stillPicture, performanceNow, onFrame, onChange } = options
  const follower = (options.createFollower ?? (() => createStillFollower({ pause: NO_PAUSE })))()
  const marked = followMarkedStills({ follower, scene, stillPicture })
  /** A frame came while another was looked at: the newest is what should be seen in the end. */
  let leftOut: HTMLVideoElement | undefined
  /** From giving a frame away to its answer, the last time, in milliseconds; the answer may have come too late. */
  let lastTook = 0
  let offered = 0
  let waiting: { readonly frame: VideoFrame; readonly time: number } | undefined

  function drop(): void {
    waiting?.frame.close()
    waiting = undefined
    leftOut = undefined
  }

  const offs = [
    follower.subscribe(onChange),
    follower.onResult(({ time, seen }) => {
      if (time === offered) lastTook = performanceNow() - time
      if (waiting?.time !== time) return
      const { frame } = waiting
      waiting = undefined
      onFrame(frame, seen)
      if (leftOut !== undefined) present(leftOut)
    }),
  ]

  function present(video: HTMLVideoElement): boolean {
    // Without frames that can be held, marks could only run after the picture: they stay on their stills.
    if (typeof VideoFrame !== 'function') return false
    const time = performanceNow()
    if (waiting !== undefined && time - waiting.time < Math.min(Math.max(WAIT, 2 * lastTook), LONGEST_WAIT)) {
      leftOut = video
      return true
    }
    drop()
    if (!follower.wants(time)) return false
    try {
      const frame = new VideoFrame(video)
      waiting = { frame, time }
      offered = time
      follower.offer(frame.clone(), time)
      return true
    } catch {
      return false
    }
  }

  return {
    present,
    get stills() {
      return follower.snapshot().stills
    },
    stillArrived: () => marked.refresh(),
    clear: drop,
    close() {
      drop()
      for (const off of offs) off()
      marked.close()
      follower.close()
    },
  }
}
