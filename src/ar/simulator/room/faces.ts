import { cross, type Pose, rotate, type Vec3 } from '#domain/geometry.ts'
import { add, NO_TURN, scale, turnFromAxes, unit } from '../maths.ts'
import type { Shell } from './cast.ts'
import type { Box } from './solid.ts'

/** Which of a box's own axes run along the two edges of each face, so that cross(u, v) points outwards. */
const FACES: readonly {
  readonly u: 0 | 1 | 2
  readonly v: 0 | 1 | 2
  readonly n: 0 | 1 | 2
  readonly flip: 1 | -1
}[] = [
  { u: 2, v: 1, n: 0, flip: -1 },
  { u: 0, v: 2, n: 1, flip: -1 },
  { u: 0, v: 1, n: 2, flip: 1 },
]

/** A face of a box: its corner and edges in the room. */
export interface Face {
  readonly corner: Vec3
  readonly edgeU: Vec3
  readonly edgeV: Vec3
  readonly normal: Vec3
}

/** The six faces of a box, each with cross(edgeU, edgeV) along its outward normal. */
export function facesOf({ pose, size }: Pick<Box, 'pose' | 'size'>): readonly Face[] {
  const axis = (i: 0 | 1 | 2, k: number): Vec3 =>
    rotate(pose.orientation, [i === 0 ? k : 0, i === 1 ? k : 0, i === 2 ? k : 0])
  return FACES.flatMap(({ u, v, n, flip }) =>
    ([1, -1] as const).map((side) => {
      const edgeU = axis(u, size[u] * side * flip)
      const edgeV = axis(v, size[v])
      const normal = axis(n, side)
      const middle = add(pose.position, scale(normal, size[n] / 2))
      return { corner: add(middle, scale(add(edgeU, edgeV), -0.5)), edgeU, edgeV, normal }
    }),
  )
}

/** The pose whose +Y is a face's normal, at the face's middle, +X along its first edge: how WebXR lays a plane. */
export function poseOfFace(face: Face): Pose {
  const x = unit(face.edgeU)
  return {
    position: add(face.corner, scale(add(face.edgeU, face.edgeV), 0.5)),
    orientation: turnFromAxes(x, face.normal, cross(x, face.normal)),
  }
}

/** The room's own floor, ceiling and walls, each with its normal into the room. */
export function facesOfShell({ min, max }: Shell): readonly Face[] {
  const size: Vec3 = [max[0] - min[0], max[1] - min[1], max[2] - min[2]]
  const pose = { position: scale(add(min, max), 0.5), orientation: NO_TURN }
  return facesOf({ pose, size }).map((face) => ({
    corner: add(face.corner, face.edgeU),
    edgeU: scale(face.edgeU, -1),
    edgeV: face.edgeV,
    normal: scale(face.normal, -1),
  }))
}
