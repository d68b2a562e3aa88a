import { type Camera, distance, type LocalPoint, localPoint, type Pose, toLocal } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import {
  type MarkColour,
  type MarkTool,
  MAX_MEASURE_POINTS,
  type SpaceMark,
  type StepDetail,
  type Units,
} from '#domain/mark.ts'
import { type Aim, poseOn, type Surface, type SurfaceQuality } from './surface.ts'
import { onStrokePlane, strokePose } from './stroke-plane.ts'
import { worldShape } from './world-shape.ts'

/** What someone wants to draw. */
export interface DrawingWish {
  readonly markId: Id
  readonly author: Id
  readonly tool: MarkTool
  readonly colour: MarkColour
  readonly text: string | undefined
  /** Of a measure. */
  readonly units?: Units | undefined
  /** Of a numbered step. */
  readonly step?: StepDetail | undefined
}

/**
 * One mark while it is drawn and, when its place is only approximate, for a while after. It keeps every touched point with its own
 * camera, so that the whole stroke can be laid on another plane when a better one is found.
 */
export interface Drawing {
  readonly wish: DrawingWish
  readonly spaceId: Id
  readonly aims: readonly Aim[]
  /** Undefined before the first point has a place. */
  readonly quality: SurfaceQuality | undefined
  readonly hasEnded: boolean
  /** More points of the drawing; laid on its plane as soon as there is one, unless each has a surface of its own. */
  extend(aims: readonly Aim[]): void
  end(): void
  /** The surface of the first point freezes the plane (again) and lays every point on it; of a later one, it is that point's own. */
  place(surface: Surface, index?: number): void
  /** The mark as it stands now; undefined before it has a place or when it has no shape. */
  mark(at: number): SpaceMark | undefined
}

/** From the best to the worst: a measure is as good as its worst point. */
const WORST_LAST: readonly SurfaceQuality[] = ['depth', 'hit-test', 'plane', 'nearby', 'approximate']

/** Strokes keep to the first point's plane; whatever has a normal of its own stands on the surface. */
function planeFor(tool: MarkTool, surface: Surface, first: Aim): Pose {
  return tool === 'freehand' || tool === 'circle' ? strokePose(surface, first) : poseOn(surface, first.camera)
}

/**
 * Begins a drawing at its first touched point.
 * @param areOwnPlaces every point gets a place of its own by `place`; those from the first without one on are not shown yet
 */
export function createDrawing(wish: DrawingWish, spaceId: Id, first: Aim, areOwnPlaces = false): Drawing {
  const aims: Aim[] = [first]
  const surfaces: (Surface | undefined)[] = []
  let points: LocalPoint[] = []
  let laid = 0
  let pose: Pose | undefined
  let hasEnded = false
  const camera: Camera = first.camera

  const lay = (plane: Pose): void => {
    for (; laid < aims.length; laid++) {
      const aim = aims[laid]
      const own = surfaces[laid]
      if (areOwnPlaces && own === undefined) return
      const point =
        laid === 0
          ? localPoint(0, 0, 0)
          : own
            ? toLocal(plane, own.point)
            : aim && onStrokePlane(aim, plane, camera)
      if (point) points.push(point)
    }
  }
  const layAgain = (plane: Pose): void => {
    points = []
    laid = 0
    lay(plane)
  }

  return {
    wish,
    spaceId,
    aims,
    get quality() {
      if (pose === undefined) return undefined
      return WORST_LAST.findLast((quality) => surfaces.some((surface) => surface?.quality === quality))
    },
    get hasEnded() {
      return hasEnded
    },
    extend(more) {
      const room = wish.tool === 'measure' ? MAX_MEASURE_POINTS - aims.length : more.length
      aims.push(...more.slice(0, room))
      if (pose) lay(pose)
    },
    end() {
      hasEnded = true
    },
    place(surface, index = 0) {
      surfaces[index] = surface
      if (index === 0) pose = planeFor(wish.tool, surface, first)
      if (pose) layAgain(pose)
    },
    mark(at) {
      const { quality } = this
      if (pose === undefined || quality === undefined) return undefined
      const away = distance(camera.pose.position, pose.position)
      const shape = worldShape(wish, points, away)
      if (shape === undefined) return undefined
      const { markId: id, author, colour } = wish
      return { id, author, colour, at, on: 'space', spaceId, quality, pose, shape }
    },
  }
}
