import {
  Box3,
  DirectionalLight,
  HemisphereLight,
  type Object3D,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three'
import { createStandIns } from './stand-in.ts'

/** From which side a model is looked at: slightly from above and from its front's right. */
const VIEW = new Vector3(0.72, 0.52, 1)
const FIELD_OF_VIEW = 26

/**
 * Draws a model alone onto a transparent canvas, for its picture in the gallery. Metres, +Y up; any size fills the canvas.
 * Throws where there is no WebGL: pictures are made by scripts, not in front of people.
 */
export function drawPortrait(canvas: HTMLCanvasElement, model: Object3D): void {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, preserveDrawingBuffer: true })
  renderer.setSize(canvas.width, canvas.height, false)
  const scene = new Scene()
  const sky = new HemisphereLight(0xffffff, 0x8f8a84, 0.7)
  const sun = new DirectionalLight(0xfff6ea, 1.7)
  sun.position.set(-0.6, 1.2, 0.9)
  scene.add(sky, sun, model)

  const box = new Box3().setFromObject(model)
  const size = box.getSize(new Vector3())
  const middle = box.getCenter(new Vector3())
  const standIns = createStandIns()
  scene.add(standIns.shadow([size.x, size.y, size.z]))

  const camera = new PerspectiveCamera(FIELD_OF_VIEW, canvas.width / canvas.height, 0.001, 100)
  camera.position.copy(middle).addScaledVector(VIEW.clone().normalize(), size.length() * 3)
  camera.lookAt(middle)
  camera.updateMatrixWorld()
  frame(camera, box)
  renderer.render(scene, camera)
  standIns.dispose()
  renderer.dispose()
}

/** Moves the camera's window, and narrows it, until the box just fills it. */
function frame(camera: PerspectiveCamera, box: Box3): void {
  const corner = new Vector3()
  let [left, right, bottom, top] = [1, -1, 1, -1]
  for (let index = 0; index < 8; index++) {
    corner.set(
      index & 1 ? box.max.x : box.min.x,
      index & 2 ? box.max.y : box.min.y,
      index & 4 ? box.max.z : box.min.z,
    )
    corner.project(camera)
    left = Math.min(left, corner.x)
    right = Math.max(right, corner.x)
    bottom = Math.min(bottom, corner.y)
    top = Math.max(top, corner.y)
  }
  const half = (Math.max(right - left, top - bottom) / 2) * 1.06
  const full = 1000
  const x = ((left + right) / 2 - half + 1) / 2
  const y = (1 - ((bottom + top) / 2 + half)) / 2
  camera.setViewOffset(full, full, x * full, y * full, half * full, half * full)
  camera.updateProjectionMatrix()
}
