import { type Camera as ThreeCamera, Mesh, Scene, ShaderMaterial, WebGLRenderer } from 'three'
import { createQuad } from '#ar/marks/arrow-batch.ts'

/**
 * What three itself costs: the compositor's renderer with so many objects that never change, each of a program of its own, since marks are
 * drawn with several too. Without any it is an empty scene.
 */
export function createThreeScene(
  canvas: HTMLCanvasElement,
  objects: number,
): { draw(camera: ThreeCamera): void; readonly drawCalls: number; close(): void } {
  // As the compositor makes it.
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: false, preserveDrawingBuffer: true })
  renderer.autoClear = false
  renderer.info.autoReset = false
  renderer.localClippingEnabled = true
  renderer.sortObjects = false
  const scene = new Scene()
  for (let n = 0; n < objects; n++) {
    const mesh = new Mesh(
      createQuad(),
      new ShaderMaterial({
        vertexShader:
          'void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
        fragmentShader: `void main() { gl_FragColor = vec4(${n}.0 / 255.0); }`,
      }),
    )
    mesh.geometry.instanceCount = 1
    mesh.frustumCulled = false
    mesh.matrixAutoUpdate = false
    scene.add(mesh)
  }
  return {
    draw(camera) {
      renderer.info.reset()
      renderer.clear()
      renderer.render(scene, camera)
    },
    get drawCalls() {
      return renderer.info.render.calls
    },
    close: () => renderer.dispose(),
  }
}
