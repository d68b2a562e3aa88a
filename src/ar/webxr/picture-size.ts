import type { Capability } from '#domain/capability.ts'
import { stripRowsFor } from '../strip/strip-size.ts'

/** Encoders halve the colour planes and some phones' hardware wants multiples of 8. */
const MULTIPLE = 8

function fitEdge(edge: number, scale: number): number {
  return Math.max(MULTIPLE, Math.floor((edge * scale) / MULTIPLE) * MULTIPLE)
}

/**
 * The size of the outgoing picture for a viewport: its shape, no larger than the viewport, its longer edge no longer than asked.
 * Rounding to whole blocks changes the shape by less than one block.
 */
export function pictureSize(
  viewportWidth: number,
  viewportHeight: number,
  longEdge: number,
): Capability['picture'] {
  const scale = Math.min(1, longEdge / Math.max(viewportWidth, viewportHeight, 1))
  const width = fitEdge(viewportWidth, scale)
  const height = fitEdge(viewportHeight, scale)
  return { width, height, stripRows: stripRowsFor(width, height) }
}
