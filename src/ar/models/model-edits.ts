import { rotate } from '#domain/geometry.ts'
import type { Timestamp } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import { clipTime } from './clip-time.ts'
import type { ModelFacts } from './model-library.ts'

/*
 * What a hand does to one placed model, from either side: each takes a placement and gives the changed one, or the same object where
 * there is nothing to change.
 */

/** Smallest and largest scale that a hand reaches; the format allows up to 100. */
const LEAST = 0.01
const MOST = 100

/** Exactly that scale, as far as it may be. */
export function scaledModel(placement: Placement, scale: number): Placement {
  const allowed = Math.min(MOST, Math.max(LEAST, scale))
  return allowed === placement.scale ? placement : { ...placement, scale: allowed }
}

/** Larger or smaller; it stops at real size when it would pass it, so that real size is easily hit and hardly left by accident. */
export function resizedModel(placement: Placement, factor: number): Placement {
  const { scale } = placement
  const wished = scale * factor
  const passes = (scale < 1 && wished > 1) || (scale > 1 && wished < 1)
  return scaledModel(placement, passes ? 1 : wished)
}

/** Real size and upright by gravity, its front to where it was turned. */
export function resetModel(placement: Placement): Placement {
  const [x, , z] = rotate(placement.pose.orientation, [0, 0, 1])
  const yaw = Math.atan2(x, z)
  return {
    ...placement,
    scale: 1,
    pose: { ...placement.pose, orientation: [0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)] },
  }
}

function lengthOf(facts: ModelFacts | undefined, clip: string): number | undefined {
  return facts?.clips.find(({ name }) => name === clip)?.seconds
}

/** Where its clip stands now, in seconds. A clip of unknown length has no end to begin again from. */
function secondNow({ animation }: Placement, facts: ModelFacts | undefined, now: Timestamp): number {
  return animation === undefined ? 0 : clipTime(animation, now, lengthOf(facts, animation.clip) ?? Infinity)
}

/** Plays that clip, or the one it had, or its first; the same object where there is none. */
export function playing(
  placement: Placement,
  facts: ModelFacts | undefined,
  wished: string | undefined,
  now: Timestamp,
): Placement {
  const clip = wished ?? placement.animation?.clip ?? facts?.clips[0]?.name
  if (clip === undefined) return placement
  const second = clip === placement.animation?.clip ? secondNow(placement, facts, now) : 0
  return { ...placement, animation: { clip, isPlaying: true, second, at: now } }
}

export function paused(placement: Placement, facts: ModelFacts | undefined, now: Timestamp): Placement {
  const { animation } = placement
  if (animation === undefined || !animation.isPlaying) return placement
  const second = secondNow(placement, facts, now)
  return { ...placement, animation: { ...animation, isPlaying: false, second, at: now } }
}

/** Stands still so many seconds further on, or back. */
export function stepped(
  placement: Placement,
  facts: ModelFacts | undefined,
  seconds: number,
  now: Timestamp,
): Placement {
  const clip = placement.animation?.clip ?? facts?.clips[0]?.name
  if (clip === undefined) return placement
  const length = lengthOf(facts, clip) ?? Infinity
  const second = secondNow(placement, facts, now) + seconds
  // Clips go round and round, backwards too.
  const within =
    length === Infinity || length <= 0 ? Math.max(0, second) : ((second % length) + length) % length
  return { ...placement, animation: { clip, isPlaying: false, second: within, at: now } }
}

export function withPart(placement: Placement, part: string, isShown: boolean): Placement {
  const hidden = placement.hiddenParts ?? []
  if (hidden.includes(part) !== isShown) return placement
  return { ...placement, hiddenParts: isShown ? hidden.filter((one) => one !== part) : [...hidden, part] }
}

/** Cut open from one side, or whole again: nothing is cut away at a share of 0. */
export function cutOpen(placement: Placement, cut: Placement['cut']): Placement {
  const next = cut?.share === 0 ? undefined : cut
  if (next?.axis === placement.cut?.axis && next?.share === placement.cut?.share) return placement
  return { ...placement, cut: next }
}
