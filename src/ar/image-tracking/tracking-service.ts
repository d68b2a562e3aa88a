import { createImageTracker, MOST_KEYFRAMES } from './create-image-tracker.ts'
import type { GreyImage } from './grey-image.ts'
import type { ImageTracker } from './image-tracker.ts'
import type { TrackReport } from './tracking-messages.ts'

/** The worker's side without the worker: pictures of any size, keyframes that outlive a turned phone. */
export interface TrackingService {
  /** Whether the picture shows enough to be found again. */
  setKeyframe(id: string, grey: GreyImage): boolean
  removeKeyframe(id: string): void
  /** `started` is when the work on this picture began, by the clock that was given. */
  track(grey: GreyImage, time: number, started: number): TrackReport
}

/** A tracker has memory for one size of picture, so a new size makes a new one that learns the keyframes again. */
export function createTrackingService(now: () => number): TrackingService {
  const keyframes = new Map<string, GreyImage>()
  let tracker: ImageTracker | undefined
  let width = 0
  let height = 0

  function trackerFor(grey: GreyImage): ImageTracker {
    if (tracker !== undefined && grey.width === width && grey.height === height) return tracker
    width = grey.width
    height = grey.height
    const next = createImageTracker({ width, height })
    for (const [id, keyframe] of keyframes) next.setKeyframe(id, keyframe)
    tracker = next
    return next
  }

  return {
    setKeyframe(id, grey) {
      const learned = (tracker ?? trackerFor(grey)).setKeyframe(id, grey)
      keyframes.delete(id)
      if (learned) keyframes.set(id, { width: grey.width, height: grey.height, data: grey.data.slice() })
      const [oldest] = keyframes.keys()
      if (keyframes.size > MOST_KEYFRAMES && oldest !== undefined) keyframes.delete(oldest)
      return learned
    },
    removeKeyframe(id) {
      keyframes.delete(id)
      tracker?.removeKeyframe(id)
    },
    track(grey, time, started) {
      const { status, keyframeId, homography, confidence } = trackerFor(grey).track(grey, time)
      const keyframe = keyframeId === undefined ? undefined : keyframes.get(keyframeId)
      return {
        status,
        keyframeId,
        homography: keyframe === undefined ? undefined : inImageCoordinates(homography, keyframe, grey),
        confidence,
        time,
        cost: now() - started,
      }
    },
  }
}

/** From pixels of both pictures to shares of their width and height. */
function inImageCoordinates(h: Float64Array, from: GreyImage, to: GreyImage): readonly number[] {
  const columns = [from.width, from.height, 1]
  const rows = [to.width, to.height, 1]
  const scaled = Array.from(h, (value, i) => (value * (columns[i % 3] ?? 1)) / (rows[Math.floor(i / 3)] ?? 1))
  const last = scaled[8] ?? 1
  return scaled.map((value) => value / last)
}
