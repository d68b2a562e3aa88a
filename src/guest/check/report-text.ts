import { checkTitles, type CheckVerdict, type DeviceReport } from '#domain/device-report.ts'

const VERDICTS: Readonly<Record<CheckVerdict, string>> = {
  good: 'Good',
  limited: 'Limited',
  missing: 'Missing',
  unknown: 'Unknown',
}

export const verdictWord = (verdict: CheckVerdict): string => VERDICTS[verdict]

/** The whole result as plain text, for a mail or a chat. */
export function reportText({ at, device, checks }: DeviceReport): string {
  const lines = checks.map(
    ({ name, verdict, words }) => `${VERDICTS[verdict]}: ${checkTitles[name]}. ${words}`,
  )
  return ['Farpoint device check', device, new Date(at).toLocaleString(), '', ...lines].join('\n')
}

export interface Summary {
  readonly verdict: Exclude<CheckVerdict, 'unknown'>
  readonly title: string
  readonly words: string
}

/** Without these there is no call at all. */
const NEEDED: readonly string[] = ['secure-context', 'camera', 'microphone', 'relay', 'uplink', 'downlink']

/** All of it in one sentence. */
export function summaryOf({ checks }: DeviceReport): Summary {
  const lacks = checks.filter(({ name, verdict }) => verdict === 'missing' && NEEDED.includes(name))
  if (lacks.length > 0)
    return {
      verdict: 'missing',
      title: 'Something is in the way',
      words: `Look at ${listed(lacks.map(({ name }) => checkTitles[name]))} below, then run again.`,
    }
  const hasAr = checks.some(({ name, verdict }) => name === 'webxr' && verdict === 'good')
  const limits = checks.filter(({ verdict }) => verdict === 'limited')
  if (hasAr && limits.length === 0)
    return {
      verdict: 'good',
      title: 'This device is ready',
      words: 'Call, marks in the world and recording work here.',
    }
  if (!hasAr)
    return {
      verdict: 'limited',
      title: 'Ready for a call, without AR',
      words: 'The expert sees your camera, and marks stand on the picture and on stills.',
    }
  return {
    verdict: 'limited',
    title: 'Ready, with limits',
    words: `A call works. Look at ${listed(limits.map(({ name }) => checkTitles[name]))} below.`,
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
