import { XRAnchor, XRDevice, XRFrame, XRSession, XRSystem } from 'iwer'
import { ALPHA_BLEND, SCREEN_SPACE } from './platform.ts'

/** What headsets have and phones lack. */
const HEADSET_ONLY: readonly (readonly [object, readonly string[]])[] = [
  [XRSystem.prototype, ['offerSession']],
  [XRAnchor.prototype, ['requestPersistentHandle']],
  [XRFrame.prototype, ['detectedMeshes', 'getJointPose', 'fillJointRadii', 'fillPoses']],
  [
    XRSession.prototype,
    [
      'persistentAnchors',
      'restorePersistentAnchor',
      'deletePersistentAnchor',
      'frameRate',
      'supportedFrameRates',
      'updateTargetFrameRate',
      'isSystemKeyboardSupported',
    ],
  ],
]

/**
 * The emulator's headset, dressed as a phone: one screen, no controllers, an AR session that blends over the camera.
 * @param container the element that holds the session's picture while it runs
 */
export function createDevice(container: HTMLDivElement): XRDevice {
  const device = new XRDevice(
    {
      name: 'Phone',
      controllerConfig: undefined,
      supportedSessionModes: ['inline', 'immersive-ar'],
      supportedFeatures: ['viewer', 'local', 'local-floor', 'unbounded'],
      supportedFrameRates: [60],
      isSystemKeyboardSupported: false,
      internalNominalFrameRate: 60,
      environmentBlendModes: { 'immersive-ar': ALPHA_BLEND },
      interactionMode: SCREEN_SPACE,
      userAgent: navigator.userAgent,
    },
    { stereoEnabled: false, ipd: 0, canvasContainer: container },
  )
  delete container.dataset['webxr_runtime']
  // Without the force it steps back before the native navigator.xr, which knows no headset on this machine.
  device.installRuntime({ forceInstall: true })
  // It pins the user agent as an own property; the browser's own answer on the prototype is the honest one.
  Reflect.deleteProperty(navigator, 'userAgent')
  for (const [prototype, names] of HEADSET_ONLY)
    for (const name of names) Reflect.deleteProperty(prototype, name)
  return device
}
