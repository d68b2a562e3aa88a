import type { CheckName, CheckVerdict, DeviceReport } from './device-report.ts'

/** What a person calls each check. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  'secure-context': 'Secure page',
  camera: 'Camera',
  microphone: 'Microphone',
  webxr: 'AR',
  'hit-test': 'Surfaces',
  anchors: 'Steady marks',
  'depth-sensing': 'Depth',
  'plane-detection': 'Flat areas',
  'camera-access': 'Camera in AR',
  'dom-overlay': 'Buttons in AR',
  recording: 'Recording',
  storage: 'Storage',
  relay: 'Call path',
  uplink: 'Upload',
  downlink: 'Download',
}

/** Without these there is no call at all; what else is missing only limits it. */
const NEEDED: ReadonlySet<CheckName> = new Set([
  'secure-context',
  'camera',
  'microphone',
  'relay',
  'uplink',
  'downlink',
])
/** Without these AR is no use in a call: the expert sees nothing, nothing can be placed, nothing can be pressed. */
const NEEDED_IN_AR: readonly CheckName[] = ['camera-access', 'hit-test', 'dom-overlay']

/** What a device check comes to. */
export interface Readiness {
  /** What is in the way of any call. */
  readonly lacks: readonly CheckName[]
  /** `untried`: it can start, but what it gives has not been looked at. `limited`: a part that a call needs is missing. */
  readonly ar: 'good' | 'limited' | 'untried' | 'missing' | 'unknown'
  /** What works less well than it could. */
  readonly limits: readonly CheckName[]
}

/** Judges a device check, for the person and the expert alike. */
export function readinessOf({ checks }: DeviceReport): Readiness {
  const verdicts = new Map(checks.map(({ name, verdict }) => [name, verdict]))
  const lacks = checks.flatMap(({ name, verdict }) =>
    verdict === 'missing' && NEEDED.has(name) ? [name] : [],
  )
  const webxr = verdicts.get('webxr') ?? 'unknown'
  const canStart = webxr === 'good' || webxr === 'limited'
  const lost = canStart ? NEEDED_IN_AR.filter((name) => verdicts.get(name) === 'missing') : []
  const isSeen = NEEDED_IN_AR.every((name) => (verdicts.get(name) ?? 'unknown') !== 'unknown')
  return {
    lacks,
    ar: !canStart ? webxr : lost.length > 0 ? 'limited' : isSeen ? 'good' : 'untried',
    limits: checks.flatMap(({ name, verdict }) =>
      verdict === 'limited' || lost.includes(name) ? [name] : [],
    ),
  }
}

/** Verdicts as words; a sign beside them only helps. */
export const verdictWords: Readonly<Record<CheckVerdict, string>> = {
  good: 'Good',
  limited: 'Limited',
  missing: 'Missing',
  unknown: 'Not known',
}
