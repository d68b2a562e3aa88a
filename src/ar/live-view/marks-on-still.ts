import { type Camera, fromLocal, type ImagePoint, project, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark, Units } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { measureWords } from '../marks/measure-parts.ts'
import { pickMark, pickStillMark } from '../marks/pick-mark.ts'
import type { PictureMark, PictureShape } from './still-canvas.ts'

/** Parts of marks by the marks' ids. */
export type MarksOnStill = ReadonlyMap<Id, readonly PictureMark[]>

/* Without 3D: the technician's page shows marked stills with this and never loads three. */

/** Corners that stand for a circle of the room. */
const CIRCLE_CORNERS = 48

/**
 * Every mark that is seen on a still, by its id, in the order in which they were made: those that were drawn on it, and those of the room
 * as they are seen from where it was taken. One mark may be drawn as several parts; marks behind the camera have none.
 * @param units of measured lengths
 */
export function marksOnStill({ marks, stills }: SceneState, stillId: Id, units: Units): MarksOnStill {
  const camera = stills.get(stillId)?.camera
  const seen = new Map<Id, readonly PictureMark[]>()
  for (const mark of marks.values()) {
    const parts = partsOf(mark, stillId, camera, units)
    if (parts.length > 0) seen.set(mark.id, parts)
  }
  return seen
}

function partsOf(
  mark: Mark,
  stillId: Id,
  camera: (Camera & { readonly spaceId: Id }) | undefined,
  units: Units,
): readonly PictureMark[] {
  if (mark.on === 'still') return mark.stillId === stillId ? [mark] : []
  if (camera === undefined || mark.spaceId !== camera.spaceId) return []
  return seenShapes(mark, camera, units).map((shape) => ({ colour: mark.colour, shape }))
}

function seenShapes({ pose, shape }: SpaceMark, camera: Camera, units: Units): readonly PictureShape[] {
  const see = (local: Vec3): ImagePoint | undefined => project(fromLocal(pose, local), camera)
  const place = see([0, 0, 0])
  switch (shape.tool) {
    case 'arrow': {
      const tail = see([0, shape.length, 0])
      return place === undefined ? [] : [{ tool: 'arrow', tip: place, ...(tail && { tail }) }]
    }
    case 'circle':
      return linesThrough(
        Array.from({ length: CIRCLE_CORNERS + 1 }, (_, index) => {
          const angle = (index / CIRCLE_CORNERS) * 2 * Math.PI
          return see([shape.radiusX * Math.cos(angle), 0, shape.radiusZ * Math.sin(angle)])
        }),
      )
    case 'freehand':
      return linesThrough(shape.points.map(see))
    case 'measure': {
      const words = measureWords(shape.points, units).flatMap(({ at, text, kind }): PictureShape[] => {
        const seen = see(at)
        return isInside(seen) ? [{ tool: 'length', at: seen, text, isTotal: kind === 'total' }] : []
      })
      // Straight from point to point: one line each, since a stroke is drawn smooth.
      const sides = shape.points.slice(1).map((to, index) => [see(shape.points[index] ?? to), see(to)])
      return [...sides.flatMap(linesThrough), ...words]
    }
    case 'text':
      return isInside(place) ? [{ tool: 'text', at: place, text: shape.text }] : []
    case 'step':
      return isInside(place) ? [{ ...shape, at: place }] : []
  }
}

/** Words keep to the picture, so that those of a place beside it would point at a wrong one. */
function isInside(point: ImagePoint | undefined): point is ImagePoint {
  return point !== undefined && point.u >= 0 && point.u <= 1 && point.v >= 0 && point.v <= 1
}

/** A line ends where it goes behind the camera, and begins anew where it comes back. */
function linesThrough(points: readonly (ImagePoint | undefined)[]): readonly PictureShape[] {
  const lines: ImagePoint[][] = [[]]
  for (const point of points) {
    if (point !== undefined) lines.at(-1)?.push(point)
    else if (lines.at(-1)?.length !== 0) lines.push([])
  }
  return lines.filter((line) => line.length > 0).map((line) => ({ tool: 'freehand', points: line }))
}

/** The mark that a touch on a still means: one that was drawn on it, else one of the room that is seen there. */
export function pickOnStill(
  point: ImagePoint,
  scene: SceneState,
  stillId: Id,
  aspect: number,
): Id | undefined {
  const onIt = pickStillMark(point, scene.marks, stillId, aspect)
  const camera = scene.stills.get(stillId)?.camera
  if (onIt !== undefined || camera === undefined) return onIt
  return pickMark(point, camera, scene, camera.spaceId, aspect)
}
