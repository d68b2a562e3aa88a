import type { CheckVerdict, DeviceReport } from '#domain/device-report.ts'
import { checkTitles, readinessOf, verdictWords } from '#domain/readiness.ts'

/** The whole result as plain text, for a mail or a chat. */
export function reportText({ at, device, checks }: DeviceReport): string {
  const lines = checks.map(
    ({ name, verdict, words }) => `${verdictWords[verdict]}: ${checkTitles[name]}. ${words}`,
  )
  return ['Farpoint device check', device, new Date(at).toLocaleString(), '', ...lines].join('\n')
}

export interface Summary {
  readonly verdict: Exclude<CheckVerdict, 'unknown'>
  readonly title: string
  readonly words: string
}

/** All of it in one sentence. */
export function summaryOf(report: DeviceReport): Summary {
  const { lacks, ar, limits } = readinessOf(report)
  const titles = (names: typeof limits): string => listed(names.map((name) => checkTitles[name]))
  if (lacks.length > 0)
    return {
      verdict: 'missing',
      title: 'Something is in the way',
      words: `Look at ${titles(lacks)} below, then run again.`,
    }
  if (ar === 'missing' || ar === 'unknown')
    return {
      verdict: 'limited',
      title: 'Ready for a call, without AR',
      words: 'The expert sees your camera, and marks stand on the picture and on stills.',
    }
  if (limits.length > 0)
    return {
      verdict: 'limited',
      title: 'Ready, with limits',
      words: `A call works. Look at ${titles(limits)} below.`,
    }
  if (ar === 'untried')
    return {
      verdict: 'good',
      title: 'Ready for a call',
      words: 'AR can start here. Try it below to see what this phone gives it.',
    }
  return {
    verdict: 'good',
    title: 'This device is ready',
    words: 'Call, marks in the world and recording work here.',
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
