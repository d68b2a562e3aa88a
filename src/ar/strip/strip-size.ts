/**
 * Rows of strip for a picture whose longer edge has 1280 pixels. Fewer rows save bits; more survive a stronger
 * down-scale: at WebRTC's start (a quarter of the size) six rows are left, of which the middle three are read.
 */
const STRIP_ROWS = 24
const FOR_LONG_EDGE = 1280

/** Fewest rows: encoders work on blocks of 8 and smear what is thinner into the picture's edge. */
const MIN_STRIP_ROWS = 8

/** Strip rows below a picture of this size, in pixels. Even, since encoders halve the colour planes. */
export function stripRowsFor(width: number, height: number): number {
  const rows = (Math.max(width, height) * STRIP_ROWS) / FOR_LONG_EDGE
  return Math.max(MIN_STRIP_ROWS, 2 * Math.round(rows / 2))
}

/**
 * Picture and strip of a frame by its own shape alone, in its own pixels: for a frame that comes before, or after, the sender's word on
 * its size. Inverse of `stripRowsFor` up to its rounding, which is less than the margin that is left out when the strip is read.
 */
export function stripIn({ width, height }: { readonly width: number; readonly height: number }): {
  readonly height: number
  readonly stripRows: number
} {
  const share = STRIP_ROWS / FOR_LONG_EDGE
  const underWide = width * share
  const stripRows = height - underWide <= width ? underWide : (height * share) / (1 + share)
  return { height: height - stripRows, stripRows }
}

/** Where the strip begins in a received frame, in that frame's own pixels: it may have been scaled on the way. */
export function pictureHeightIn(
  frameHeight: number,
  picture: { readonly height: number; readonly stripRows: number },
): number {
  const sent = picture.height + picture.stripRows
  return sent === 0 ? frameHeight : (frameHeight * picture.height) / sent
}
