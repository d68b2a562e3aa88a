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
  const hasAr = checks.some(({ name, verdict }) => name === 'webxr' && verdict === 'good')
  const limits = titles((_, verdict) => verdict === 'limited')
  const limited = limits.length === 0 ? [] : [`limited: ${limits.join(', ')}`]
  if (!hasAr) return { tone: 'limited', text: ['No AR on this device', ...limited].join(', ') }
  if (limits.length > 0) return { tone: 'limited', text: `Works, ${limited.join('')}` }
  return { tone: 'good', text: 'Everything works, AR too' }
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
