import { Camera as ThreeCamera, Quaternion, Vector3 } from 'three'
import { type Camera, projectionMatrix, type Projection } from '#domain/geometry.ts'

/** A three camera that takes over the domain's, with no code of three moving it. */
export interface SceneCamera {
  readonly three: ThreeCamera
  set(camera: Camera): void
}

export function createSceneCamera(): SceneCamera {
  const three = new ThreeCamera()
  // Not the camera's own: those keep angles up to date that nobody asks for.
  const position = new Vector3()
  const turn = new Quaternion()
  const one = new Vector3(1, 1, 1)
  three.matrixAutoUpdate = false
  three.matrixWorldAutoUpdate = false
  let last: Projection | undefined

  function sameProjection(p: Projection): boolean {
    return last !== undefined && last[0] === p[0] && last[1] === p[1] && last[2] === p[2] && last[3] === p[3]
  }

  return {
    three,
    set({ pose, projection }) {
      // By index: taking arrays apart makes an iterator each time, sixty times a second.
      const { position: p, orientation: q } = pose
      turn.set(q[0], q[1], q[2], q[3]).normalize()
      position.set(p[0], p[1], p[2])
      three.matrix.compose(position, turn, one)
      three.matrixWorld.copy(three.matrix)
      three.matrixWorldInverse.copy(three.matrix).invert()
      // A phone keeps its projection for a whole run, so the array below is made once and not per frame.
      if (projection === last || sameProjection(projection)) return
      last = projection
      three.projectionMatrix.fromArray(projectionMatrix(projection))
      three.projectionMatrixInverse.copy(three.projectionMatrix).invert()
    },
  }
}
