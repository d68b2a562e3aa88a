import type { Pose } from '#domain/geometry.ts'
import { normaliseQuat } from './maths.ts'
import type { PathPoint } from './phone-simulator.ts'
import { poseAt } from './pose-path.ts'

/** A path may end while nobody draws frames (hidden tab, no session). It is called done this long after its time, ms. */
const UNWATCHED_END = 250

/** Where the phone is. */
export interface Motion {
  pose(): Pose
  setPose(pose: Pose): void
  play(path: readonly PathPoint[]): Promise<void>
  /** Each frame calls this first, with a clock in milliseconds that only grows. */
  tick(now: number): void
}

interface Playing {
  readonly path: readonly PathPoint[]
  readonly end: number
  readonly done: () => void
  start: number | undefined
}

/** @param later runs something after some milliseconds and returns its off-function */
export function createMotion(start: Pose, later: (run: () => void, ms: number) => () => void): Motion {
  let pose = start
  let playing: Playing | undefined
  let cancelEnd = (): void => undefined

  const finish = (): void => {
    cancelEnd()
    const { done } = playing ?? {}
    playing = undefined
    done?.()
  }

  return {
    pose: () => pose,
    setPose(next) {
      finish()
      pose = { position: next.position, orientation: normaliseQuat(next.orientation) }
    },
    play(points) {
      finish()
      const path = points.toSorted((a, b) => a.t - b.t)
      const end = path.at(-1)?.t
      if (end === undefined) return Promise.resolve()
      return new Promise((done) => {
        playing = { path, end, done, start: undefined }
        cancelEnd = later(() => {
          pose = poseAt(path, end) ?? pose
          finish()
        }, end + UNWATCHED_END)
      })
    },
    tick(now) {
      if (!playing) return
      // The first frame after play() shows the path's beginning, however long the frame took to come.
      if (playing.start === undefined) {
        playing.start = now
        cancelEnd()
        const { path, end } = playing
        cancelEnd = later(() => {
          pose = poseAt(path, end) ?? pose
          finish()
        }, end + UNWATCHED_END)
      }
      const t = now - playing.start
      pose = poseAt(playing.path, t) ?? pose
      if (t >= playing.end) finish()
    },
  }
}
