import type { Id } from '#domain/ids.ts'
import type { StillView } from '#domain/still.ts'
import { type ReliableMessage, STILL_SLICE_LENGTH } from '#domain/wire.ts'

export type StillSlice = Extract<ReliableMessage, { type: 'still.slice' }>

/** Bytes of one slice: a whole number of 3-byte groups, so that each slice is base64 by itself. */
const SLICE_BYTES = (STILL_SLICE_LENGTH / 4) * 3

/** Largest picture taken from a peer, in slices: about 6 MB, four times a 4K JPEG of good quality. */
const MOST_SLICES = 170

/** Pictures that may arrive from one peer at the same time; more is not how anybody freezes frames. */
const MOST_AT_ONCE = 8

/** Characters that `String.fromCharCode` takes at once: under every engine's limit of arguments. */
const CHARACTERS_AT_ONCE = 8_192

/** A picture as messages for the reliable channel, in order. `sharp`: it is a sharper one than was there before. */
export function sliceStill(stillId: Id, jpeg: ArrayBuffer, sharp?: StillView): readonly StillSlice[] {
  const count = Math.max(1, Math.ceil(jpeg.byteLength / SLICE_BYTES))
  return Array.from({ length: count }, (_, index) => ({
    type: 'still.slice',
    stillId,
    index,
    count,
    base64: toBase64(new Uint8Array(jpeg.slice(index * SLICE_BYTES, (index + 1) * SLICE_BYTES))),
    ...(sharp && { sharp }),
  }))
}

type Arrival =
  | { readonly status: 'waiting' }
  | { readonly status: 'whole'; readonly jpeg: Blob }
  | { readonly status: 'nonsense' }

export interface SliceInbox {
  /** One more slice: more to come, the whole picture, or nothing that makes one. */
  add(slice: StillSlice): Arrival
}

/** Puts pictures of one peer together. Never throws; a picture that is no JPEG or too large is dropped. */
export function createSliceInbox(): SliceInbox {
  const arriving = new Map<Id, (Uint8Array<ArrayBuffer> | undefined)[]>()
  return {
    add({ stillId, index, count, base64 }) {
      const bytes = fromBase64(base64)
      const parts = arriving.get(stillId) ?? Array.from({ length: count }, () => undefined)
      if (bytes === undefined || count > MOST_SLICES || parts.length !== count || index >= count) {
        arriving.delete(stillId)
        return { status: 'nonsense' }
      }
      parts[index] = bytes
      arriving.set(stillId, parts)
      const [oldest] = arriving.keys()
      if (arriving.size > MOST_AT_ONCE && oldest !== undefined) arriving.delete(oldest)

      const whole = parts.filter((part) => part !== undefined)
      if (whole.length < count) return { status: 'waiting' }
      arriving.delete(stillId)
      if (!isJpeg(whole[0])) return { status: 'nonsense' }
      return { status: 'whole', jpeg: new Blob(whole, { type: 'image/jpeg' }) }
    },
  }
}

/** Every JPEG starts with SOI and another marker. Source: ITU T.81, B.1.1.3. */
function isJpeg(start: Uint8Array | undefined): boolean {
  return start?.[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHARACTERS_AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(at, at + CHARACTERS_AT_ONCE))
  return btoa(text)
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
