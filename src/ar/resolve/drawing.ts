import { type Camera, distance, type LocalPoint, localPoint, type Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, MarkTool, SpaceMark } from '#domain/mark.ts'
import { type Aim, poseOn, type Surface } from './surface.ts'
import { onStrokePlane, strokePose } from './stroke-plane.ts'
import { worldShape } from './world-shape.ts'

/** What someone wants to draw. */
export interface DrawingWish {
  readonly markId: Id
  readonly author: Id
  readonly tool: MarkTool
  readonly colour: MarkColour
  readonly text: string | undefined
}

/**
 * One mark while it is drawn and, when its place is only approximate, for a while after. It keeps every touched point with its own
 * camera, so that the whole stroke can be laid on another plane when a better one is found.
 */
export interface Drawing {
  readonly wish: DrawingWish
  readonly spaceId: Id
  readonly first: Aim
  readonly quality: Surface['quality'] | undefined
  readonly hasEnded: boolean
  /** More points of the drawing; laid on its plane as soon as there is one. */
  extend(aims: readonly Aim[]): void
  end(): void
  /** Freezes the plane (again) and lays every point on it. */
  place(surface: Surface): void
  /** The mark as it stands now; undefined before it has a place or when it has no shape. */
  mark(at: number): SpaceMark | undefined
}

/** Strokes keep to the first point's plane; whatever has a normal of its own stands on the surface. */
function planeFor(tool: MarkTool, surface: Surface, first: Aim): Pose {
  return tool === 'freehand' || tool === 'circle' ? strokePose(surface, first) : poseOn(surface, first.camera)
}

/** Begins a drawing at its first touched point. */
export function createDrawing(wish: DrawingWish, spaceId: Id, first: Aim): Drawing {
  const aims: Aim[] = [first]
  let points: LocalPoint[] = []
  let laid = 0
  let placed: { readonly surface: Surface; readonly pose: Pose } | undefined
  let hasEnded = false
  const camera: Camera = first.camera

  const lay = (pose: Pose): void => {
    for (; laid < aims.length; laid++) {
      const aim = aims[laid]
      const point = laid === 0 ? localPoint(0, 0, 0) : aim && onStrokePlane(aim, pose, camera)
      if (point) points.push(point)
    }
  }

  return {
    wish,
    spaceId,
    first,
    get quality() {
      return placed?.surface.quality
    },
    get hasEnded() {
      return hasEnded
    },
    extend(more) {
      aims.push(...more)
      if (placed) lay(placed.pose)
    },
    end() {
      hasEnded = true
    },
    place(surface) {
      const pose = planeFor(wish.tool, surface, first)
      placed = { surface, pose }
      points = []
      laid = 0
      lay(pose)
    },
    mark(at) {
      if (placed === undefined) return undefined
      const away = distance(camera.pose.position, placed.pose.position)
      const shape = worldShape(wish.tool, points, away, wish.text)
      if (shape === undefined) return undefined
      const { markId: id, author, colour } = wish
      const { quality } = placed.surface
      return { id, author, colour, at, on: 'space', spaceId, quality, pose: placed.pose, shape }
    },
  }
}
