import { P_DEVICE, type XRDevice } from 'iwer'

/** Over everything of the page, under the overlay root. */
const STAGE_LEVEL = '2147483000'
const OVERLAY_LEVEL = '2147483001'

const FULL = 'position:absolute;inset:0;width:100%;height:100%;object-fit:contain;touch-action:none;'

/** The element that covers the page while a session runs. */
export function createStageElement(): HTMLDivElement {
  return document.createElement('div')
}

/**
 * Shows the camera's canvas with the app's canvas over it while a session runs, and puts the app's canvas back exactly
 * where it was afterwards. Replaces the emulator's own way, which resizes the app's canvas.
 */
export function installStage(device: XRDevice, stage: HTMLDivElement, cameraCanvas: HTMLCanvasElement): void {
  stage.style.cssText = `position:fixed;inset:0;overflow:hidden;background:#000;user-select:none;touch-action:none;z-index:${STAGE_LEVEL};`
  cameraCanvas.style.cssText = FULL
  let restore: (() => void) | undefined

  device[P_DEVICE].onBaseLayerSet = (layer) => {
    const canvas = layer?.context.canvas
    if (!(canvas instanceof HTMLCanvasElement) || restore) return
    const { parentElement, nextSibling } = canvas
    const style = canvas.getAttribute('style')
    canvas.style.cssText = FULL
    stage.replaceChildren(cameraCanvas, canvas)
    document.body.append(stage)
    restore = () => {
      stage.remove()
      if (style === null) canvas.removeAttribute('style')
      else canvas.setAttribute('style', style)
      // The sibling may have left meanwhile; then the end of the same parent is the honest place.
      const before = nextSibling?.parentNode === parentElement ? nextSibling : null
      if (parentElement) parentElement.insertBefore(canvas, before)
      else canvas.remove()
    }
  }
  device[P_DEVICE].onSessionEnd = () => {
    restore?.()
    restore = undefined
  }
}

/** What browsers lay on an overlay root. Source: WebXR DOM Overlays Module, UA style sheet for :xr-overlay. */
const OVERLAY_STYLE: Readonly<Record<string, string>> = {
  position: 'fixed',
  inset: '0',
  margin: '0',
  'box-sizing': 'border-box',
  'min-width': '0',
  'min-height': '0',
  'max-width': 'none',
  'max-height': 'none',
  width: '100%',
  height: '100%',
  transform: 'none',
  background: 'transparent',
  isolation: 'isolate',
  'z-index': OVERLAY_LEVEL,
}

/** Lays the root over the session's picture; returns what puts its own style back. */
export function raiseOverlay(root: Element): () => void {
  if (!(root instanceof HTMLElement)) return () => undefined
  const style = root.getAttribute('style')
  for (const [name, value] of Object.entries(OVERLAY_STYLE)) root.style.setProperty(name, value, 'important')
  return () => {
    if (style === null) root.removeAttribute('style')
    else root.setAttribute('style', style)
  }
}
