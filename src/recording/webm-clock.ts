/**
 * Reads from a WebM stream, as a recorder writes it piece by piece, how far its media reaches. The wall clock cannot tell: an
 * encoder on a slow machine is seconds behind, and what it still holds is lost with the browser.
 * Source: Matroska (RFC 9559), EBML (RFC 8794).
 */
export interface WebmClock {
  /** The next bytes of the stream; pieces may be cut anywhere. */
  push(bytes: Uint8Array): void
  /** Time of the newest whole block's begin, in milliseconds from the stream's; undefined before the first one. */
  reached(): number | undefined
}

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const BLOCK_GROUP = 0xa0
const TIMESTAMP = 0xe7
const SIMPLE_BLOCK = 0xa3
const BLOCK = 0xa1

/** Elements that are entered instead of skipped. */
const ENTERED: readonly number[] = [SEGMENT, CLUSTER, BLOCK_GROUP]

/** Track number (at most 8 bytes) and relative time (2 bytes) at the head of a block. */
const BLOCK_HEAD = 10

interface Vint {
  readonly value: number
  readonly length: number
}

/** EBML's variable-length number at `at`; an id keeps its length marker. Undefined when its end is not there yet. */
function vint(bytes: Uint8Array, at: number, keepMarker: boolean): Vint | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return undefined
  let value = keepMarker ? first : first & (0xff >> length)
  for (let n = 1; n < length; n++) value = value * 256 + (bytes[at + n] ?? 0)
  return { value, length }
}

function unsigned(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

/** Assumes WebM's time unit of one millisecond, which recorders write. Bytes that are no WebM end the reading quietly. */
export function createWebmClock(): WebmClock {
  /** What could not be read yet, a few bytes. */
  let rest = new Uint8Array(0)
  /** Bytes of the present element that are still to come and say nothing. */
  let skip = 0
  let cluster = 0
  let newest: number | undefined
  /** A block counts once its last byte is there. */
  let unfinished: number | undefined
  let isNonsense = false

  function readBlock(head: Uint8Array): void {
    const track = vint(head, 0, false)
    if (track === undefined) return
    const [high = 0, low = 0] = head.subarray(track.length, track.length + 2)
    // Relative to the cluster, with a sign.
    unfinished = cluster + ((((high << 8) | low) << 16) >> 16)
  }

  function skipped(): void {
    if (unfinished !== undefined) newest = Math.max(newest ?? 0, unfinished)
    unfinished = undefined
  }

  /** Reads one element's head at `at`; gives where reading goes on, or undefined when bytes are missing. */
  function element(bytes: Uint8Array, at: number): number | undefined {
    // No number of EBML is longer than 8 bytes, so none begins with 0.
    isNonsense = bytes[at] === 0
    const id = vint(bytes, at, true)
    const size = id && vint(bytes, at + id.length, false)
    if (id === undefined || size === undefined) return undefined
    const body = at + id.length + size.length
    if (ENTERED.includes(id.value)) return body
    const isBlock = id.value === SIMPLE_BLOCK || id.value === BLOCK
    const needed = id.value === TIMESTAMP ? size.value : isBlock ? Math.min(size.value, BLOCK_HEAD) : 0
    if (body + needed > bytes.length) return undefined
    const head = bytes.subarray(body, body + needed)
    if (id.value === TIMESTAMP) cluster = unsigned(head)
    if (isBlock) readBlock(head)
    skip = size.value
    return body
  }

  return {
    push(fresh) {
      if (isNonsense) return
      const bytes = new Uint8Array(rest.length + fresh.length)
      bytes.set(rest)
      bytes.set(fresh, rest.length)
      let at = 0
      for (;;) {
        const step = Math.min(skip, bytes.length - at)
        skip -= step
        at += step
        if (skip > 0) break
        skipped()
        const next = element(bytes, at)
        if (next === undefined || isNonsense) break
        at = next
      }
      rest = bytes.slice(at)
    },
    reached: () => newest,
  }
}
