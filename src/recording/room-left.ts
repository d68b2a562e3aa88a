/** Kept free for everything else that a call stores, and for the browser's own rounding of what is left, in bytes. */
const RESERVE_BYTES = 64 * 1024 * 1024

/** What is known of a film that is being captured. */
export interface Captured {
  readonly bytes: number
  readonly milliseconds: number
}

/**
 * Minutes of film that still fit. Each byte counts twice: finishing writes the film anew before its chunks are freed, and what is
 * captured already needs that room too. Undefined until enough is captured to know the rate.
 * @param freeBytes what the browser would still store
 */
export function minutesLeft(freeBytes: number, { bytes, milliseconds }: Captured): number | undefined {
  if (milliseconds < 3_000 || bytes === 0) return undefined
  const room = freeBytes - RESERVE_BYTES - bytes
  return Math.max(0, room / 2 / (bytes / milliseconds) / 60_000)
}

/** Whether capturing has to stop now, so that the film can still be finished. */
export function isOutOfRoom(freeBytes: number, { bytes }: Captured): boolean {
  return freeBytes < RESERVE_BYTES + bytes
}
