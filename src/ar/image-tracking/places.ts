import type { Follower } from './follow.ts'
import type { Box } from './key-points.ts'
import type { Keyframe } from './keyframe.ts'
import { distanceTo, weighPoints } from './nearness.ts'

/** So many of the nearest points speak for a place, and all that lie within its box up to the most. */
const NEIGHBOURS = 14
const MOST_NEIGHBOURS = 48
/** Fewer of them in the picture, or fewer that agree, say nothing. */
const FEWEST_VISIBLE = 5
const FEWEST_AGREEING = 4
/** Share of the visible ones that must agree before a mark is shown. */
const AGREEING = 0.35
/** A mark that was shown outlives so many pictures that neither speak for nor against it, as a passing hand or a smear makes. */
const UNHEARD = 4

/** The surroundings of one mark: what has to be recognised for the mark to be shown. */
interface Place {
  readonly neighbours: Uint16Array
  unheardFor: number
}

/** Says for each mark of a keyframe whether its own surroundings bear out the homography. */
export interface Places {
  readonly holds: Uint8Array
  /** After a judged `follow` of this keyframe: `pairs.agrees` is filled. */
  judge(follower: Follower): void
  /** What is seen around the marks is elsewhere than that says: another surface than theirs was followed. */
  isRefuted(): boolean
  /** The keyframe is lost. */
  drop(): void
}

/**
 * A homography holds for one plane. What stands before or behind it parts from it as the camera moves, so that a mark may
 * be shown only while the patches around it are where the homography has them.
 */
export function createPlaces(keyframe: Keyframe, boxes: readonly Box[]): Places {
  weighPoints(keyframe.points, boxes, Math.max(keyframe.width, keyframe.height), keyframe.weights)
  weighPoints(keyframe.descriptors, boxes, Math.max(keyframe.width, keyframe.height), keyframe.cornerWeights)
  keyframe.marked = boxes
  const places = boxes.map((box): Place => ({ neighbours: nearest(keyframe, box), unheardFor: UNHEARD + 1 }))
  const holds = new Uint8Array(boxes.length)
  /** Of the last follow, by point: 0 not found, 1 found elsewhere, 2 found where it should be. */
  const found = new Uint8Array(keyframe.points.count)

  let refuted = 0
  let borneOut = 0

  function judgeOne(place: Place, visible: Uint8Array): boolean {
    let seen = 0
    let agreeing = 0
    let against = 0
    for (let n = 0; n < place.neighbours.length; n++) {
      const i = place.neighbours[n] ?? 0
      if (visible[i] !== 1) continue
      seen++
      if (found[i] === 2) agreeing++
      else if (found[i] === 1) against++
    }
    const isBorneOut =
      seen >= FEWEST_VISIBLE &&
      agreeing >= FEWEST_AGREEING &&
      agreeing >= AGREEING * seen &&
      agreeing > 2 * against
    if (isBorneOut) {
      place.unheardFor = 0
      borneOut++
    } else if (against > agreeing) {
      place.unheardFor = UNHEARD + 1
      refuted++
    } else place.unheardFor++
    return place.unheardFor <= UNHEARD
  }

  return {
    holds,
    judge({ pairs, visible }) {
      refuted = 0
      borneOut = 0
      if (places.length === 0) return
      found.fill(0)
      for (let i = 0; i < pairs.count; i++) found[pairs.point[i] ?? 0] = pairs.agrees[i] === 1 ? 2 : 1
      for (let n = 0; n < places.length; n++) {
        const place = places[n]
        if (place !== undefined) holds[n] = judgeOne(place, visible) ? 1 : 0
      }
    },
    isRefuted: () => refuted > 0 && borneOut === 0,
    drop() {
      holds.fill(0)
      for (let n = 0; n < places.length; n++) {
        const place = places[n]
        if (place !== undefined) place.unheardFor = UNHEARD + 1
      }
    },
  }
}

function nearest({ points }: Keyframe, box: Box): Uint16Array {
  const far = (i: number): number => distanceTo(box, points.x[i] ?? 0, points.y[i] ?? 0)
  const byDistance = Array.from({ length: points.count }, (_, i) => ({ i, far: far(i) })).toSorted(
    (a, b) => a.far - b.far,
  )
  const inside = byDistance.filter((point) => point.far === 0).length
  const count = Math.min(Math.max(inside, NEIGHBOURS), MOST_NEIGHBOURS)
  // Of many within the box an even choice: the sort leaves them in the order of their levels.
  const chosen =
    inside > MOST_NEIGHBOURS
      ? Array.from({ length: count }, (_, n) => byDistance[Math.floor((n * inside) / count)])
      : byDistance.slice(0, count)
  return Uint16Array.from(chosen, (point) => point?.i ?? 0)
}
