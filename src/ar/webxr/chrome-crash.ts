/**
 * Two faults of Chrome on Android phones, from version 147 on, that end the page or the session when the camera picture is used:
 * - three draws through a projection layer whenever `XRWebGLBinding.createProjectionLayer` exists, and together with camera-access
 *   that kills the renderer process. Without the method three takes XRWebGLLayer, which works (mrdoob/three.js#33404).
 * - 148 and 149 lose the base layer when `updateRenderState` is called with depth planes only.
 * Headsets want their layers, so only phones are touched.
 */

interface BrowserScope {
  readonly userAgent: string
  /** What the browser says of its system beside the user agent; undefined where it does not. */
  readonly platform: string | undefined
  /** Whether its main pointer is a finger. */
  readonly isTouched: boolean
  readonly bindingPrototype: object | undefined
  readonly sessionPrototype: Pick<XRSession, 'updateRenderState'> | undefined
}

/**
 * A phone whose owner asked for "Desktop site" calls itself a Linux desktop. It is told by what it cannot hide: a finger is its main pointer,
 * and it has WebXR's bindings (only then is anything touched), which Chrome on a touch screen has for AR alone.
 */
function isAndroidPhone({ userAgent, platform, isTouched }: BrowserScope): boolean {
  if (/OculusBrowser|Quest|VR/.test(userAgent)) return false
  return /Android/.test(userAgent) || platform === 'Android' || isTouched
}

const guarded = new WeakSet<object>()

/** Works around both. Call before the renderer is made; calling it again changes nothing. */
export function guardAgainstChromeCrash(scope: BrowserScope): void {
  if (!isAndroidPhone(scope)) return
  const { bindingPrototype, sessionPrototype } = scope
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
    platform: platformOf(navigator),
    isTouched: matchMedia('(pointer: coarse)').matches,
    bindingPrototype: typeof XRWebGLBinding === 'undefined' ? undefined : XRWebGLBinding.prototype,
    sessionPrototype: typeof XRSession === 'undefined' ? undefined : XRSession.prototype,
  }
}

/** Source: User-Agent Client Hints, `NavigatorUAData.platform`; Chromium only, and not in the type library. */
function platformOf(navigator: Navigator): string | undefined {
  if (!('userAgentData' in navigator)) return undefined
  const data: unknown = navigator.userAgentData
  const has = typeof data === 'object' && data !== null && 'platform' in data
  return has && typeof data.platform === 'string' ? data.platform : undefined
}
