import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { Tracker } from '../tracker/tracker.ts'
import type { HandWork } from './hand-work.ts'
import type { Pointers } from './pointers.ts'

/** The others are told this often, in milliseconds: a pointer that moves is followed by eye at ten places a second. */
const TELL_EVERY_MS = 100

export interface PointingHandDeps {
  readonly pointers: Pick<Pointers, 'aim'>
  readonly ring: Pick<PoseRing, 'latest'>
  readonly author: Id
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  readonly tellPoint: Parameters<Tracker['onPoint']>[0]
}

/** A finger is a laser pointer while it is down. */
export function createPointingHand(
  colour: MarkColour,
  { pointers, ring, author, performanceNow, tellPoint }: PointingHandDeps,
): HandWork {
  let toldAt: number | undefined
  const follow: HandWork['follow'] = (aim) => {
    pointers.aim(aim, colour, author)
    const time = performanceNow()
    // The newest frame that left is at most a few frames old: what the screen shows now is where it will be looked at there.
    const frame = ring.latest()?.frame
    if (frame === undefined || (toldAt !== undefined && time - toldAt < TELL_EVERY_MS)) return
    toldAt = time
    tellPoint({ type: 'pointer', point: { frame, ...aim.point }, colour })
  }
  const end = (): void => {
    pointers.aim(undefined, colour, author)
    if (toldAt !== undefined) tellPoint(undefined)
    toldAt = undefined
  }
  return { begin: (aim) => follow(aim, undefined), follow, end, close: end }
}
