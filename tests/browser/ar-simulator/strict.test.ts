import { Mesh, MeshBasicMaterial, PlaneGeometry, Scene, Camera, WebGLRenderer } from 'three'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import type { PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import { createCameraPicture } from '#ar/webxr/camera-picture.ts'
import { cameraTexture } from '#ar/webxr/raw-camera.ts'
import { type ArSession, EVERYTHING, seen, startAr } from './ar-session.ts'

let phone: PhoneSimulator
let ar: ArSession
let other: WebGL2RenderingContext
beforeAll(async () => {
  phone = await installPhoneSimulator({ needsTap: false, hint: false, strict: true })
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) throw new Error('no webgl2')
  other = gl
})
beforeEach(async () => {
  phone.strict = true
  ar = await startAr()
})
afterEach(() => ar.end())

const caught = (): number => phone.violations.length
function canvasOf({ gl }: ArSession): HTMLCanvasElement {
  if (!(gl.canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
  return gl.canvas
}
function context2d(): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) throw new Error('no 2d context')
  return context
}

describe('[SM1] a capture of the canvas of a running session', () => {
  const captures: readonly { readonly name: string; take(canvas: HTMLCanvasElement): unknown }[] = [
    { name: 'captureStream', take: (canvas) => canvas.captureStream(10) },
    { name: 'drawImage', take: (canvas) => context2d().drawImage(canvas, 0, 0) },
    { name: 'createPattern', take: (canvas) => context2d().createPattern(canvas, 'repeat') },
    { name: 'toDataURL', take: (canvas) => canvas.toDataURL() },
    { name: 'toBlob', take: (canvas) => canvas.toBlob(() => undefined) },
    { name: 'createImageBitmap', take: (canvas) => createImageBitmap(canvas) },
    { name: 'VideoFrame', take: (canvas) => new VideoFrame(canvas, { timestamp: 0 }) },
    {
      name: 'texImage2D',
      take: (canvas) => {
        other.texImage2D(other.TEXTURE_2D, 0, other.RGBA, other.RGBA, other.UNSIGNED_BYTE, canvas)
      },
    },
    {
      name: 'readPixels',
      take: () => {
        const { gl } = ar
        gl.bindFramebuffer(gl.FRAMEBUFFER, null)
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
      },
    },
  ]
  it.each(captures)('by $name throws and is listed, within a frame and outside', async ({ name, take }) => {
    const before = caught()
    expect(() => take(canvasOf(ar))).toThrow(/black/)
    await ar.frame(() => expect(() => take(canvasOf(ar))).toThrow(/black/))
    expect(phone.violations.slice(before).map(({ call }) => call)).toEqual([name, name])
    expect(phone.violations.at(-1)?.stack).toContain('strict.test')
  })
})

it('[SM2] what was drawn into the canvas within the frame may be read in that frame, and no longer', async () => {
  const { gl, layer } = ar
  const before = caught()
  const draw = (): void => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.drawArrays(gl.TRIANGLES, 0, 0)
    gl.bindFramebuffer(gl.FRAMEBUFFER, layer.framebuffer)
  }
  await ar.frame(() => {
    draw()
    context2d().drawImage(canvasOf(ar), 0, 0)
  })
  expect(caught()).toBe(before)
  expect(() => context2d().drawImage(canvasOf(ar), 0, 0)).toThrow(/black/)
  // Drawing for the session's own framebuffer, or only clearing the canvas, puts nothing into the canvas.
  await ar.frame(() => {
    gl.drawArrays(gl.TRIANGLES, 0, 0)
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.clear(gl.COLOR_BUFFER_BIT)
    expect(() => context2d().drawImage(canvasOf(ar), 0, 0)).toThrow(/black/)
  })
})

it('[SM3] other canvases, sessions that are over and a lenient phone are left alone', async () => {
  const before = caught()
  if (!(other.canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
  other.canvas.captureStream(1).getTracks()[0]?.stop()
  context2d().drawImage(other.canvas, 0, 0)
  phone.strict = false
  context2d().drawImage(canvasOf(ar), 0, 0)
  phone.strict = true
  const canvas = canvasOf(ar)
  await ar.end()
  canvas.toDataURL()
  ar = await startAr()
  expect(caught()).toBe(before)
})

it('[SM4] a session does not start on a canvas that is being captured', async () => {
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2', { xrCompatible: true })
  const track = canvas.captureStream(1).getVideoTracks()[0]
  if (!gl || !track) throw new Error('nothing to capture')
  const { session } = ar
  expect(() => new XRWebGLLayer(session, gl)).toThrow(/black/)
  track.stop()
  expect(() => new XRWebGLLayer(session, gl)).not.toThrow()
})

it('[SM5] the product draws its outgoing picture in the way that hardware allows; capturing the scene does not', async () => {
  await ar.end()
  const renderer = new WebGLRenderer()
  renderer.xr.enabled = true
  renderer.setSize(400, 800)
  const session = await navigator.xr?.requestSession('immersive-ar', EVERYTHING)
  if (!session) throw new Error('no session')
  await renderer.xr.setSession(session)
  const before = caught()
  const picture = createCameraPicture(renderer)
  const scene = new Scene()
  scene.add(new Mesh(new PlaneGeometry(), new MeshBasicMaterial()))
  await new Promise<void>((resolve, reject) => {
    renderer.setAnimationLoop((_, frame) => {
      const space = renderer.xr.getReferenceSpace()
      if (!frame || !space) return
      try {
        const view = seen(frame.getViewerPose(space)?.views[0])
        const texture = cameraTexture(renderer, view)
        if (!texture) return
        picture.fit(400, 800, 640)
        picture.draw(texture, 7)
        renderer.render(scene, new Camera())
        resolve()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
      renderer.setAnimationLoop(null)
    })
  })
  expect(caught()).toBe(before)
  const pixels = picture.canvas.getContext('2d')?.getImageData(0, 0, picture.size.width, picture.size.height)
  expect(pixels?.data.some((value, i) => i % 4 !== 3 && value > 100)).toBe(true)
  expect(() => renderer.domElement.captureStream()).toThrow(/black/)
  await session.end()
  renderer.dispose()
  renderer.forceContextLoss()
  ar = await startAr()
})
