import type { XRInputSource, XRView, XRPlane, XRDeviceConfig } from 'iwer'

/*
 * The emulator's enums that its entry point does not export. Importing them from its inner files would load those files
 * beside the entry point; their values are WebXR's own words, so naming the words is safe.
 */
type InputSourceArgs = ConstructorParameters<typeof XRInputSource>
type Eye = ConstructorParameters<typeof XRView>[0]
type Orientation = NonNullable<XRPlane['orientation']>
type BlendMode = NonNullable<XRDeviceConfig['environmentBlendModes']['immersive-ar']>

/* oxlint-disable typescript/no-unsafe-type-assertion -- see above */
export const NO_HAND = 'none' as InputSourceArgs[0]
export const SCREEN = 'screen' as InputSourceArgs[1]
export const ONE_EYE = 'none' as Eye
export const HORIZONTAL = 'horizontal' as Orientation
export const VERTICAL = 'vertical' as Orientation
export const ALPHA_BLEND = 'alpha-blend' as BlendMode
export const SCREEN_SPACE = 'screen-space' as XRDeviceConfig['interactionMode']
/* oxlint-enable typescript/no-unsafe-type-assertion */
