import type { Follower } from './follow.ts'
import type { Box } from './key-points.ts'
import type { Keyframe } from './keyframe.ts'

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
  /** The keyframe is lost. */
  drop(): void
}

/**
 * A homography holds for one plane. What stands before or behind it parts from it as the camera moves, so that a mark may
 * be shown only while the patches around it are where the homography has them.
 */
export function createPlaces(keyframe: Keyframe, boxes: readonly Box[]): Places {
  const places = boxes.map((box): Place => ({ neighbours: nearest(keyframe, box), unheardFor: UNHEARD + 1 }))
  const holds = new Uint8Array(boxes.length)
  /** Of the last follow, by point: 0 not found, 1 found elsewhere, 2 found where it should be. */
  const found = new Uint8Array(keyframe.points.count)

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
    if (isBorneOut) place.unheardFor = 0
    else if (against > agreeing) place.unheardFor = UNHEARD + 1
    else place.unheardFor++
    return place.unheardFor <= UNHEARD
  }

  return {
    holds,
    judge({ pairs, visible }) {
      if (places.length === 0) return
      found.fill(0)
      for (let i = 0; i < pairs.count; i++) found[pairs.point[i] ?? 0] = pairs.agrees[i] === 1 ? 2 : 1
      for (let n = 0; n < places.length; n++) {
        const place = places[n]
        if (place !== undefined) holds[n] = judgeOne(place, visible) ? 1 : 0
      }
    },
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
  const far = (i: number): number => {
    const x = points.x[i] ?? 0
    const y = points.y[i] ?? 0
    const dx = Math.max(box.left - x, 0, x - box.right)
    const dy = Math.max(box.top - y, 0, y - box.bottom)
    return Math.hypot(dx, dy)
  }
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
