import type { CornerFinder } from './corners.ts'
import { createDescriptors, type Describer, type Descriptors } from './descriptors.ts'
import type { GreyImage } from './grey-image.ts'
import { type Box, choosePoints, findKeyPoints, type KeyPoints } from './key-points.ts'
import { addOddPoints, MOST_ODD } from './odd-points.ts'
import { createPyramid, fillPyramid, type Pyramid } from './pyramid.ts'
import { findShifts, markUnique, shortest, type Shifts } from './repeats.ts'

/** Fewer points than this hold no mark: the surface is too bare. */
const FEWEST_POINTS = 24
/** With fewer fine points around the marks than this the whole picture is followed instead. */
const FEWEST_IN_FOCUS = 40
/** A picture that repeats itself is searched this much more densely for points that are unlike the rest. */
const DENSE = 4

/** A picture that marks belong to, with all that is needed to find it again. */
export interface Keyframe {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly pyramid: Pyramid
  readonly points: KeyPoints
  readonly descriptors: Descriptors
  /** The part that marks stand on; the whole picture when none are told. */
  readonly focus: Box
  /** The shortest shift, in pixels, by which the picture looks much like itself, as a grille does; undefined for most. */
  readonly period: number | undefined
  /** All shifts by which it looks much like itself, in pixels. */
  readonly shifts: Shifts
  /** For each point how much it counts, 0 to 1: what is around marks decides. Changes with the marks. */
  readonly weights: Float32Array
  /** The same for each of its described corners. */
  readonly cornerWeights: Float32Array
  /** Where its marks stand; none when the whole picture matters. */
  marked: readonly Box[]
  /** For each point: 1 when it looks like none of its likes. All are, in a picture that does not repeat itself. */
  readonly unique: Uint8Array
}

/**
 * Learns a picture; undefined when too little can be seen on it to follow it. Takes some tens of milliseconds. With a `focus` it is
 * followed by what is there, as long as enough is.
 */
export function createKeyframe(
  id: string,
  grey: GreyImage,
  finder: CornerFinder,
  describer: Describer,
  focus?: Box,
): Keyframe | undefined {
  const { width, height } = grey
  const pyramid = createPyramid(width, height)
  fillPyramid(pyramid, grey)
  const whole = { left: 0, top: 0, right: width, bottom: height }
  let part = focus ?? whole
  let points = findKeyPoints(pyramid, finder, 1, focus)
  if (focus !== undefined && finePoints(points) < FEWEST_IN_FOCUS) {
    part = whole
    points = findKeyPoints(pyramid, finder, 1, undefined)
  }
  if (points.count < FEWEST_POINTS) return undefined
  const shifts = findShifts(pyramid, points)
  const period = shortest(shifts)
  if (period !== undefined) {
    const dense = findKeyPoints(pyramid, finder, DENSE, part === whole ? undefined : part, MOST_ODD)
    addOddPoints(pyramid, finder, shifts, part, dense)
    points = choosePoints(dense, markUnique(pyramid, dense, shifts))
  }
  const descriptors = createDescriptors()
  describer.describeKeyframe(pyramid, descriptors)
  const unique = markUnique(pyramid, points, shifts)
  const weights = new Float32Array(points.count).fill(1)
  const cornerWeights = new Float32Array(descriptors.count).fill(1)
  return {
    id,
    width,
    height,
    pyramid,
    points,
    descriptors,
    focus: part,
    period,
    shifts,
    unique,
    weights,
    cornerWeights,
    marked: [],
  }
}

function finePoints({ count, level }: KeyPoints): number {
  let fine = 0
  for (let i = 0; i < count; i++) if ((level[i] ?? 0) < 2) fine++
  return fine
}
