import type { Fit } from './judge-fit.ts'

/** Under this confidence a followed keyframe is lost; a lost one is shown again only well above it. */
const KEEP = 0.25
const REGAIN = 0.4

/** Points that look like no other which must be found to believe where a picture is that repeats itself. */
const FEWEST_UNIQUE = 4
/** With fewer unique points than this share of all, as much as `WHOLE` of the points must be found. */
const MOSTLY_UNIQUE = 0.4
const WHOLE = 0.5
/** Without unique points: so many of the visible points, so many at all, and no longer than so many pictures in a row. */
const MOSTLY = 0.7
const MANY = 50
const LONGEST_UNSURE = 8

/** What else speaks for a place than the patches that were found there. */
export interface Course {
  /** The shortest shift by which the keyframe looks like itself, in pixels; undefined for most. */
  readonly period: number | undefined
  /** How far the place is from where its movement would have brought it, in pixels; Infinity where that is not known. */
  readonly offCourse: number
  /** Pictures in a row in which nothing unique could be seen. */
  readonly unsureFor: number
}

export const isUnsure = (fit: Fit): boolean => fit.uniqueVisible < FEWEST_UNIQUE

/**
 * Whether a fit is to be believed, so that marks may be shown by it.
 * @param strict the keyframe was lost: more is asked for before it is shown again
 */
export function isBelieved(fit: Fit, { period, offCourse, unsureFor }: Course, strict: boolean): boolean {
  if (fit.confidence < (strict ? REGAIN : KEEP)) return false
  if (period === undefined) return true
  const share = fit.found / fit.visible
  // In a picture that repeats itself only what is unique can tell the right place from the next one. When a blur hides it
  // for a moment, the movement can, as long as it goes on as before.
  if (isUnsure(fit)) {
    const isSteady = !strict && share > MOSTLY && fit.found >= MANY && unsureFor < LONGEST_UNSURE
    return isSteady && offCourse < period / 4
  }
  // The unique points must be found about as often as the rest.
  const expected = fit.uniqueVisible * share
  const fewest = strict ? FEWEST_UNIQUE : FEWEST_UNIQUE / 2
  if (fit.uniqueFound < Math.max(fewest, (strict ? 0.5 : 0.35) * expected)) return false
  // Where nearly all is alike, one part in its place and another off by one bar make a stretched picture that fits badly.
  return fit.uniqueVisible > MOSTLY_UNIQUE * fit.visible || share > WHOLE
}
