import 'three'
import { turnOfHeading, headingOf, unit } from '#ar/simulator/maths.ts'
import { PHONE_FEATURES, type PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import { subtract, type Pose, type Vec3 } from '#domain/geometry.ts'

/** A bare WebXR session, as an app without any library would hold it. */
export interface ArSession {
  readonly session: XRSession
  readonly gl: WebGL2RenderingContext
  readonly layer: XRWebGLLayer
  readonly space: XRReferenceSpace
  /** Runs inside the next frame's callback and gives what it returns. */
  frame<T>(run: (frame: XRFrame, view: XRView | undefined) => T): Promise<T>
  end(): Promise<void>
}

export const EVERYTHING: XRSessionInit = {
  requiredFeatures: ['local-floor'],
  optionalFeatures: [
    'hit-test',
    'anchors',
    'dom-overlay',
    'plane-detection',
    'depth-sensing',
    'camera-access',
  ],
  depthSensing: { usagePreference: ['cpu-optimized'], dataFormatPreference: ['luminance-alpha', 'float32'] },
}

export async function startAr(init: XRSessionInit = EVERYTHING): Promise<ArSession> {
  const { xr } = navigator
  if (!xr) throw new Error('no navigator.xr')
  const session = await xr.requestSession('immersive-ar', init)
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const gl = canvas.getContext('webgl2', { xrCompatible: true })
  if (!gl) throw new Error('no webgl2')
  const layer = new XRWebGLLayer(session, gl)
  await session.updateRenderState({ baseLayer: layer })
  const space = await session.requestReferenceSpace('local-floor')
  const frame: ArSession['frame'] = (run) =>
    new Promise((resolve, reject) => {
      session.requestAnimationFrame((_, xrFrame) => {
        try {
          resolve(run(xrFrame, xrFrame.getViewerPose(space)?.views[0]))
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
  await frame(() => undefined)
  const end = async (): Promise<void> => {
    await session.end()
    canvas.remove()
    // A browser keeps sixteen contexts; the seventeenth would take the room's own.
    gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
  return { session, gl, layer, space, frame, end }
}

/** A view that must be there. */
export function seen(view: XRView | undefined): XRView {
  if (!view) throw new Error('the phone has no pose')
  return view
}

/** From where the phone starts, turned so that a point lies a little off the picture's middle. */
export function lookingAt(point: Vec3, from: Vec3 = [0, 1.5, 0]): Pose {
  const { yaw, pitch } = headingOf(unit(subtract(point, from)))
  return { position: from, orientation: turnOfHeading({ yaw: yaw + 0.06, pitch: pitch - 0.09 }) }
}

/** Turned so that a point lies in the picture's very middle. */
export function facing(point: Vec3, from: Vec3): Pose {
  return { position: from, orientation: turnOfHeading(headingOf(unit(subtract(point, from)))) }
}

/** Raw camera access, which the type library does not have yet. */
type CameraBinding = XRWebGLBinding & {
  getCameraImage(camera: NonNullable<XRView['camera']>): WebGLTexture | null
}

/** The whole camera picture of the running frame: RGBA rows from the bottom. */
export function readCamera(
  { session, gl }: ArSession,
  view: XRView,
): { readonly width: number; readonly height: number; readonly pixels: Uint8Array } {
  const { camera } = view
  if (!camera) throw new Error('the view has no camera')
  const texture = (new XRWebGLBinding(session, gl) as CameraBinding).getCameraImage(camera)
  if (!texture) throw new Error('the camera has no image')
  const target = gl.createFramebuffer()
  gl.bindFramebuffer(gl.FRAMEBUFFER, target)
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
  const pixels = new Uint8Array(camera.width * camera.height * 4)
  gl.readPixels(0, 0, camera.width, camera.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
  gl.bindFramebuffer(gl.FRAMEBUFFER, null)
  gl.deleteFramebuffer(target)
  return { width: camera.width, height: camera.height, pixels }
}

/** The colour at u, v (0 to 1, origin top left) as #rrggbb. */
export function colourAt(picture: ReturnType<typeof readCamera>, u: number, v: number): string {
  const x = Math.floor(u * picture.width)
  const y = picture.height - 1 - Math.floor(v * picture.height)
  const at = (y * picture.width + x) * 4
  return `#${Array.from(picture.pixels.subarray(at, at + 3), (n) => n.toString(16).padStart(2, '0')).join('')}`
}

/** Frames until something holds; the tests' own time limit ends it otherwise. */
export async function framesUntil(ar: ArSession, met: () => boolean): Promise<void> {
  while (!met()) await ar.frame(() => undefined)
}

export function giveAll(phone: PhoneSimulator): void {
  for (const feature of PHONE_FEATURES) phone.give(feature)
}
