import type { DeviceReport } from '#domain/device-report.ts'
import { checkTitles, readinessOf, type Readiness } from '#domain/readiness.ts'

export interface ReportWords {
  readonly tone: 'good' | 'limited' | 'missing'
  /** What an expert should know of the device before talking, in a few words. */
  readonly text: string
}

const READY: Readonly<Record<Readiness['ar'], string>> = {
  good: 'Ready for a call and AR',
  limited: 'Ready for a call, with limits in AR',
  untried: 'Ready for a call; AR can start, not tried yet',
  missing: 'Ready for a call, not for AR',
  unknown: 'Ready for a call',
}

/** A device check in one line. What is in the way of a call comes first, then AR, then what is limited. */
export function reportWords(report: DeviceReport): ReportWords {
  const { lacks, ar, limits } = readinessOf(report)
  const titles = (names: Readiness['limits']): string => names.map((name) => checkTitles[name]).join(', ')
  if (lacks.length > 0) return { tone: 'missing', text: `Missing: ${titles(lacks)}` }
  return {
    tone: (ar === 'good' || ar === 'untried') && limits.length === 0 ? 'good' : 'limited',
    text: limits.length === 0 ? READY[ar] : `${READY[ar]}; limited: ${titles(limits)}`,
  }
}
