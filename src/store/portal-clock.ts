import type { Now } from '#domain/ids.ts'
import { PORTAL_TIME_HEADER } from '#domain/api.ts'

/** Where the estimate is kept: what `localStorage` offers of it. */
type Memory = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'farpoint-portal-clock'

/** Clocks of two machines drift apart by about this share of the time that passes; quartz is twice as good at its worst. */
const DRIFT = 100e-6

/** What this device believes of the portal's clock. */
interface Estimate {
  /** The portal's time less this device's, in milliseconds. */
  readonly offset: number
  /** How wrong that may be when it was heard, in milliseconds. */
  readonly error: number
  /** When it was heard, by this device's clock. */
  readonly at: number
}

export interface PortalClock {
  /** The portal's time as this device knows it, in milliseconds since 1970; its own until the portal was heard. */
  readonly now: Now
  /**
   * Takes in what the portal said its time was, in an answer asked for at `sentAt` and received at `receivedAt` by this device's clock.
   * Source: F. Cristian, Probabilistic clock synchronization, 1989: the portal's time lies within half of the round trip.
   */
  heard(portalTime: number, sentAt: number, receivedAt: number): void
}

function read(memory: Memory | undefined): Estimate | undefined {
  try {
    const [offset, error, at] = (memory?.getItem(KEY) ?? '').split(' ').map(Number)
    if (offset === undefined || error === undefined || at === undefined) return undefined
    return [offset, error, at].every(Number.isFinite) ? { offset, error, at } : undefined
  } catch {
    // A browser that keeps nothing for this site: its own clock has to do.
    return undefined
  }
}

function write(memory: Memory | undefined, { offset, error, at }: Estimate): void {
  try {
    memory?.setItem(KEY, `${offset} ${error} ${at}`)
  } catch {
    return
  }
}

/**
 * One clock for what several devices of a session make: a phone whose clock is minutes off would put its marks at the wrong second of
 * an expert's film. Kept in the browser, so that tabs share it and a page that opens without a network still has it.
 */
export function createPortalClock(wall: Now, memory: Memory | undefined): PortalClock {
  return {
    now: () => Math.round(wall() + (read(memory)?.offset ?? 0)),
    heard(portalTime, sentAt, receivedAt) {
      if (!Number.isFinite(portalTime) || receivedAt < sentAt) return
      const error = (receivedAt - sentAt) / 2
      const next: Estimate = { offset: portalTime + error - receivedAt, error, at: receivedAt }
      const last = read(memory)
      if (last === undefined) return write(memory, next)
      const aged = last.error + Math.abs(receivedAt - last.at) * DRIFT
      // Two estimates that cannot both be right: somebody set one of the clocks. The newer one counts.
      const isContradiction = Math.abs(next.offset - last.offset) > next.error + aged
      if (isContradiction || next.error <= aged) write(memory, next)
    },
  }
}

function pageMemory(): Memory | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

const pageClock = (): PortalClock => createPortalClock(Date.now, pageMemory())

/** The portal's time on this page: for every time that is kept or compared with another device's. Not for measuring durations. */
export const portalNow: Now = () => pageClock().now()

/** Takes the time out of an answer of the portal. */
export function hearPortal(response: Pick<Response, 'headers'>, sentAt: number, receivedAt: number): void {
  const said = response.headers.get(PORTAL_TIME_HEADER)
  if (said !== null && said !== '') pageClock().heard(Number(said), sentAt, receivedAt)
}
