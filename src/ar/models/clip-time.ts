import type { Placement } from '#domain/placement.ts'

/**
 * Where a clip stands now, in seconds from its start: everybody counts on from `second` at `at`, round and round.
 * @param now milliseconds since 1970. Clocks differ: one that is behind `at` shows where it stood then.
 * @param length of the clip, in seconds
 */
export function clipTime(
  animation: NonNullable<Placement['animation']>,
  now: number,
  length: number,
): number {
  const passed = animation.isPlaying ? Math.max(0, now - animation.at) / 1000 : 0
  const second = animation.second + passed
  if (length <= 0) return 0
  // Stopped at its very end it shows its end, not its beginning.
  return animation.isPlaying || second > length ? second % length : second
}
