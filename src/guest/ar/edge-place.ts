/** Room that must stay free at the screen's edges, in CSS pixels. */
export interface Insets {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** A place on the screen, in CSS pixels from its top left corner. Written again and again, so that the frame loop allocates nothing. */
export interface EdgePlace {
  x: number
  y: number
}

/**
 * Where the way from the middle of the free rectangle in that direction meets its edge.
 * @param angle radians, 0 right, a quarter turn down
 * @param out is overwritten
 */
export function edgePlace(
  angle: number,
  width: number,
  height: number,
  insets: Insets,
  out: EdgePlace,
): void {
  const halfWidth = Math.max(0, (width - insets.left - insets.right) / 2)
  const halfHeight = Math.max(0, (height - insets.top - insets.bottom) / 2)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const reach = Math.min(
    halfWidth / Math.max(Math.abs(cos), 1e-9),
    halfHeight / Math.max(Math.abs(sin), 1e-9),
  )
  out.x = insets.left + halfWidth + cos * reach
  out.y = insets.top + halfHeight + sin * reach
}
