/**
 * The frame strip: a row of black and white blocks below the picture that carries the low 16 bits of a frame's id
 * through any encoder. From left to right: guards 1 0, 16 id bits (highest first), 4 check bits, guards 0 1.
 */
export const STRIP_BLOCKS = 24
const ID_BITS = 16
const CHECK_BITS = 4
const FIRST_ID_BLOCK = 2
const FIRST_CHECK_BLOCK = FIRST_ID_BLOCK + ID_BITS

/** Least difference between a white and a black guard, of 255. Lower reads fainter pictures and trusts more noise. */
const MIN_CONTRAST = 40

/**
 * A block nearer to the threshold than this share of the contrast says nothing, and the whole strip is unreadable.
 * Wider refuses more frames that were blended from two; narrower leaves more to the four check bits alone.
 */
const DEAD_BAND = 0.15

export type Bit = 0 | 1

/**
 * CRC-4 (x^4 + x + 1) of the 16 id bits, inverted so that an all-black strip is never valid.
 * It catches every single wrong block, every burst of four, and a strip that was only partly brought up to date
 * by the encoder. Source: ITU-T G.704 2.3.3.5.
 */
function checkOf(id: number): number {
  let rest = (id & 0xffff) << CHECK_BITS
  for (let bit = ID_BITS + CHECK_BITS - 1; bit >= CHECK_BITS; bit--) {
    if ((rest >> bit) & 1) rest ^= 0b10011 << (bit - CHECK_BITS)
  }
  return ~rest & 0b1111
}

function bitOf(value: number, index: number, bits: number): Bit {
  return (value >> (bits - 1 - index)) & 1 ? 1 : 0
}

/** The bit of one block, so that painting needs no array. */
export function stripBit(id: number, block: number): Bit {
  if (block === 0 || block === STRIP_BLOCKS - 1) return 1
  if (block === 1 || block === STRIP_BLOCKS - 2) return 0
  if (block < FIRST_CHECK_BLOCK) return bitOf(id & 0xffff, block - FIRST_ID_BLOCK, ID_BITS)
  return bitOf(checkOf(id), block - FIRST_CHECK_BLOCK, CHECK_BITS)
}

/** The 24 blocks for a frame id, of which the low 16 bits are kept; 1 is white. */
export function encodeStrip(id: number): readonly Bit[] {
  return Array.from({ length: STRIP_BLOCKS }, (_, block) => stripBit(id, block))
}

/**
 * The low 16 bits of the frame id, or undefined when the strip cannot be trusted. Never throws.
 *
 * Black and white are taken from the guards at both ends and change evenly between them, so that a strip that was
 * darkened, washed out or lit from one side is read too.
 *
 * @param levels the luma of the 24 blocks, left to right, in any unit where MIN_CONTRAST of 255 makes sense
 */
export function decodeStrip(levels: ArrayLike<number>): number | undefined {
  const at = (block: number): number => levels[block] ?? Number.NaN
  const whiteLeft = at(0)
  const blackLeft = at(1)
  const blackRight = at(STRIP_BLOCKS - 2)
  const whiteRight = at(STRIP_BLOCKS - 1)
  const contrast = Math.min(whiteLeft - blackLeft, whiteRight - blackRight)
  if (!(contrast >= MIN_CONTRAST)) return undefined
  let id = 0
  let check = 0
  for (let block = FIRST_ID_BLOCK; block < STRIP_BLOCKS - 2; block++) {
    const share = (block - 0.5) / (STRIP_BLOCKS - 2)
    const black = blackLeft + (blackRight - blackLeft) * share
    const white = whiteLeft + (whiteRight - whiteLeft) * share
    const level = (at(block) - black) / (white - black) - 0.5
    if (!(Math.abs(level) >= DEAD_BAND)) return undefined
    const bit = level > 0 ? 1 : 0
    if (block < FIRST_CHECK_BLOCK) id = (id << 1) | bit
    else check = (check << 1) | bit
  }
  return check === checkOf(id) ? id : undefined
}
