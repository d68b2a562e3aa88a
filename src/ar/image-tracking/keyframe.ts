import { createCorners, type CornerFinder } from './corners.ts'
import { createDescriptors, type Describer, type Descriptors } from './descriptors.ts'
import type { GreyImage } from './grey-image.ts'
import { createPyramid, fillPyramid, type Pyramid } from './pyramid.ts'
import { findRepeats, type Repeats } from './repeats.ts'

/** Levels on which points are followed; the rest of the pyramid only guesses jumps. */
export const POINT_LEVELS = 4
/** Points wanted on each level: many fine ones for exactness, some coarse ones that survive a blurred picture. */
const WANTED = [110, 70, 40, 20] as const
export const MOST_POINTS = WANTED.reduce((sum, wanted) => sum + wanted, 0)
/** A patch with its gradients must fit into the level. */
const BORDER = 8
/** Fewer points than this hold no mark: the surface is too bare. */
const FEWEST_POINTS = 24

/** Corners of a keyframe in pixels of its level 0, with the level they were found on. */
export interface KeyPoints {
  readonly count: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly level: Uint8Array
}

/** A picture that marks belong to, with all that is needed to find it again. */
export interface Keyframe {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly pyramid: Pyramid
  readonly points: KeyPoints
  readonly descriptors: Descriptors
  /** By how much the picture can be shifted and still look much like itself. */
  readonly repeats: Repeats
}

function findPoints(pyramid: Pyramid, finder: CornerFinder): KeyPoints {
  const x = new Float32Array(MOST_POINTS)
  const y = new Float32Array(MOST_POINTS)
  const level = new Uint8Array(MOST_POINTS)
  let count = 0
  for (const [l, wanted] of WANTED.entries()) {
    const image = pyramid[l]
    if (image === undefined) continue
    const corners = createCorners(wanted)
    // Squares a little smaller than an even spread would have, since bare ones give none.
    const cell = Math.max(5, Math.round(Math.sqrt((image.width * image.height) / (1.6 * wanted))))
    finder.find(image, cell, BORDER, corners)
    for (let i = 0; i < corners.count; i++, count++) {
      x[count] = (corners.x[i] ?? 0) * 2 ** l
      y[count] = (corners.y[i] ?? 0) * 2 ** l
      level[count] = l
    }
  }
  return { count, x, y, level }
}

/** Learns a picture; undefined when too little can be seen on it to follow it. Takes some tens of milliseconds. */
export function createKeyframe(
  id: string,
  grey: GreyImage,
  finder: CornerFinder,
  describer: Describer,
): Keyframe | undefined {
  const pyramid = createPyramid(grey.width, grey.height)
  fillPyramid(pyramid, grey)
  const points = findPoints(pyramid, finder)
  if (points.count < FEWEST_POINTS) return undefined
  const descriptors = createDescriptors()
  describer.describeKeyframe(pyramid, descriptors)
  return {
    id,
    width: grey.width,
    height: grey.height,
    pyramid,
    points,
    descriptors,
    repeats: findRepeats(pyramid, points),
  }
}
