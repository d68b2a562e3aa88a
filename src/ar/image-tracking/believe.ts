import type { Fit } from './judge-fit.ts'

/** Under this confidence a followed keyframe is lost; a lost one is shown again only well above it. */
const KEEP = 0.25
const REGAIN = 0.4
/** Where much less than what is around the marks is seen anywhere, so much of all points must be: to be kept, to be shown again. */
const REST_LACKS = 0.75
const REST_KEEP = 0.15
const REST_REGAIN = 0.5

/** Points that look like no other which must be found to believe where a picture is that repeats itself. */
const FEWEST_UNIQUE = 4
/** With fewer unique points than this share of all, as much as `WHOLE` of the points must be found. */
const MOSTLY_UNIQUE = 0.4
const WHOLE = 0.5
/** Without unique points: so many of the visible points, so many at all, and no longer than so many pictures in a row. */
const MOSTLY = 0.7
const MANY = 50
const LONGEST_UNSURE = 8
/** For each hidden unique point so many may look as they would where the picture slipped. */
const SLIPPED = 0.25
/** With most unique points hidden: so many of the others, so much of them, and so much of all points must be found. */
const FEWEST_HEARD = 2
const HEARD = 0.5
const PARTLY = 0.4

/** What else speaks for a place than the patches that were found there. */
export interface Course {
  /** The shortest shift by which the keyframe looks like itself, in pixels; undefined for most. */
  readonly period: number | undefined
  /** How far the place is from where its movement would have brought it, in pixels; Infinity where that is not known. */
  readonly offCourse: number
  /** Pictures in a row in which nothing unique could be seen. */
  readonly unsureFor: number
}

/** Something covers most of the unique points, and hardly any looks as it would where the picture slipped. */
const isHidden = ({ uniqueVisible, uniqueFound, uniqueHidden }: Fit): boolean =>
  uniqueHidden >= FEWEST_UNIQUE && uniqueVisible - uniqueFound - uniqueHidden < SLIPPED * uniqueHidden

/** Nothing unique says where the picture is: none is in it, or something hides it. */
export const isUnsure = (fit: Fit): boolean => fit.uniqueVisible < FEWEST_UNIQUE || isHidden(fit)

/**
 * Whether a fit is to be believed, so that marks may be shown by it.
 * @param strict the keyframe was lost: more is asked for before it is shown again
 */
export function isBelieved(fit: Fit, { period, offCourse, unsureFor }: Course, strict: boolean): boolean {
  if (fit.confidence < (strict ? REGAIN : KEEP)) return false
  // A dial has twins: what is around a mark may be found where the rest of its still is not.
  // What lies on other surfaces is seen too, only elsewhere.
  const rest = fit.anywhere / fit.visible
  if (rest < (strict ? REST_REGAIN : REST_KEEP) && rest < REST_LACKS * fit.share) return false
  if (period === undefined) return true
  const { share } = fit
  // In a picture that repeats itself only what is unique can tell the right place from the next one: it must be found about as often
  // as the rest.
  const fewest = strict ? FEWEST_UNIQUE : FEWEST_UNIQUE / 2
  const isTold =
    fit.uniqueVisible >= FEWEST_UNIQUE &&
    fit.uniqueFound >= fewest &&
    fit.uniqueShare >= (strict ? 0.5 : 0.35) * share
  // Where nearly all is alike, one part in its place and another off by one bar make a stretched picture that fits badly.
  if (isTold) return fit.uniqueVisible > MOSTLY_UNIQUE * fit.visible || share > WHOLE
  if (strict || fit.found < MANY) return false
  // When a hand hides most of what is unique, the little that is not must be found, near where the movement leads.
  const heard = fit.uniqueVisible - fit.uniqueHidden
  const isHalfTold = isHidden(fit) && fit.uniqueFound >= FEWEST_HEARD && fit.uniqueFound >= HEARD * heard
  if (isHalfTold && share > PARTLY && offCourse < period / 3) return true
  // When a blur or a hand hides it all for a moment, the movement can tell, as long as it goes on as before.
  if (!isUnsure(fit) || unsureFor >= LONGEST_UNSURE) return false
  return share > (fit.uniqueHidden > 0 ? WHOLE : MOSTLY) && offCourse < period / 4
}
