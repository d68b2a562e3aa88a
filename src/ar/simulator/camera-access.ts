import { P_VIEW, type XRSession, XRView, XRWebGLBinding } from 'iwer'
import type { Environment } from './environment.ts'
import { runningFrame } from './frames.ts'

/** Source: WebXR Raw Camera Access Module. */
class XRCamera {
  readonly width: number
  readonly height: number
  constructor(width: number, height: number) {
    this.width = width
    this.height = height
  }
  get [Symbol.toStringTag](): string {
    return 'XRCamera'
  }
}

interface Upload {
  readonly texture: WebGLTexture
  version: number
}

function createTexture(gl: WebGL2RenderingContext): WebGLTexture {
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR)
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE)
  return texture
}

/** Uploads the canvas upright, rows from the bottom as textures have them, whatever the app has set for its own uploads. */
function upload(gl: WebGL2RenderingContext, canvas: HTMLCanvasElement): void {
  const plain: readonly (readonly [number, number | boolean])[] = [
    [gl.UNPACK_FLIP_Y_WEBGL, true],
    [gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false],
    [gl.UNPACK_ALIGNMENT, 4],
    [gl.UNPACK_ROW_LENGTH, 0],
    [gl.UNPACK_SKIP_ROWS, 0],
    [gl.UNPACK_SKIP_PIXELS, 0],
  ]
  const before = plain.map(([name]): readonly [number, number | boolean] => [name, gl.getParameter(name)])
  const buffer: WebGLBuffer | null = gl.getParameter(gl.PIXEL_UNPACK_BUFFER_BINDING)
  gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, null)
  for (const [name, value] of plain) gl.pixelStorei(name, value)
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas)
  for (const [name, value] of before) gl.pixelStorei(name, value)
  gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, buffer)
}

/**
 * Gives views their camera and bindings their `getCameraImage`: the picture of the frame, with the pose and the frustum of
 * its view. The texture is uploaded at most once per picture and context, and only when somebody asks.
 * @param sees whether this session may see the camera right now
 */
export function installCameraAccess(environment: Environment, sees: (session: XRSession) => boolean): void {
  const cameras = new WeakMap<XRSession, XRCamera>()
  const uploads = new WeakMap<WebGL2RenderingContext, Upload>()
  const { canvas } = environment

  const cameraOf = (session: XRSession): XRCamera | null => {
    if (!sees(session)) return null
    const known = cameras.get(session)
    if (known && known.width === canvas.width && known.height === canvas.height) return known
    const camera = new XRCamera(canvas.width, canvas.height)
    cameras.set(session, camera)
    return camera
  }
  Object.defineProperty(XRView.prototype, 'camera', {
    configurable: true,
    get(this: XRView) {
      return cameraOf(this[P_VIEW].session)
    },
  })

  class PhoneBinding extends XRWebGLBinding {
    readonly #session: XRSession
    readonly #gl: WebGL2RenderingContext
    constructor(session: XRSession, gl: WebGL2RenderingContext) {
      super(session, gl)
      this.#session = session
      this.#gl = gl
    }
    getCameraImage(camera: unknown): WebGLTexture {
      if (!runningFrame(this.#session))
        throw new DOMException('There is no running frame', 'InvalidStateError')
      if (!(camera instanceof XRCamera) || camera !== cameraOf(this.#session))
        throw new DOMException('This is not the camera of the running frame', 'InvalidStateError')
      const gl = this.#gl
      const bound: WebGLTexture | null = gl.getParameter(gl.TEXTURE_BINDING_2D)
      const known = uploads.get(gl) ?? { texture: createTexture(gl), version: 0 }
      uploads.set(gl, known)
      if (known.version !== environment.version()) {
        environment.makeReadable()
        gl.bindTexture(gl.TEXTURE_2D, known.texture)
        upload(gl, canvas)
        known.version = environment.version()
      }
      gl.bindTexture(gl.TEXTURE_2D, bound)
      return known.texture
    }
  }
  Object.defineProperty(PhoneBinding, 'name', { value: 'XRWebGLBinding' })
  const publish = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  publish('XRWebGLBinding', PhoneBinding)
  publish('XRCamera', XRCamera)
}
