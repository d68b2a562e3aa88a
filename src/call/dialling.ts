import * as z from 'zod/mini'
import type { Seat } from '#domain/participant.ts'
import type { ProblemCode } from '#domain/problem.ts'
import { backoff } from '#store/timers.ts'

/** Who sits where at which address: all that decides who calls whom. */
export interface Caller {
  readonly peerId: string
  readonly seat: Seat
}

/** How long the called side waits before it asks by itself: longer than a slow phone needs to ring, shorter than patience. */
export const RING_WAIT_MS = 8_000

/** [CL1] The technician calls experts; among equals the smaller peer id calls. So exactly one side of every pair does. */
export function dials(self: Caller, other: Caller): boolean {
  return self.seat === other.seat ? self.peerId < other.peerId : self.seat === 'technician'
}

/** Where this side stands with a peer when a connection comes in from it. */
export type Standing = 'none' | 'dialled' | 'answered' | 'open'

/**
 * [CL2] When both sides called at the same time, both keep the connection of the one whose part it is to call (CL1).
 * In every other case the newest connection wins: the other side would not call again if it still heard us.
 */
export function onIncoming(standing: Standing, isCaller: boolean): 'take' | 'decline' {
  return standing === 'dialled' && isCaller ? 'decline' : 'take'
}

/** What a refused ticket means for the call; every other refusal is final. */
const refusals: Partial<Record<ProblemCode, 'retry' | 'ended'>> = {
  'session-ended': 'ended',
  'server-gone': 'retry',
  'server-error': 'retry',
  'too-many-tries': 'retry',
}

export function onRefusal(code: ProblemCode): 'retry' | 'ended' | 'refused' {
  return refusals[code] ?? 'refused'
}

/** Travels with each offer: the wire version, and for a media call the data connection that it belongs to. */
export const DialMetadata = z.object({
  version: z.int(),
  link: z.optional(z.string().check(z.maxLength(80))),
})
export type DialMetadata = z.infer<typeof DialMetadata>

/** Soonest and latest renewal of a ticket, whatever this device's clock makes of its end. */
const SOONEST_RENEWAL_MS = 20_000
const LATEST_RENEWAL_MS = 30 * 60_000

/** When to renew a ticket, in milliseconds from now: well before its end, and sanely when this device's clock is wrong. */
export function renewalIn(expiresAt: number, now: number): number {
  return Math.min(LATEST_RENEWAL_MS, Math.max(SOONEST_RENEWAL_MS, (expiresAt - now) * 0.75))
}

/** First pause after a failure, in milliseconds: short, since most failures are one lost packet or one restarted process. */
const FIRST_PAUSE_MS = 500

/** Longest pause, in milliseconds: spares a portal that is down, and is over before somebody reloads the page instead. */
const LONGEST_PAUSE_MS = 15_000

/** Milliseconds to wait before the next try after `failures` in a row; none before the first. */
export function pauseAfter(failures: number, random: () => number): number {
  return failures <= 0 ? 0 : backoff(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random)
}
