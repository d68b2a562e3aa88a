import type { CheckName } from '#domain/device-report.ts'
import type { Outcome } from '#domain/problem.ts'
import type { ArTrial } from '#ar/webxr/try-ar.ts'
import { good, missing, unknown, type Finding, type Findings } from './finding.ts'
import type { Platform } from './platform.ts'

export interface ArFacts {
  readonly secure: boolean
  readonly hasWebXr: boolean
  /** `immersive-ar` is supported, as far as the browser says before a session. */
  readonly canStart: boolean
  readonly platform: Platform
  /** Whether this browser has ever heard of a feature. Whether the device has it shows only in a session. */
  readonly knows: (feature: ArFeature) => boolean
}

/** What a trial of AR finds out. */
export type ArFeature = Extract<
  CheckName,
  'hit-test' | 'anchors' | 'depth-sensing' | 'plane-detection' | 'camera-access' | 'dom-overlay'
>

/** The interface member by which a browser shows that it knows a feature. Source: the WebXR modules of these names. */
const MEMBERS: Readonly<Record<ArFeature, readonly [owner: string, member: string]>> = {
  'hit-test': ['XRSession', 'requestHitTestSource'],
  anchors: ['XRFrame', 'createAnchor'],
  'depth-sensing': ['XRFrame', 'getDepthInformation'],
  'plane-detection': ['XRFrame', 'detectedPlanes'],
  'camera-access': ['XRWebGLBinding', 'getCameraImage'],
  'dom-overlay': ['XRSession', 'domOverlayState'],
}
export const AR_FEATURES: readonly ArFeature[] = [
  'hit-test',
  'anchors',
  'depth-sensing',
  'plane-detection',
  'camera-access',
  'dom-overlay',
]

/** What is lost without a feature, for the person who wonders. */
const WITHOUT: Readonly<Record<ArFeature, string>> = {
  'hit-test': 'Marks cannot be put on surfaces.',
  anchors: 'Marks may drift a little on long calls.',
  'depth-sensing': 'Marks are placed by surfaces alone.',
  'plane-detection': 'Flat surfaces are found by depth alone.',
  'camera-access': 'The expert cannot see the camera picture during AR.',
  'dom-overlay': 'The buttons are not seen during AR.',
}

function arFinding({ secure, hasWebXr, canStart, platform }: ArFacts): Finding {
  if (canStart) return good('AR can start here')
  const still = 'Marks stand on the camera picture and on stills instead.'
  if (!secure) return missing('AR is given to secure pages only', 'Open this page by its https address.')
  if (platform === 'iphone') return missing('Browsers on iPhone and iPad have no AR for pages', still)
  if (platform === 'desktop')
    return missing('A computer has no AR', `Open this page on an Android phone. ${still}`)
  if (!hasWebXr) return missing('This browser has no AR', `Chrome has it on most Android phones. ${still}`)
  return missing(
    'This phone does not offer AR',
    `Install or update "Google Play Services for AR" from the Play Store; not every phone has it. ${still}`,
  )
}

export function arFindings(facts: ArFacts): Findings {
  const features = AR_FEATURES.map((feature): readonly [ArFeature, Finding] => {
    if (!facts.canStart) return [feature, missing('Needs AR')]
    if (!facts.knows(feature)) return [feature, missing('Not in this browser', WITHOUT[feature])]
    return [feature, unknown('Shows when AR starts')]
  })
  return { webxr: arFinding(facts), ...Object.fromEntries(features) }
}

/** What AR showed when it ran for a moment. */
export function trialFindings(trial: Outcome<ArTrial>): Findings {
  if (!trial.ok)
    return {
      webxr: missing('AR did not start', trial.problem.sentence),
      ...Object.fromEntries(AR_FEATURES.map((feature) => [feature, missing('Needs AR')])),
    }
  const { granted, askedForCamera, sawCamera, sawSurface } = trial.value
  const findings = AR_FEATURES.map((feature): readonly [ArFeature, Finding] => {
    if (feature === 'camera-access' && !askedForCamera)
      return [
        feature,
        unknown('Left out this once', 'The camera in AR ended this page the last time. Try AR once more.'),
      ]
    if (granted !== undefined && !granted.includes(feature))
      return [feature, missing('Not on this phone', WITHOUT[feature])]
    if (feature === 'camera-access')
      return [feature, sawCamera ? good('A picture came') : missing('No picture came', WITHOUT[feature])]
    if (feature === 'hit-test' && sawSurface) return [feature, good('A surface was found')]
    return [feature, granted === undefined ? unknown('This browser does not say') : good('Works here')]
  })
  return { webxr: good('AR started'), ...Object.fromEntries(findings) }
}

/** Whether the browser has the interface member of a feature. */
export function knowsFeature(feature: ArFeature, scope: object = globalThis): boolean {
  const [owner, member] = MEMBERS[feature]
  const constructor: unknown = Reflect.get(scope, owner)
  if (typeof constructor !== 'function') return false
  const prototype: unknown = Reflect.get(constructor, 'prototype')
  return typeof prototype === 'object' && prototype !== null && member in prototype
}
