import * as z from 'zod/mini'
import { Timestamp } from './ids.ts'

/** What `/check` looks at, in the order in which it is shown. */
export const CheckName = z.enum([
  'secure-context',
  'camera',
  'microphone',
  'webxr',
  'hit-test',
  'anchors',
  'depth-sensing',
  'plane-detection',
  'camera-access',
  'dom-overlay',
  'recording',
  'storage',
  'relay',
  'uplink',
  'downlink',
])
export type CheckName = z.infer<typeof CheckName>

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

/** `unknown`: it cannot be told before it is used, or was not looked at. */
export const CheckVerdict = z.enum(['good', 'limited', 'missing', 'unknown'])
export type CheckVerdict = z.infer<typeof CheckVerdict>

/** What a person's own phone can do, as `/check` found it. */
export const DeviceReport = z.object({
  at: Timestamp,
  /** Browser and device in a few words, as far as the browser tells. */
  device: z.string().check(z.maxLength(120)),
  checks: z
    .array(
      z.object({
        name: CheckName,
        verdict: CheckVerdict,
        /** The finding in plain words: a rate, a format, what to do. */
        words: z.string().check(z.maxLength(200)),
      }),
    )
    .check(z.maxLength(30)),
})
export type DeviceReport = z.infer<typeof DeviceReport>

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
