import { Camera as ThreeCamera, type Quaternion, Vector3 } from 'three'
import { type Camera, projectionMatrix, type Projection } from '#domain/geometry.ts'

/** A three camera that takes over the domain's, with no code of three moving it. */
export interface SceneCamera {
  readonly three: ThreeCamera
  set(camera: Camera): void
}

const ONE = new Vector3(1, 1, 1)

export function createSceneCamera(): SceneCamera {
  const three = new ThreeCamera()
  three.matrixAutoUpdate = false
  three.matrixWorldAutoUpdate = false
  let last: Projection | undefined

  function sameProjection([a, b, c, d]: Projection): boolean {
    return last !== undefined && last[0] === a && last[1] === b && last[2] === c && last[3] === d
  }

  return {
    three,
    set({ pose, projection }) {
      const [px, py, pz] = pose.position
      const [qx, qy, qz, qw] = pose.orientation
      const turn: Quaternion = three.quaternion.set(qx, qy, qz, qw).normalize()
      three.matrix.compose(three.position.set(px, py, pz), turn, ONE)
      three.matrixWorld.copy(three.matrix)
      three.matrixWorldInverse.copy(three.matrix).invert()
      // A phone keeps its projection for a whole run, so the array below is made once and not per frame.
      if (sameProjection(projection)) return
      last = projection
      three.projectionMatrix.fromArray(projectionMatrix(projection))
      three.projectionMatrixInverse.copy(three.projectionMatrix).invert()
    },
  }
}
