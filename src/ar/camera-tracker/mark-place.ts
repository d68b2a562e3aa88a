import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, StillMark } from '#domain/mark.ts'
import type { MarkPlace } from '../image-tracking/tracking-messages.ts'

/** What a mark that stands on one point needs to be recognised around it, as a share of the picture. */
const AROUND_POINT = 0.02

/** The part of its still that a mark stands on. */
export function markPlace({ id, shape }: StillMark): MarkPlace {
  switch (shape.tool) {
    case 'arrow':
      return aroundPoints(id, [shape.tip], AROUND_POINT)
    case 'text':
    case 'step':
      return aroundPoints(id, [shape.at], AROUND_POINT)
    case 'freehand':
      return aroundPoints(id, shape.points, 0)
    case 'circle': {
      const { centre, radiusU, radiusV } = shape
      return {
        markId: id,
        left: centre.u - radiusU,
        right: centre.u + radiusU,
        top: centre.v - radiusV,
        bottom: centre.v + radiusV,
      }
    }
  }
}

function aroundPoints(markId: Id, points: readonly ImagePoint[], margin: number): MarkPlace {
  const [left, right] = [Math.min(...points.map(({ u }) => u)), Math.max(...points.map(({ u }) => u))]
  const [top, bottom] = [Math.min(...points.map(({ v }) => v)), Math.max(...points.map(({ v }) => v))]
  return { markId, left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin }
}

/** The places of all marks that stand on stills, by still. */
export function placesByStill(marks: ReadonlyMap<Id, Mark>): ReadonlyMap<Id, readonly MarkPlace[]> {
  const places = new Map<Id, MarkPlace[]>()
  for (const mark of marks.values()) {
    if (mark.on !== 'still') continue
    const ofStill = places.get(mark.stillId)
    if (ofStill === undefined) places.set(mark.stillId, [markPlace(mark)])
    else ofStill.push(markPlace(mark))
  }
  return places
}
