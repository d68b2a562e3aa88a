import type { Capability } from '#domain/capability.ts'

/**
 * What is sent at each level of load: the longer edge of the picture in pixels, and frames a second. Each step down halves
 * what is drawn, read back and encoded. Size goes before rate: a smaller picture is still smooth, and a held still is asked for sharp.
 */
const LEVELS = [
  { longEdge: 1280, framesPerSecond: 24 },
  { longEdge: 896, framesPerSecond: 24 },
  { longEdge: 640, framesPerSecond: 24 },
  { longEdge: 640, framesPerSecond: 12 },
] as const

/** An AR frame that takes longer than this is felt by the hand that holds the phone, in milliseconds. */
const SLOW_FRAME_MS = 25
/** Phones whose AR runs at 30 frames a second are not slow at 33 ms: slow is also relative to the best that was seen. */
const SLOWER_THAN_BEST = 1.4
/** How long it must stay slow before a step down, and fast before a step up. A step up that fails doubles the wait. */
const DOWN_AFTER_MS = 3000
const UP_AFTER_MS = 20_000
const UP_AFTER_MOST_MS = 160_000
/** Weight of one frame in the running average: about a quarter of a second. */
const SMOOTHING = 0.08
/** Longer gaps are pauses of the session, not load. */
const PAUSE_MS = 500
/**
 * After its start a phone is busy with loading, whatever it can do later: nothing is concluded from its first frames, in milliseconds.
 * A phone that really is too hot to begin with sends too much for that long.
 */
const SETTLING_MS = 10_000
/** Frames that must be seen before the average is believed. */
const WARM_UP_FRAMES = 8

/**
 * Decides which AR frames are sent, and how large; also how much of the camera's picture is sent without AR. Pure but for its own memory; the time is an argument. A phone says nothing of its heat to
 * a page: frames that stay slow are how it shows.
 */
export interface Pace {
  /** Once per AR frame, with a monotonic time in milliseconds. True when this frame is to be sent. */
  tick(time: number): boolean
  /** The battery asks for at least so many steps down; see battery.ts. */
  spare(steps: number): void
  readonly longEdge: number
  readonly framesPerSecond: number
  /** Why less is sent than could be; undefined while all is. */
  readonly saving: Capability['saving']
}

export function createPace(): Pace {
  /** Steps down for the load, and at least for the battery. */
  let level = 0
  let spared = 0
  let startedAt: number | undefined
  let last: number | undefined
  let frames = 0
  let average = 0
  let best = Number.POSITIVE_INFINITY
  let sinceSlow: number | undefined
  let sinceFast: number | undefined
  let upAfter = UP_AFTER_MS
  let due: number | undefined

  const current = (): (typeof LEVELS)[number] => LEVELS[Math.max(level, spared)] ?? LEVELS[0]

  const move = (step: number): void => {
    level = Math.min(LEVELS.length - 1, Math.max(0, level + step))
    sinceSlow = undefined
    sinceFast = undefined
  }

  const weigh = (time: number, gap: number): void => {
    average = frames === 0 ? gap : average + (gap - average) * SMOOTHING
    frames++
    if (frames < WARM_UP_FRAMES) return
    best = Math.min(best, average)
    if (average > Math.max(SLOW_FRAME_MS, best * SLOWER_THAN_BEST)) {
      sinceFast = undefined
      sinceSlow ??= time
      if (time - sinceSlow < DOWN_AFTER_MS || level === LEVELS.length - 1) return
      if (level > 0) upAfter = Math.min(upAfter * 2, UP_AFTER_MOST_MS)
      move(1)
    } else {
      sinceSlow = undefined
      sinceFast ??= time
      if (time - sinceFast >= upAfter && level > 0) move(-1)
    }
  }

  return {
    tick(time) {
      const gap = last === undefined ? 0 : time - last
      last = time
      startedAt ??= time
      const isSettled = time - startedAt >= SETTLING_MS
      if (isSettled && gap > 0 && gap < PAUSE_MS) weigh(time, gap)
      const every = 1000 / current().framesPerSecond
      // Frames come at the device's own beat: the plan runs on evenly, and the frame nearest to it is taken.
      if (due !== undefined && time < due - Math.min(gap, every) / 2) return false
      due = due === undefined || time - due > every ? time + every : due + every
      return true
    },
    spare(steps) {
      spared = Math.min(LEVELS.length - 1, Math.max(0, steps))
    },
    get longEdge() {
      return current().longEdge
    },
    get framesPerSecond() {
      return current().framesPerSecond
    },
    get saving() {
      if (level > spared) return 'heat'
      return spared > 0 ? 'battery' : undefined
    },
  }
}
