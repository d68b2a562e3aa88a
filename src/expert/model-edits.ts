import type { ModelFacts } from '#ar/models/model-library.ts'
import { rotate } from '#domain/geometry.ts'
import type { Timestamp } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'

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

/** Where the clip stands now, in seconds: while it plays everybody counts on from where it stood. */
function secondNow({ animation }: Placement, facts: ModelFacts | undefined, now: Timestamp): number {
  if (animation === undefined) return 0
  const { clip, isPlaying, second, at } = animation
  return within(isPlaying ? second + Math.max(0, now - at) / 1000 : second, lengthOf(facts, clip))
}

/** Clips play round and round. */
function within(second: number, length: number | undefined): number {
  if (length === undefined || length <= 0) return Math.max(0, second)
  return ((second % length) + length) % length
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
  const second = within(secondNow(placement, facts, now) + seconds, lengthOf(facts, clip))
  return { ...placement, animation: { clip, isPlaying: false, second, at: now } }
}

export function withPart(placement: Placement, part: string, isShown: boolean): Placement {
  const hidden = placement.hiddenParts ?? []
  if (hidden.includes(part) !== isShown) return placement
  return { ...placement, hiddenParts: isShown ? hidden.filter((one) => one !== part) : [...hidden, part] }
}
