import { NativePlane, P_PLANE, P_SPACE, XRPlane, XRRigidTransform, XRSemanticLabels, XRSpace } from 'iwer'
import { HORIZONTAL, VERTICAL } from './platform.ts'
import { type FlatArea, flatAreas } from './room/planes.ts'

const ORIENTATIONS = { horizontal: HORIZONTAL, vertical: VERTICAL }

/** The room's flat areas as the emulator keeps planes, without any meaning attached: phones do not name them. */
export function nativePlanes(): readonly NativePlane[] {
  return flatAreas.map(({ pose, halfX, halfZ }) => {
    const [x, y, z] = pose.position
    const [qx, qy, qz, qw] = pose.orientation
    const corners = [
      [-halfX, -halfZ],
      [-halfX, halfZ],
      [halfX, halfZ],
      [halfX, -halfZ],
    ] as const
    return new NativePlane(
      new XRRigidTransform({ x, y, z }, { x: qx, y: qy, z: qz, w: qw }),
      corners.map(([cx, cz]) => new DOMPointReadOnly(cx, 0, cz, 1)),
      XRSemanticLabels.Other,
    )
  })
}

/** One session's planes: the same objects in every frame, unchanged since they were found. */
export function createDetectedPlanes(room: XRSpace, natives: readonly NativePlane[]): readonly XRPlane[] {
  return natives.map((native, i) => {
    const area: FlatArea | undefined = flatAreas[i]
    const space = new XRSpace(room)
    space[P_SPACE].offsetMatrix = native.transform.matrix
    const plane = new XRPlane(native, space, native.polygon)
    if (area?.orientation) plane[P_PLANE].orientation = ORIENTATIONS[area.orientation]
    return plane
  })
}
