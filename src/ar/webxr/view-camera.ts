import { type Camera, projectionOf } from '#domain/geometry.ts'
import { poseOf } from './rigid.ts'

/** The camera of an AR view as ours. Allocates: for clicks and copies, not for every frame. */
export function cameraOf(view: XRView): Camera {
  return { pose: poseOf(view.transform), projection: projectionOf(view.projectionMatrix) }
}
