import {
  Camera,
  GLSL3,
  Mesh,
  PlaneGeometry,
  RawShaderMaterial,
  Scene,
  type Texture,
  Vector4,
  WebGLRenderTarget,
  type WebGLRenderer,
} from 'three'
import type { Capability } from '#domain/capability.ts'
import { paintStrip } from '../strip/paint-strip.ts'
import { pictureSize } from './picture-size.ts'

/** The outgoing picture: the raw camera without marks, and the frame's id below it. */
export interface CameraPicture {
  readonly canvas: HTMLCanvasElement
  readonly size: Capability['picture']
  /** Fits the picture to the viewport; true when its size changed. */
  fit(viewportWidth: number, viewportHeight: number, longEdge: number): boolean
  /** Draws one frame. Only inside an AR frame callback, before the scene is drawn. Allocates nothing. */
  draw(camera: Texture, frame: number): void
  /**
   * The same frame once more, as large as the viewport: a canvas of its own without strip, to be made a file of. Only inside an AR frame
   * callback, before the scene is drawn. Sizes in pixels, no larger than the renderer's canvas.
   */
  shoot(camera: Texture, width: number, height: number): HTMLCanvasElement | undefined
  /** Mean of the camera's picture at the last look, 0 black to 1 white. */
  readonly brightness: number | undefined
  /** Looks how bright the picture is; the answer comes some frames later. Only inside an AR frame callback. */
  look(camera: Texture): void
  dispose(): void
}

const vertexShader = `
in vec3 position;
in vec2 uv;
out vec2 at;
void main() {
  at = uv;
  gl_Position = vec4(position.xy, 1.0, 1.0);
}`
/** The camera's values pass unchanged: the default framebuffer takes them as they are (a plain render target would make them linear). */
const fragmentShader = `
precision highp float;
uniform sampler2D picture;
in vec2 at;
out vec4 colour;
void main() { colour = vec4(texture(picture, at).rgb, 1.0); }`

/** Points looked at for the brightness, along each edge: enough to tell a dark room from a dark thing in the middle. */
const PROBE = 8

/** Whether a graphics card draws: readback costs differ by far. */
export function isSoftwareRenderer(gl: WebGLRenderingContext | WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)
  return /swiftshader|llvmpipe|software|basic render/i.test(String(name))
}

/**
 * Draws the camera texture into the canvas' own framebuffer and copies it to a 2D canvas that feeds the outgoing track.
 *
 * On a phone the AR framebuffer is another one than the canvas', so the canvas is free; capturing the canvas itself would
 * give black. (In emulators the two are one, which is why the scene is drawn after this and clears what was left.)
 */
export function createCameraPicture(renderer: WebGLRenderer): CameraPicture {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', {
    alpha: false,
    // With a graphics card the frames stay on it until the encoder reads them; without one, memory is all there is.
    willReadFrequently: isSoftwareRenderer(renderer.getContext()),
  })
  const picture: { value: Texture | null } = { value: null }
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    uniforms: { picture },
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  })
  const quad = new Mesh(new PlaneGeometry(2, 2), material)
  quad.frustumCulled = false
  const scene = new Scene()
  scene.add(quad)
  const view = new Camera()
  const viewport = new Vector4()
  let size: Capability['picture'] = { width: 0, height: 0, stripRows: 0 }

  let probe: WebGLRenderTarget | undefined
  const pixels = new Uint8Array(PROBE * PROBE * 4)
  let brightness: number | undefined
  let isLooking = false

  /** Without waiting for the graphics card: a frame that stands still for its answer is seen as a hitch. */
  const read = async (from: WebGLRenderTarget): Promise<void> => {
    try {
      await renderer.readRenderTargetPixelsAsync(from, 0, 0, PROBE, PROBE, pixels)
      let sum = 0
      // Weights of ITU-R BT.709 for red, green and blue.
      for (let i = 0; i < pixels.length; i += 4)
        sum += 0.2126 * (pixels[i] ?? 0) + 0.7152 * (pixels[i + 1] ?? 0) + 0.0722 * (pixels[i + 2] ?? 0)
      brightness = sum / (PROBE * PROBE * 255)
    } catch {
      // The context is gone, or this device reads nothing back: darkness is then not known.
    }
    isLooking = false
  }

  /** Draws the camera's picture into a target (null: the canvas' own framebuffer) and leaves the renderer as it was. */
  const render = (camera: Texture, into: WebGLRenderTarget | null, width: number, height: number): void => {
    picture.value = camera
    const target = renderer.getRenderTarget()
    renderer.getViewport(viewport)
    renderer.xr.enabled = false
    renderer.setRenderTarget(into)
    if (into === null) renderer.setViewport(0, 0, width, height)
    renderer.render(scene, view)
    renderer.xr.enabled = true
    renderer.setViewport(viewport)
    renderer.setRenderTarget(target)
  }

  return {
    canvas,
    get size() {
      return size
    },
    fit(viewportWidth, viewportHeight, longEdge) {
      const next = pictureSize(viewportWidth, viewportHeight, longEdge)
      if (next.width === size.width && next.height === size.height) return false
      size = next
      canvas.width = size.width
      canvas.height = size.height + size.stripRows
      return true
    },
    draw(camera, frame) {
      const { width, height, stripRows } = size
      render(camera, null, width, height)
      const source = renderer.domElement
      // GL counts rows from below: the picture lies in the lower left of the canvas.
      context?.drawImage(source, 0, source.height - height, width, height, 0, 0, width, height)
      if (context) paintStrip(context, 0, height, width, stripRows, frame)
    },
    shoot(camera, width, height) {
      const shot = document.createElement('canvas')
      shot.width = width
      shot.height = height
      // Drawn into this once and read once, later and by the browser itself: it stays where the graphics card has it.
      const into = shot.getContext('2d', { alpha: false })
      if (into === null) return undefined
      render(camera, null, width, height)
      const source = renderer.domElement
      into.drawImage(source, 0, source.height - height, width, height, 0, 0, width, height)
      return shot
    },
    get brightness() {
      return brightness
    },
    look(camera) {
      if (isLooking) return
      isLooking = true
      probe ??= new WebGLRenderTarget(PROBE, PROBE, { depthBuffer: false })
      render(camera, probe, PROBE, PROBE)
      void read(probe)
    },
    dispose() {
      quad.geometry.dispose()
      material.dispose()
      probe?.dispose()
      canvas.width = 0
      canvas.height = 0
    },
  }
}
