import type { Capability } from '#domain/capability.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Crop } from '../compositor/compositor.ts'
import { WHOLE_PICTURE } from '../compositor/compositor.ts'
import { pictureHeightIn, stripIn } from '../strip/strip-size.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Longest edge that the canvas has at least, in pixels: a call starts with a quarter of the picture's size, and marks drawn at that size
 * would be coarse. More costs fill rate on desks without a graphics card.
 */
const LEAST_LONG_EDGE = 1280

/** How far a frame's shape may be from the announced one and still be that: scaling on the way rounds to whole pixels. */
const SAME_SHAPE = 0.05

/** Whether frames of this sender carry a strip below the picture. */
export function hasStrip(capability: Capability | undefined): capability is Capability {
  return capability?.ladder === 'world'
}

/** Whether a frame is of the shape that its sender has announced last. Its size comes another way than the frames, sooner or later. */
function isAnnounced({ width, height }: Size, { picture }: Capability): boolean {
  const announced = picture.width / (picture.height + picture.stripRows)
  return picture.stripRows > 0 && Math.abs(width / height / announced - 1) < SAME_SHAPE
}

/** What of a frame is picture and what is strip; only their ratio matters. */
export function stripOf(frame: Size, capability: Capability): { height: number; stripRows: number } {
  return isAnnounced(frame, capability) ? capability.picture : stripIn(frame)
}

/** The part of a received frame that is picture. */
export function cropOf(frame: Size, capability: Capability | undefined): Crop {
  if (!hasStrip(capability)) return WHOLE_PICTURE
  return { ...WHOLE_PICTURE, bottom: pictureHeightIn(1, stripOf(frame, capability)) }
}

/**
 * Size of the picture without its strip. The sender's own measure in the world ladder, as long as the frame is of that shape; else the
 * received frame's, since a phone that is turned changes it before it can say so.
 */
export function pictureSize(frame: Size, capability: Capability | undefined): Size {
  if (!hasStrip(capability)) return frame
  const { width, height } = capability.picture
  if (isAnnounced(frame, capability)) return { width, height }
  return { width: frame.width, height: Math.round(stripIn(frame).height) }
}

/** Size of the canvas for a picture: its exact shape, never coarser than the picture. */
export function canvasSize({ width, height }: Size): Size {
  const scale = Math.max(1, LEAST_LONG_EDGE / Math.max(width, height, 1))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** An element's box in client pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Where a client coordinate lies in the picture; may lie outside of 0 to 1.
 * @param isContained whether CSS shows the canvas by `object-fit: contain`, with bars beside or above it
 */
export function imagePointAt(
  box: Box,
  picture: Size,
  isContained: boolean,
  clientX: number,
  clientY: number,
): ImagePoint | undefined {
  if (box.width === 0 || box.height === 0 || picture.width === 0 || picture.height === 0) return undefined
  const scale = Math.min(box.width / picture.width, box.height / picture.height)
  const width = isContained ? picture.width * scale : box.width
  const height = isContained ? picture.height * scale : box.height
  return {
    u: (clientX - box.left - (box.width - width) / 2) / width,
    v: (clientY - box.top - (box.height - height) / 2) / height,
  }
}

/** The other way: where a point of the picture is on the screen, in client pixels. */
export function clientPointAt(
  box: Box,
  picture: Size,
  isContained: boolean,
  { u, v }: ImagePoint,
): { readonly clientX: number; readonly clientY: number } | undefined {
  const zero = imagePointAt(box, picture, isContained, 0, 0)
  const one = imagePointAt(box, picture, isContained, 1, 1)
  if (zero === undefined || one === undefined) return undefined
  return { clientX: (u - zero.u) / (one.u - zero.u), clientY: (v - zero.v) / (one.v - zero.v) }
}

export function isInside({ u, v }: ImagePoint): boolean {
  return u >= 0 && u <= 1 && v >= 0 && v <= 1
}
