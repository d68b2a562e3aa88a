/**
 * Two faults of Chrome on Android phones, from version 147 on, that end the page or the session when the camera picture is used:
 * - three draws through a projection layer whenever `XRWebGLBinding.createProjectionLayer` exists, and together with camera-access
 *   that kills the renderer process. Without the method three takes XRWebGLLayer, which works (mrdoob/three.js#33404).
 * - 148 and 149 lose the base layer when `updateRenderState` is called with depth planes only.
 * Headsets want their layers, so only phones are touched.
 */

interface BrowserScope {
  readonly userAgent: string
  readonly bindingPrototype: object | undefined
  readonly sessionPrototype: Pick<XRSession, 'updateRenderState'> | undefined
}

function isAndroidPhone(userAgent: string): boolean {
  return /Android/.test(userAgent) && !/OculusBrowser|Quest|VR/.test(userAgent)
}

const guarded = new WeakSet<object>()

/** Works around both. Call before the renderer is made; calling it again changes nothing. */
export function guardAgainstChromeCrash({
  userAgent,
  bindingPrototype,
  sessionPrototype,
}: BrowserScope): void {
  if (!isAndroidPhone(userAgent)) return
  if (bindingPrototype) Reflect.deleteProperty(bindingPrototype, 'createProjectionLayer')
  if (sessionPrototype === undefined || guarded.has(sessionPrototype)) return
  guarded.add(sessionPrototype)
  const baseLayers = new WeakMap<object, XRWebGLLayer>()
  const original = sessionPrototype.updateRenderState
  sessionPrototype.updateRenderState = function (this: XRSession, state: XRRenderStateInit = {}) {
    if (state.baseLayer) baseLayers.set(this, state.baseLayer)
    const baseLayer = baseLayers.get(this)
    const isMissing = baseLayer !== undefined && state.baseLayer === undefined && state.layers === undefined
    return original.call(this, isMissing ? { ...state, baseLayer } : state)
  }
}

/** The browser that this page runs in. */
export function thisBrowser(): BrowserScope {
  return {
    userAgent: navigator.userAgent,
    bindingPrototype: typeof XRWebGLBinding === 'undefined' ? undefined : XRWebGLBinding.prototype,
    sessionPrototype: typeof XRSession === 'undefined' ? undefined : XRSession.prototype,
  }
}
