import {
  LinearSRGBColorSpace,
  Mesh,
  PerspectiveCamera,
  PlaneGeometry,
  type Scene,
  ShaderMaterial,
  WebGLRenderer,
} from 'three'
import { type Pose, type Projection, projectionMatrix } from '#domain/geometry.ts'
import { matrixOf } from './maths.ts'
import { createRoomScene } from './room/scene.ts'

const NEAR = 0.03
const FAR = 12

/** The phone's camera: draws the room from a pose, at most once for the same pose and size. */
export interface Environment {
  readonly canvas: HTMLCanvasElement
  /** Whether a graphics card draws it. */
  readonly fast: boolean
  /** Draws if anything changed since the last time; tells whether it drew. */
  draw(pose: Pose, projection: Projection, width: number, height: number): boolean
  /** How bright the room is from the next picture on, 0 to 1. */
  setLight(level: number): void
  /** Grows by one with each new picture. */
  version(): number
  /** Makes sure that the canvas can be read within the present task: browsers clear it once it was shown. */
  makeReadable(): void
  /** Tells that the present task is over. */
  shown(): void
}

/** On a graphics card smooth edges and textures are free; a software renderer pays for them with half its frames. */
function hasGraphicsCard(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2')
  const info = gl?.getExtension('WEBGL_debug_renderer_info')
  const name = info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return !/swiftshader|llvmpipe|software|basic render/i.test(name)
}

/** Darkness over everything, as strong as the room lacks light. Not drawn at all while it has all of it. */
function addDarkness(scene: Scene): (level: number) => void {
  const lack = { value: 0 }
  const material = new ShaderMaterial({
    vertexShader: 'void main() { gl_Position = vec4(position.xy, 0.0, 1.0); }',
    fragmentShader: 'uniform float lack; void main() { gl_FragColor = vec4(0.0, 0.0, 0.0, lack); }',
    uniforms: { lack },
    transparent: true,
    depthTest: false,
    depthWrite: false,
  })
  const veil = new Mesh(new PlaneGeometry(2, 2), material)
  veil.frustumCulled = false
  veil.renderOrder = 1e6
  veil.visible = false
  scene.add(veil)
  return (level) => {
    lack.value = 1 - level
    veil.visible = level < 1
  }
}

export function createEnvironment(): Environment {
  const fast = hasGraphicsCard()
  const scene = createRoomScene(fast)
  const darken = addDarkness(scene)
  let light = 1
  const renderer = new WebGLRenderer({ antialias: fast, alpha: false, stencil: false })
  renderer.setPixelRatio(1)
  // The room's colours are screen values already (see room/scene.ts).
  renderer.outputColorSpace = LinearSRGBColorSpace
  const camera = new PerspectiveCamera()
  camera.matrixAutoUpdate = false
  camera.matrixWorldAutoUpdate = false
  let last = ''
  let version = 0
  let readable = false

  const render = (): void => {
    renderer.render(scene, camera)
    readable = true
  }

  return {
    canvas: renderer.domElement,
    fast,
    draw(pose, projection, width, height) {
      const key = [...pose.position, ...pose.orientation, ...projection, width, height, light].join()
      if (key === last) return false
      last = key
      if (renderer.domElement.width !== width || renderer.domElement.height !== height)
        renderer.setSize(width, height, false)
      camera.matrixWorld.fromArray(matrixOf(pose.position, pose.orientation))
      camera.matrixWorldInverse.copy(camera.matrixWorld).invert()
      camera.projectionMatrix.fromArray([...projectionMatrix(projection, NEAR, FAR)])
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert()
      render()
      version += 1
      return true
    },
    setLight(level) {
      light = Math.min(1, Math.max(0, level))
      darken(light)
    },
    version: () => version,
    makeReadable() {
      if (!readable) render()
    },
    shown() {
      readable = false
    },
  }
}
