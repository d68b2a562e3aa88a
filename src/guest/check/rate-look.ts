import { RATE_DOWN_BYTES, RATE_PATH, RATE_UP_BYTES } from '#domain/rate-probe.ts'
import { good, limited, missing, unknown, type Finding } from './finding.ts'

export type Direction = 'uplink' | 'downlink'
export type Rate =
  | { readonly status: 'measured'; readonly bitsPerSecond: number }
  | { readonly status: 'too-often' }
  | { readonly status: 'unreachable' }

/**
 * Bits per second from which a direction carries the call's live picture well, and from which it carries it at all.
 * Up is the technician's 720p picture; down is the expert's voice, stills and marks, and a picture when there is one.
 */
const NEEDED: Readonly<Record<Direction, readonly [well: number, atAll: number]>> = {
  uplink: [1_500_000, 300_000],
  downlink: [1_000_000, 200_000],
}
/** The first transfer finds out how much the second may send. */
const FIRST_UP_BYTES = 64 * 1024
/** How long a transfer is meant to take: long enough to leave a slow start behind, ms. */
const AIM_MS = 1500
/** Nobody waits longer than this for one transfer, ms. */
const LIMIT_MS = 4000

export function rateFinding(direction: Direction, rate: Rate): Finding {
  if (rate.status === 'too-often') return unknown('Measured too often', 'Wait a minute, then run again.')
  if (rate.status === 'unreachable')
    return missing('The portal could not be reached', 'Check that this device has a network connection.')
  const [well, atAll] = NEEDED[direction]
  const words = rateWords(rate.bitsPerSecond)
  if (rate.bitsPerSecond >= well) return good(words)
  const todo = 'Go closer to the Wi-Fi, or try mobile data instead.'
  return rate.bitsPerSecond >= atAll
    ? limited(`${words}: the picture may be coarse`, todo)
    : missing(`${words}: too slow for a live picture; stills and voice go on`, todo)
}

/** One measurement of a short transfer is no more exact than this. */
export function rateWords(bitsPerSecond: number): string {
  const mbit = bitsPerSecond / 1e6
  if (mbit >= 50) return 'More than 50 Mbit/s'
  if (mbit >= 10) return `About ${Math.round(mbit)} Mbit/s`
  return mbit >= 1
    ? `About ${mbit.toFixed(1)} Mbit/s`
    : `About ${Math.max(1, Math.round(bitsPerSecond / 1e3))} kbit/s`
}

export interface RateDeps {
  readonly fetch: typeof globalThis.fetch
  /** Monotonic milliseconds. */
  readonly clock: () => number
}

const refused = ({ status }: Response): Rate => ({ status: status === 429 ? 'too-often' : 'unreachable' })

/** Reads for a while and tells how fast it came, from the first bytes on. */
export async function measureDown({ fetch, clock }: RateDeps): Promise<Rate> {
  const cut = new AbortController()
  const timer = setTimeout(() => cut.abort(), LIMIT_MS)
  let [bytes, first, last] = [0, 0, 0]
  try {
    const response = await fetch(`${RATE_PATH}?bytes=${RATE_DOWN_BYTES}`, {
      cache: 'no-store',
      signal: cut.signal,
    })
    if (!response.ok || response.body === null) return refused(response)
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      last = clock()
      if (done) break
      // The first piece has waited for the connection: it only starts the clock.
      if (first === 0) first = last
      else bytes += value.length
      if (last - first > AIM_MS) break
    }
  } catch {
    // Cut off by the limit: what came until then counts.
    last = clock()
  } finally {
    clearTimeout(timer)
    cut.abort()
  }
  if (bytes === 0) return { status: 'unreachable' }
  return { status: 'measured', bitsPerSecond: (bytes * 8 * 1000) / Math.max(1, last - first) }
}

async function send(bytes: number, { fetch, clock }: RateDeps): Promise<Rate> {
  const start = clock()
  try {
    const response = await fetch(RATE_PATH, {
      method: 'POST',
      body: new Blob([noise(bytes)]),
      headers: { 'Content-Type': 'application/octet-stream' },
      cache: 'no-store',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    if (!response.ok) return refused(response)
    await response.text()
    return { status: 'measured', bitsPerSecond: (bytes * 8 * 1000) / Math.max(1, clock() - start) }
  } catch {
    return { status: 'unreachable' }
  }
}

/** Sends a little, and then as much as should take a second and a half. */
export async function measureUp(deps: RateDeps): Promise<Rate> {
  const first = await send(FIRST_UP_BYTES, deps)
  if (first.status !== 'measured') return first
  const fitting = Math.round((first.bitsPerSecond * AIM_MS) / 8000)
  if (fitting < FIRST_UP_BYTES) return first
  const second = await send(Math.min(fitting, RATE_UP_BYTES), deps)
  return second.status === 'measured' ? second : first
}

/** Bytes that no proxy can make smaller. */
function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes)
  // The browser gives at most 64 KiB of randomness at a time.
  for (let at = 0; at < bytes; at += 65536)
    crypto.getRandomValues(out.subarray(at, Math.min(bytes, at + 65536)))
  return out
}
