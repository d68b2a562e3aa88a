/** The part of WebXR's XRSessionInit that a phone looks at. */
export interface PhoneSessionInit {
  readonly requiredFeatures?: readonly string[]
  readonly optionalFeatures?: readonly string[]
  readonly domOverlay?: { readonly root: Element } | null
  readonly depthSensing?: {
    readonly usagePreference?: readonly string[]
    readonly dataFormatPreference?: readonly string[]
  }
}

export type DepthFormat = 'luminance-alpha' | 'float32'

export type FeatureDecision =
  | { readonly status: 'granted'; readonly enabled: readonly string[]; readonly depthFormat: DepthFormat }
  | { readonly status: 'refused'; readonly missing: string }

/** Every immersive session has these without asking. Source: WebXR Device API, "default features". */
const ALWAYS = ['viewer', 'local']
const OFFERED = [
  'local-floor',
  'unbounded',
  'hit-test',
  'anchors',
  'plane-detection',
  'depth-sensing',
  'dom-overlay',
  'camera-access',
]
/** In the phone's own order of liking. ARCore's depth image is 16 bit. */
const DEPTH_FORMATS: readonly DepthFormat[] = ['luminance-alpha', 'float32']

/** The first wish that can be met; no wish at all leaves the choice to the phone. Source: WebXR Depth Sensing. */
function chooseDepth(init: PhoneSessionInit['depthSensing']): DepthFormat | undefined {
  if (!init) return undefined
  const { usagePreference = [], dataFormatPreference = [] } = init
  if (usagePreference.length > 0 && !usagePreference.includes('cpu-optimized')) return undefined
  if (dataFormatPreference.length === 0) return DEPTH_FORMATS[0]
  const wish = dataFormatPreference.find((format) => DEPTH_FORMATS.some((known) => known === format))
  return DEPTH_FORMATS.find((known) => known === wish)
}

/** What an immersive-ar session gets. `taken` are the features the phone is without at the moment. */
export function decideFeatures(init: PhoneSessionInit, taken: ReadonlySet<string>): FeatureDecision {
  const depth = chooseDepth(init.depthSensing)
  const available = (feature: string): boolean => {
    if (ALWAYS.includes(feature)) return true
    if (!OFFERED.includes(feature) || taken.has(feature)) return false
    if (feature === 'depth-sensing') return depth !== undefined
    return feature === 'dom-overlay' ? Boolean(init.domOverlay?.root) : true
  }
  const { requiredFeatures = [], optionalFeatures = [] } = init
  const missing = requiredFeatures.find((feature) => !available(feature))
  if (missing !== undefined) return { status: 'refused', missing }
  const wished = [...requiredFeatures, ...optionalFeatures.filter(available)]
  return {
    status: 'granted',
    enabled: [...new Set([...ALWAYS, ...wished])],
    depthFormat: depth ?? 'luminance-alpha',
  }
}
