import {
  P_DEVICE,
  P_SESSION,
  P_WEBGL_LAYER,
  type XRDevice,
  type XRSession,
  XRViewport,
  XRWebGLLayer,
} from 'iwer'
import type { CanvasGuard } from './canvas-guard.ts'
import { createLayerBuffer, type LayerBuffer } from './layer-buffer.ts'

/** The session's own framebuffer is never longer than this: enough for a laptop's screen, and a phone's is not sharper. */
const LONGEST_EDGE = 1280

/** Finds the framebuffer behind a session's base layer. */
export interface Layers {
  bufferOf(session: XRSession): LayerBuffer | undefined
}

/** Gives every XRWebGLLayer of an immersive session a framebuffer of its own, as large as the screen. */
export function installLayers(device: XRDevice, guard: CanvasGuard): Layers {
  const buffers = new WeakMap<XRWebGLLayer, LayerBuffer>()

  class PhoneLayer extends XRWebGLLayer {
    constructor(...args: ConstructorParameters<typeof XRWebGLLayer>) {
      super(...args)
      const [session, context, init] = args
      if (session[P_SESSION].mode === 'inline' || !(context instanceof WebGL2RenderingContext)) return
      const scale = Math.min(1, Math.max(0.1, init?.framebufferScaleFactor ?? 1))
      const shrink = Math.min(1, LONGEST_EDGE / Math.max(innerWidth, innerHeight)) * scale
      const size = (pixels: number): number => Math.max(1, Math.round(pixels * shrink))
      const buffer = createLayerBuffer(context, size(innerWidth), size(innerHeight))
      buffers.set(this, buffer)
      const unguard = guard.guard(context)
      session.addEventListener(
        'end',
        () => {
          unguard()
          buffer.dispose()
        },
        { once: true },
      )
    }
  }
  Object.defineProperty(PhoneLayer, 'name', { value: 'XRWebGLLayer' })

  const answer = (name: string, get: (this: XRWebGLLayer) => unknown): void => {
    Object.defineProperty(XRWebGLLayer.prototype, name, { configurable: true, get })
  }
  answer('framebuffer', function () {
    return buffers.get(this)?.framebuffer ?? null
  })
  answer('framebufferWidth', function () {
    return buffers.get(this)?.width ?? this[P_WEBGL_LAYER].context.drawingBufferWidth
  })
  answer('framebufferHeight', function () {
    return buffers.get(this)?.height ?? this[P_WEBGL_LAYER].context.drawingBufferHeight
  })
  device[P_DEVICE].getViewport = (layer) =>
    new XRViewport(0, 0, layer.framebufferWidth, layer.framebufferHeight)
  Object.defineProperty(globalThis, 'XRWebGLLayer', {
    value: PhoneLayer,
    configurable: true,
    writable: true,
  })

  return {
    bufferOf: (session) => {
      const layer = session.renderState.baseLayer
      return layer ? buffers.get(layer) : undefined
    },
  }
}
