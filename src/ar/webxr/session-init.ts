/**
 * What AR cannot do without: coordinates that stay, with +Y against gravity. A phone only guesses how high it is held above `local-floor`:
 * y = 0 is never taken for the floor, surfaces are found. Everything else is used when it is granted. */
const REQUIRED = ['local-floor']
const OPTIONAL = ['hit-test', 'anchors', 'dom-overlay', 'plane-detection', 'depth-sensing']
const CAMERA = 'camera-access'

/**
 * The wish for an AR session on a phone. After the start only `session.enabledFeatures` tells what came of it.
 * @param overlay the app's own elements that stay visible over the camera
 * @param withCamera false leaves the camera picture out (see camera-sentinel.ts)
 */
export function sessionInit(overlay: Element, withCamera: boolean): XRSessionInit {
  return {
    requiredFeatures: REQUIRED,
    optionalFeatures: withCamera ? [...OPTIONAL, CAMERA] : OPTIONAL,
    domOverlay: { root: overlay },
    // Only what can be read on the CPU: three would draw its own hard occlusion from depth that lies on the GPU.
    depthSensing: {
      usagePreference: ['cpu-optimized'],
      dataFormatPreference: ['luminance-alpha', 'float32'],
    },
  }
}
