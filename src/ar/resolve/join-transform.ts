import { type Pose, type Quat, rotate, spaceDirection, subtract, type Vec3 } from '#domain/geometry.ts'
import { type Aim, poseOn, type Surface } from './surface.ts'

/** A normal with more of gravity in it than this has no direction of its own to turn by: the surface lies flat. */
const LYING_FLAT = 0.7

/** Whether what stands there stands on a floor, a table or a ceiling: the way it faces says nothing then. */
function isLying(pose: Pose): boolean {
  return Math.abs(rotate(pose.orientation, [0, 1, 0])[1]) > LYING_FLAT
}

/** The turn about the vertical of a direction: 0 along +Z, a quarter turn along +X. */
function headingOf([x, , z]: Vec3): number {
  return Math.atan2(x, z)
}

/**
 * How an earlier space lies in this one when a mark of it is found again: the pose of the old space's origin. Gravity is the same in both,
 * so it only turns about the vertical and shifts.
 * @param mark where it stands in the old space
 * @param found the same place in this space: a wall's way is its normal (+Y), a flat surface's is "away from the viewer" (-Z), as in `poseOn`
 * @param turn more of it about the vertical through that place, in radians, counter-clockwise seen from above
 */
export function joinTransform(mark: Pose, found: Pose, turn: number): Pose {
  const axis: Vec3 = isLying(mark) ? [0, 0, -1] : [0, 1, 0]
  const yaw = headingOf(rotate(found.orientation, axis)) - headingOf(rotate(mark.orientation, axis)) + turn
  const orientation: Quat = [0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)]
  return { position: subtract(found.position, rotate(orientation, mark.position)), orientation }
}

/**
 * The place that was touched for a mark of another space, as `joinTransform` wants it. On a flat surface the old way is not known: it is
 * taken to be the viewer's, and can be turned.
 * @param isSameSpace an earlier joining is corrected: the world is turned already, so it is only shifted
 */
export function foundPose(mark: Pose, surface: Surface, aim: Aim, isSameSpace: boolean): Pose {
  if (isSameSpace) return { position: surface.point, orientation: mark.orientation }
  if (!isLying(mark)) return poseOn(surface, aim.camera)
  const up = rotate(mark.orientation, [0, 1, 0])[1] > 0 ? 1 : -1
  return poseOn({ point: surface.point, normal: spaceDirection(0, up, 0) }, aim.camera)
}
