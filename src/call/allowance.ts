/** Messages a second that a peer may send for long: a pointer, poses and a stroke at 60 a second each, doubled. */
const MESSAGES_PER_SECOND = 400

/** Messages at once after a quiet time: a late joiner gets the whole scene and its pictures in one burst. */
const BURST = 1_200

export interface Allowance {
  /** Whether one more message may pass now. */
  take(): boolean
}

/** Limits what one peer can make this device parse. A token bucket. `now` in milliseconds. */
export function createAllowance(now: () => number): Allowance {
  let left = BURST
  let at = now()
  return {
    take() {
      const time = now()
      /* A clock that was set back adds nothing, and takes nothing away. */
      left = Math.min(BURST, left + (Math.max(0, time - at) / 1000) * MESSAGES_PER_SECOND)
      at = time
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
