export interface ImageSize {
  readonly width: number
  readonly height: number
  /** It stays packed on the graphics card too (KTX2). */
  readonly isPacked: boolean
}

const PNG = 0x89504e47
const RIFF = 0x52494646
const WEBP = 0x57454250
const KTX2 = 0xab4b5458
const ISPE = 0x69737065

/**
 * How large a picture will be once it is unpacked, from the first bytes of its file: PNG, JPEG, WebP, AVIF, KTX2. Undefined for anything else.
 * Sources: W3C PNG 11.2.2; ITU-T T.81 B.2.2; RFC 9649; ISO 23008-12 6.5.3; Khronos KTX 2.0, 3.
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.byteLength < 32) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = view.getUint32(0)
  if (first === PNG) return size(view.getUint32(16), view.getUint32(20))
  if (first === KTX2) return { ...size(view.getUint32(20, true), view.getUint32(24, true)), isPacked: true }
  if (first === RIFF && view.getUint32(8) === WEBP) return webpSize(view)
  if (view.getUint16(0) === 0xffd8) return jpegSize(view)
  return avifSize(view)
}

const size = (width: number, height: number): ImageSize => ({ width, height, isPacked: false })

function webpSize(view: DataView): ImageSize | undefined {
  switch (view.getUint8(15)) {
    // 'VP8 ', 'VP8L' and 'VP8X' differ in their last letter.
    case 0x20:
      return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
    case 0x4c: {
      const bits = view.getUint32(21, true)
      return size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)
    }
    case 0x58:
      return size((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1)
    default:
      return undefined
  }
}

function jpegSize(view: DataView): ImageSize | undefined {
  for (let at = 2; at + 9 < view.byteLength;) {
    const marker = view.getUint16(at)
    // Start of frame, of whatever kind; C4, C8 and CC are tables.
    if (marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc)
      return size(view.getUint16(at + 7), view.getUint16(at + 5))
    at += marker === 0xffff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** The largest of the sizes in the first part of the file: a picture may be made of tiles. */
function avifSize(view: DataView): ImageSize | undefined {
  let largest: ImageSize | undefined
  for (let at = 4; at + 16 <= Math.min(view.byteLength, 4096); at++) {
    if (view.getUint32(at) !== ISPE) continue
    const found = size(view.getUint32(at + 8), view.getUint32(at + 12))
    if (largest === undefined || found.width * found.height > largest.width * largest.height) largest = found
  }
  return largest
}
