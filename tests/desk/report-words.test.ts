import { describe, expect, it } from 'vitest'
import { reportWords } from '#desk/device/report-words.ts'
import type { CheckName, CheckVerdict, DeviceReport } from '#domain/device-report.ts'
import { checkTitles } from '#domain/readiness.ts'

const report = (...checks: readonly (readonly [CheckName, CheckVerdict])[]): DeviceReport => ({
  at: 1,
  device: 'Chrome on a phone',
  checks: checks.map(([name, verdict]) => ({ name, verdict, words: '' })),
})

const parts = [
  ['camera-access', 'good'],
  ['hit-test', 'good'],
  ['dom-overlay', 'good'],
] as const

describe('[DK1] a device check in one line', () => {
  it.each([
    [
      'all is good',
      report(['camera', 'good'], ['webxr', 'good'], ...parts),
      'good',
      'Ready for a call and AR',
    ],
    [
      'AR was not tried',
      report(['camera', 'good'], ['webxr', 'good'], ['camera-access', 'unknown']),
      'good',
      'Ready for a call; AR can start, not tried yet',
    ],
    [
      'a part of AR that a call needs is missing',
      report(['webxr', 'good'], ...parts.slice(1), ['camera-access', 'missing']),
      'limited',
      `Ready for a call, with limits in AR; limited: ${checkTitles['camera-access']}`,
    ],
    [
      'what a call needs is missing: it comes before all else',
      report(['camera', 'missing'], ['relay', 'missing'], ['webxr', 'missing'], ['uplink', 'limited']),
      'missing',
      `Missing: Camera, ${checkTitles.relay}`,
    ],
    ['no AR', report(['camera', 'good'], ['webxr', 'missing']), 'limited', 'Ready for a call, not for AR'],
    ['AR was not looked at', report(['camera', 'good']), 'limited', 'Ready for a call'],
    [
      'a feature of AR is missing, the call works',
      report(['camera', 'good'], ['webxr', 'good'], ...parts, ['depth-sensing', 'missing']),
      'good',
      'Ready for a call and AR',
    ],
    [
      'slow network',
      report(['webxr', 'good'], ...parts, ['uplink', 'limited']),
      'limited',
      'Ready for a call and AR; limited: Upload',
    ],
    [
      'no AR and a slow network',
      report(['webxr', 'missing'], ['uplink', 'limited']),
      'limited',
      'Ready for a call, not for AR; limited: Upload',
    ],
  ] as const)('%s', (_, found, tone, text) => {
    expect(reportWords(found)).toEqual({ tone, text })
  })
})
