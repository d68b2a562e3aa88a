import { createImageTracker } from './create-image-tracker.ts'
import type { GreyImage } from './grey-image.ts'
import type { ImageTracker } from './image-tracker.ts'
import type { Box } from './key-points.ts'
import type { MarkPlace, SeenMarks, TrackReport } from './tracking-messages.ts'
import { type StillWindow, windowsFor } from './windows.ts'

/** The worker's side without the worker: pictures of any size, stills that outlive a turned phone. */
export interface TrackingService {
  /** Whether the still shows enough around its marks to be found again. */
  learn(stillId: string, grey: GreyImage, places: readonly MarkPlace[]): boolean
  /** Its marks have changed; false as above, and for a still that is not known. */
  setPlaces(stillId: string, places: readonly MarkPlace[]): boolean
  forget(stillId: string): void
  /** `started` is when the work on this picture began, by the clock that was given. */
  track(grey: GreyImage, time: number, started: number): TrackReport
}

interface LearnedStill {
  readonly grey: GreyImage
  windows: readonly StillWindow[]
}

interface Followed {
  readonly stillId: string
  readonly still: LearnedStill
  readonly window: StillWindow
}

const keyOf = (stillId: string, window: StillWindow): string => `${stillId} ${window.key}`

/** A tracker has memory for one size of picture, so a new size makes a new one that learns the stills again. */
export function createTrackingService(now: () => number): TrackingService {
  const stills = new Map<string, LearnedStill>()
  /** What the tracker knows, by keyframe id. */
  const followed = new Map<string, Followed>()
  let tracker: ImageTracker | undefined
  let width = 0
  let height = 0

  function trackerFor(grey: GreyImage): ImageTracker {
    if (tracker !== undefined && grey.width === width && grey.height === height) return tracker
    width = grey.width
    height = grey.height
    const next = createImageTracker({ width, height })
    tracker = next
    followed.clear()
    for (const [stillId, still] of stills)
      for (const window of still.windows) follow(next, { stillId, still, window })
    return next
  }

  function follow(by: ImageTracker, one: Followed): void {
    const { still, stillId, window } = one
    const key = keyOf(stillId, window)
    const isFit = by.setKeyframe(key, still.grey, {
      focus: window.key === 'whole' ? undefined : pixels(window, still.grey),
      places: window.places.map((place) => pixels(place, still.grey)),
    })
    if (isFit) followed.set(key, one)
  }

  function setPlaces(stillId: string, places: readonly MarkPlace[]): boolean {
    const still = stills.get(stillId)
    if (still === undefined) return false
    const by = tracker ?? trackerFor(still.grey)
    const before = still.windows
    still.windows = windowsFor(places, before)
    for (const window of before) {
      if (still.windows.some(({ key }) => key === window.key)) continue
      by.removeKeyframe(keyOf(stillId, window))
      followed.delete(keyOf(stillId, window))
    }
    for (const window of still.windows) {
      const key = keyOf(stillId, window)
      if (followed.has(key)) {
        by.setPlaces(
          key,
          window.places.map((place) => pixels(place, still.grey)),
        )
        followed.set(key, { stillId, still, window })
      } else follow(by, { stillId, still, window })
    }
    return still.windows.length === 0 || still.windows.some((window) => followed.has(keyOf(stillId, window)))
  }

  function forget(stillId: string): void {
    setPlaces(stillId, [])
    stills.delete(stillId)
  }

  return {
    learn(stillId, grey, places) {
      forget(stillId)
      stills.set(stillId, {
        grey: { width: grey.width, height: grey.height, data: grey.data.slice() },
        windows: [],
      })
      return setPlaces(stillId, places)
    },
    setPlaces,
    forget,
    track(grey, time, started) {
      const seen: SeenMarks[] = []
      for (const { keyframeId, status, homography, confidence, holds } of trackerFor(grey).track(grey)) {
        const one = followed.get(keyframeId)
        if (status === 'lost' || one === undefined) continue
        const markIds = one.window.places.filter((_, n) => holds[n] === 1).map(({ markId }) => markId)
        if (markIds.length === 0) continue
        seen.push({
          stillId: one.stillId,
          homography: inImageCoordinates(homography, one.still.grey, grey),
          confidence,
          markIds,
        })
      }
      return { seen, time, cost: now() - started }
    },
  }
}

const pixels = ({ left, top, right, bottom }: Box, { width, height }: GreyImage): Box => ({
  left: left * width,
  top: top * height,
  right: right * width,
  bottom: bottom * height,
})

/** From pixels of both pictures to shares of their width and height. */
function inImageCoordinates(h: Float64Array, from: GreyImage, to: GreyImage): readonly number[] {
  const columns = [from.width, from.height, 1]
  const rows = [to.width, to.height, 1]
  const scaled = Array.from(h, (value, i) => (value * (columns[i % 3] ?? 1)) / (rows[Math.floor(i / 3)] ?? 1))
  const last = scaled[8] ?? 1
  return scaled.map((value) => value / last)
}
