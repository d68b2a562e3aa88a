import type { CornerFinder } from './corners.ts'
import { createDescriptors, type Describer, type Descriptors } from './descriptors.ts'
import type { GreyImage } from './grey-image.ts'
import { choosePoints, findKeyPoints, type KeyPoints } from './key-points.ts'
import { createPyramid, fillPyramid, type Pyramid } from './pyramid.ts'
import { findShifts, markUnique, shortest } from './repeats.ts'

/** Fewer points than this hold no mark: the surface is too bare. */
const FEWEST_POINTS = 24
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
  /** The shortest shift, in pixels, by which the picture looks much like itself, as a grille does; undefined for most. */
  readonly period: number | undefined
  /** For each point: 1 when it looks like none of its likes. All are, in a picture that does not repeat itself. */
  readonly unique: Uint8Array
}

/** Learns a picture; undefined when too little can be seen on it to follow it. Takes some tens of milliseconds. */
export function createKeyframe(
  id: string,
  grey: GreyImage,
  finder: CornerFinder,
  describer: Describer,
): Keyframe | undefined {
  const { width, height } = grey
  const pyramid = createPyramid(width, height)
  fillPyramid(pyramid, grey)
  let points = findKeyPoints(pyramid, finder, 1)
  if (points.count < FEWEST_POINTS) return undefined
  const shifts = findShifts(pyramid, points)
  const period = shortest(shifts)
  if (period !== undefined) {
    const dense = findKeyPoints(pyramid, finder, DENSE)
    points = choosePoints(dense, markUnique(pyramid, dense, shifts))
  }
  const descriptors = createDescriptors()
  describer.describeKeyframe(pyramid, descriptors)
  const unique = markUnique(pyramid, points, shifts)
  return { id, width, height, pyramid, points, descriptors, period, unique }
}
