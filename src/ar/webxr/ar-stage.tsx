import { createRoot, extend, useFrame } from '@react-three/fiber'
import { createXRStore, XR } from '@react-three/xr'
import { Group, PerspectiveCamera, Scene, WebGLRenderer } from 'three'
import { isSoftwareRenderer } from './camera-picture.ts'

// The one element that XR renders itself. Registering no more keeps the rest of three out of the bundle.
extend({ Group })

/** The canvas, renderer and React root of one AR session. */
export interface ArStage {
  readonly renderer: WebGLRenderer
  readonly scene: Scene
  /** Must be called inside a tap. Rejects as `navigator.xr.requestSession` does. */
  enter(): Promise<XRSession>
  dispose(): void
}

/** Takes over drawing (priority above 0): the outgoing picture is drawn first, then the scene. */
function EveryFrame({ run }: { readonly run: (frame: XRFrame) => void }): null {
  useFrame((_state, _delta, frame) => {
    if (frame) run(frame)
  }, 1)
  return null
}

function smoothEdges(canvas: HTMLCanvasElement): WebGLRenderer {
  const probe = document.createElement('canvas').getContext('webgl2')
  const antialias = probe !== null && !isSoftwareRenderer(probe)
  probe?.getExtension('WEBGL_lose_context')?.loseContext()
  const renderer = new WebGLRenderer({ canvas, antialias, alpha: true, powerPreference: 'high-performance' })
  // Models that are cut open.
  renderer.localClippingEnabled = true
  return renderer
}

/**
 * @param host where the canvas lives, @param init what is asked of the session
 * @param run every AR frame, inside its callback
 */
export function createArStage(
  host: HTMLElement,
  init: XRSessionInit,
  run: (frame: XRFrame) => void,
): ArStage {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%'
  host.append(canvas)
  const renderer = smoothEdges(canvas)
  const scene = new Scene()
  const store = createXRStore({
    // The store's own emulator of a headset; the product's simulated phone is another.
    emulate: false,
    // AR starts by the technician's tap alone, never because the browser offers or grants it.
    offerSession: false,
    enterGrantedSession: false,
    // Models of controllers and hands would be fetched from a foreign server, and a phone has neither.
    controller: false,
    hand: false,
    gaze: false,
    // Fingers are read from the session itself (own-hand.ts): the store's pointers would cast rays into the scene for each of them.
    screenInput: false,
    transientPointer: false,
    // A phone's AR has the one rate of its camera.
    frameRate: false,
    // The overlay is named here only: given to the store, it would be moved in the document, away from the app's own tree.
    customSessionInit: init,
  })
  const root = createRoot(canvas)
  const size = { width: host.clientWidth || 1, height: host.clientHeight || 1, top: 0, left: 0 }
  void root.configure({
    gl: renderer,
    scene,
    camera: new PerspectiveCamera(),
    size,
    dpr: 1,
    // Marks keep their own colours, as the expert's view shows them.
    flat: true,
    // Outside the session there is nothing to draw; within it the session's own frames drive.
    frameloop: 'demand',
  })
  root.render(
    <XR store={store}>
      <EveryFrame run={run} />
    </XR>,
  )

  return {
    renderer,
    scene,
    async enter() {
      const session = await store.enterAR()
      if (session === undefined) throw new DOMException('No session was given', 'NotSupportedError')
      return session
    },
    dispose() {
      root.unmount()
      store.destroy()
      renderer.dispose()
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}
