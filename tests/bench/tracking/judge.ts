import { identity3, invert3, mapX, mapY, type Matrix3, multiply3 } from '#ar/image-tracking/matrix3.ts'
import type { TrackStatus } from '#ar/image-tracking/image-tracker.ts'
import { HEIGHT, WIDTH } from './camera.ts'

/** Five marks on the keyframe, in its pixels at 640 x 480: the middle and a quarter off it. */
const ANCHORS = [
  [320, 240],
  [160, 120],
  [480, 120],
  [160, 360],
  [480, 360],
] as const

/** What became of one picture. */
export interface Sample {
  readonly second: number
  readonly status: TrackStatus
  /** How many of the five marks are truly in the picture. */
  readonly inPicture: number
  /** Mean distance of the marks that are, or are shown, in the picture, in pixels at 640 x 480; undefined when none is shown. */
  readonly error: number | undefined
  readonly milliseconds: number
}

const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT

/** Both are keyframe to current at 640 x 480; `claim` is undefined when the tracker says lost. */
export function compare(truth: Matrix3, claim: Matrix3 | undefined): Pick<Sample, 'inPicture' | 'error'> {
  let inPicture = 0
  let sum = 0
  let count = 0
  for (const [x, y] of ANCHORS) {
    const [tx, ty] = [mapX(truth, x, y), mapY(truth, x, y)]
    if (isInside(tx, ty)) inPicture++
    if (claim === undefined) continue
    const [cx, cy] = [mapX(claim, x, y), mapY(claim, x, y)]
    if (!isInside(tx, ty) && !isInside(cx, cy)) continue
    sum += Math.hypot(cx - tx, cy - ty)
    count++
  }
  return { inPicture, error: count === 0 ? undefined : sum / count }
}

/** Keyframe to current from surface to keyframe and surface to current. */
export function truthOf(surfaceToKey: Matrix3, surfaceToNow: Matrix3): Matrix3 {
  const truth = identity3()
  invert3(truth, surfaceToKey)
  multiply3(truth, surfaceToNow, truth)
  return truth
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export interface Verdict {
  readonly median: number
  readonly p95: number
  readonly worst: number
  /** Share of the pictures with three marks or more in them in which they were shown, 0 to 100. */
  readonly tracked: number
  /** Seconds from three marks being back in the picture (or lost while in it) until they are shown again. */
  readonly gaps: readonly number[]
  readonly ms: readonly number[]
}

const ENOUGH = 3

export function verdictOf(samples: readonly Sample[], framesPerSecond: number): Verdict {
  const errors = samples.flatMap(({ error }) => (error === undefined ? [] : [error]))
  const visible = samples.filter(({ inPicture }) => inPicture >= ENOUGH)
  const shown = visible.filter(({ status }) => status !== 'lost')
  const gaps: number[] = []
  let lostFor = 0
  for (const { inPicture, status } of samples) {
    if (inPicture >= ENOUGH && status === 'lost') lostFor++
    else {
      if (lostFor > 0 && status !== 'lost') gaps.push(lostFor / framesPerSecond)
      if (lostFor > 0 && status === 'lost') continue
      lostFor = 0
    }
  }
  if (lostFor > 0) gaps.push(lostFor / framesPerSecond)
  return {
    median: quantile(errors, 0.5),
    p95: quantile(errors, 0.95),
    worst: errors.length === 0 ? Number.NaN : Math.max(...errors),
    tracked: visible.length === 0 ? 100 : (100 * shown.length) / visible.length,
    gaps,
    ms: samples.map(({ milliseconds }) => milliseconds),
  }
}
