import { type Camera, type ImagePoint, multiply, type Pose, type Quat, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark, StillMark, WorldShape } from '#domain/mark.ts'
import { LEAN } from '../marks/sizes.ts'

/**
 * Marks on a still have no space. They are drawn by the same code as all others, as marks on a wall that fills the picture:
 * the wall stands this far before a camera at the origin, and is as many metres high.
 */
export const WALL = 1.2

/** Length of an arrow on a still, in metres of that wall: a ninth of the picture's height. */
const ARROW_LENGTH = 0.135

/**
 * How far an arrow that was turned leans on that wall, in radians: nearly flat, so that it lies on the picture in the direction that it was
 * turned to, in the middle as well as at the edges.
 */
const TURNED_LEAN = 1.31

/** Turns local +Y (a surface's normal) towards the camera: a quarter turn around X. */
const FACING: Quat = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]

/** The camera that sees exactly the wall. `aspect` is the picture's width over its height. */
export function pictureCamera(aspect: number): Camera {
  return { pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] }, projection: [2 / aspect, 2, 0, 0] }
}

/** An image point on the wall. */
export function onWall(point: ImagePoint, aspect: number): Pose {
  const position: Vec3 = [(point.u - 0.5) * aspect * WALL, (0.5 - point.v) * WALL, -WALL]
  return { position, orientation: FACING }
}

/** A mark of a still as one that stands on the wall; `spaceId` is the still's id. */
export function asWallMark(mark: StillMark, aspect: number): SpaceMark {
  const { id, author, colour, at, shape } = mark
  const base = { id, author, colour, at, on: 'space', spaceId: mark.stillId, quality: 'hit-test' } as const
  const put = (point: ImagePoint, worldShape: WorldShape): SpaceMark => ({
    ...base,
    pose: onWall(point, aspect),
    shape: worldShape,
  })
  switch (shape.tool) {
    case 'arrow':
      return shape.turn === undefined
        ? put(shape.tip, { tool: 'arrow', length: ARROW_LENGTH })
        : turnedArrow(put(shape.tip, { tool: 'arrow', length: ARROW_LENGTH, lean: TURNED_LEAN }), shape.turn)
    case 'circle':
      return put(shape.centre, {
        tool: 'circle',
        radiusX: shape.radiusU * aspect * WALL,
        radiusZ: shape.radiusV * WALL,
      })
    case 'freehand': {
      // Local x is the picture's right, local z its down.
      const points = shape.points.map(({ u, v }): Vec3 => [(u - 0.5) * aspect * WALL, 0, (v - 0.5) * WALL])
      return put({ u: 0.5, v: 0.5 }, { tool: 'freehand', points })
    }
    case 'text':
      return put(shape.at, { tool: 'text', text: shape.text })
    case 'step': {
      const { at: point, ...step } = shape
      return put(point, step)
    }
  }
}

/** Comes from the upper right, and from there as far round as it was turned. */
function turnedArrow(mark: SpaceMark, turn: number): SpaceMark {
  const half = (turn - Math.atan(LEAN.sideways)) / 2
  const orientation = multiply(mark.pose.orientation, [0, Math.sin(half), 0, Math.cos(half)])
  return { ...mark, pose: { ...mark.pose, orientation } }
}

/** Turns the marks of one still into wall marks; the same mark gives the same object until the picture's shape changes. */
export interface PictureMarks {
  of(marks: ReadonlyMap<Id, Mark>, stillId: Id, aspect: number): ReadonlyMap<Id, Mark>
}

export function createPictureMarks(): PictureMarks {
  let known = new WeakMap<StillMark, SpaceMark>()
  let knownAspect = 0
  return {
    of(marks, stillId, aspect) {
      if (aspect !== knownAspect) known = new WeakMap()
      knownAspect = aspect
      const result = new Map<Id, Mark>()
      for (const mark of marks.values()) {
        if (mark.on !== 'still' || mark.stillId !== stillId) continue
        const wallMark = known.get(mark) ?? asWallMark(mark, aspect)
        known.set(mark, wallMark)
        result.set(mark.id, wallMark)
      }
      return result
    },
  }
}
