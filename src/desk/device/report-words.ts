import { checkTitles, type CheckVerdict, type DeviceReport } from '#domain/device-report.ts'

/** Without these there is no call at all; what else is missing only limits it. */
const NEEDED: ReadonlySet<string> = new Set([
  'secure-context',
  'camera',
  'microphone',
  'relay',
  'uplink',
  'downlink',
])

export interface ReportWords {
  readonly tone: 'good' | 'limited' | 'missing'
  /** What an expert should know of the device before talking, in a few words. */
  readonly text: string
}

/** A device check in one line. What is in the way of a call comes first, then AR, then what is limited. */
export function reportWords({ checks }: DeviceReport): ReportWords {
  const titles = (wanted: (name: string, verdict: CheckVerdict) => boolean): readonly string[] =>
    checks.filter(({ name, verdict }) => wanted(name, verdict)).map(({ name }) => checkTitles[name])
  const lacks = titles((name, verdict) => verdict === 'missing' && NEEDED.has(name))
  if (lacks.length > 0) return { tone: 'missing', text: `Missing: ${lacks.join(', ')}` }
  const ar = checks.find(({ name }) => name === 'webxr')?.verdict ?? 'unknown'
  const limits = titles((_, verdict) => verdict === 'limited')
  const ready = {
    good: 'a call and AR',
    limited: 'a call and AR',
    missing: 'a call, not for AR',
    unknown: 'a call',
  }[ar]
  return {
    tone: ar === 'good' && limits.length === 0 ? 'good' : 'limited',
    text: [`Ready for ${ready}`, ...(limits.length === 0 ? [] : [`limited: ${limits.join(', ')}`])].join(
      '; ',
    ),
  }
}

const verdicts: Readonly<Record<CheckVerdict, string>> = {
  good: 'Good',
  limited: 'Limited',
  missing: 'Missing',
  unknown: 'Not known',
}

/** A verdict as a word; its mark only helps. */
export function verdictWord(verdict: CheckVerdict): string {
  return verdicts[verdict]
}
