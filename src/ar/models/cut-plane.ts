import { type Box3, type Matrix4, type Plane } from 'three'
import type { Placement } from '#domain/placement.ts'

/**
 * The plane that cuts a share of a model away from its upper, right or front end: what lies behind the plane (negative side) goes.
 * @param box of the model in its own frame, at scale 1
 * @param stands where the model's frame stands in the world, its scale included
 */
export function setCutPlane(
  plane: Plane,
  { axis, share }: NonNullable<Placement['cut']>,
  box: Box3,
  stands: Matrix4,
): void {
  const edge = box.max[axis] - share * (box.max[axis] - box.min[axis])
  plane.normal.set(axis === 'x' ? -1 : 0, axis === 'y' ? -1 : 0, axis === 'z' ? -1 : 0)
  plane.constant = edge
  plane.applyMatrix4(stands)
}
