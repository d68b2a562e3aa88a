import { describe, expect, it } from 'vitest'
import { DeviceReport } from '#domain/device-report.ts'
import { SessionUpdate } from '#domain/session-update.ts'
import { createChecker, type Look } from '#guest/check/checker.ts'
import { good, limited, missing } from '#guest/check/finding.ts'
import { keepReport, reportToSend } from '#guest/check/kept-report.ts'
import { reportText, summaryOf } from '#guest/check/report-text.ts'

const never = (): Promise<never> => new Promise(() => undefined)

/** Time that a test lets pass. */
function manualTime() {
  let waiting: (() => void)[] = []
  return {
    after(_ms: number, run: () => void) {
      waiting.push(run)
      return () => void (waiting = waiting.filter((one) => one !== run))
    },
    pass: () => waiting.forEach((run) => run()),
    count: () => waiting.length,
  }
}

const create = (looks: readonly Look[], time = manualTime()) =>
  createChecker({ looks, device: 'Chrome 131', now: () => 1000, after: time.after })

describe('[DC8] the check', () => {
  it('puts together what was found, in its own order, and leaves no timer behind', async () => {
    const time = manualTime()
    const checker = create(
      [
        { checks: ['uplink'], run: async () => ({ uplink: limited('slow', 'go closer') }) },
        { checks: ['camera'], run: async () => ({ camera: good('here') }) },
      ],
      time,
    )
    await checker.run()
    expect(checker.snapshot().phase).toBe('done')
    expect(checker.snapshot().report).toEqual({
      at: 1000,
      device: 'Chrome 131',
      checks: [
        { name: 'camera', verdict: 'good', words: 'here' },
        { name: 'uplink', verdict: 'limited', words: 'slow' },
      ],
    })
    expect(DeviceReport.safeParse(checker.snapshot().report).success).toBe(true)
    expect(time.count()).toBe(0)
  })

  it('one look more takes the place of what was found before, and makes a new result', async () => {
    const checker = create([
      { checks: ['webxr'], run: async () => ({ webxr: good('can start') }) },
      { checks: ['camera'], run: async () => ({ camera: good('here') }) },
    ])
    const trial: Look = { checks: ['webxr', 'anchors'], run: async () => ({ anchors: missing('no') }) }
    await checker.add(trial)
    expect(checker.snapshot().report).toBeUndefined()
    await checker.run()
    const adding = checker.add(trial)
    expect(checker.snapshot()).toMatchObject({ phase: 'running', findings: { camera: good('here') } })
    await adding
    expect(checker.snapshot().report?.checks).toMatchObject([
      { name: 'camera', verdict: 'good' },
      { name: 'webxr', verdict: 'unknown' },
      { name: 'anchors', verdict: 'missing' },
    ])
  })

  it('asks one question of the browser at a time, and shows each finding as it comes', async () => {
    const order: string[] = []
    let openCamera = (): void => undefined
    const checker = create([
      {
        checks: ['camera'],
        run: async () => {
          order.push('camera asked')
          await new Promise<void>((resolve) => (openCamera = resolve))
          order.push('camera answered')
          return { camera: good('here') }
        },
      },
      { checks: ['storage'], run: async () => ({ storage: good('room') }) },
      {
        checks: ['microphone'],
        after: 'camera',
        run: async () => {
          order.push('microphone asked')
          return { microphone: good('heard') }
        },
      },
    ])
    const done = checker.run()
    await Promise.resolve()
    await new Promise((resolve) => setTimeout(resolve))
    expect(order).toEqual(['camera asked'])
    expect(checker.snapshot().findings.storage?.verdict).toBe('good')
    expect(checker.snapshot().findings.camera).toBeUndefined()
    openCamera()
    await done
    expect(order).toEqual(['camera asked', 'camera answered', 'microphone asked'])
  })

  it('goes on when a look fails or never ends', async () => {
    const time = manualTime()
    const checker = create(
      [
        { checks: ['camera'], run: () => Promise.reject(new Error('odd browser')) },
        { checks: ['relay'], run: never },
        { checks: ['storage'], run: async () => ({ storage: good('room') }) },
      ],
      time,
    )
    const done = checker.run()
    await new Promise((resolve) => setTimeout(resolve))
    time.pass()
    await done
    const verdicts = checker.snapshot().report?.checks.map(({ name, verdict }) => `${name} ${verdict}`)
    expect(verdicts).toEqual(['camera unknown', 'storage good', 'relay unknown'])
  })

  it('starts anew when run again', async () => {
    let answer = missing('refused')
    const checker = create([{ checks: ['camera'], run: async () => ({ camera: answer }) }])
    await checker.run()
    answer = good('allowed')
    await checker.run()
    expect(checker.snapshot().report?.checks).toEqual([{ name: 'camera', verdict: 'good', words: 'allowed' }])
  })
})

describe('[DC9] the result on its way to a session', () => {
  const report = {
    at: 1_000_000,
    device: 'Chrome 131',
    checks: [{ name: 'camera' as const, verdict: 'good' as const, words: 'here' }],
  }
  const seat = (id: string) => ({ id, sessionId: '00000000-0000-4000-8000-0000000000aa', name: 'Bob' })
  const [bob, eve] = [
    seat('7b0c9a44-11d2-4b7e-9c3f-0123456789ab'),
    seat('1d3f5a77-99aa-4c1e-8d2b-ba9876543210'),
  ]
  function memory() {
    const kept = new Map<string, string>()
    return () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    })
  }

  it('is the same record at each joining, another for each seat and for each check', () => {
    const storage = memory()
    let n = 0
    const makeId = (): string => `3f2504e0-4f89-41d3-9a0c-0305e82c330${(n += 1)}`
    expect(reportToSend(bob, 1_000_000, storage)).toBeUndefined()
    keepReport(report, makeId, storage)
    const first = reportToSend(bob, 1_000_500, storage)
    expect(SessionUpdate.safeParse(first).success).toBe(true)
    expect(first).toMatchObject({ kind: 'device-checked', actorName: 'Bob', report, at: report.at })
    expect(reportToSend(bob, 1_900_000, storage)).toEqual(first)
    expect(reportToSend(eve, 1_000_500, storage)?.id).not.toBe(first?.id)
    keepReport(report, makeId, storage)
    expect(reportToSend(bob, 1_000_500, storage)?.id).not.toBe(first?.id)
  })

  it('is not sent when it is a day old, damaged, or the browser keeps nothing', () => {
    const storage = memory()
    keepReport(report, () => bob.id, storage)
    expect(reportToSend(bob, 1_000_000 + 25 * 3_600_000, storage)).toBeUndefined()
    storage().setItem('farpoint.device-report', '{"id":1}')
    expect(reportToSend(bob, 1_000_000, storage)).toBeUndefined()
    const blocked = (): never => {
      throw new DOMException('blocked', 'SecurityError')
    }
    expect(keepReport(report, () => bob.id, blocked)).toEqual({ id: bob.id, report })
    expect(reportToSend(bob, 1_000_000, blocked)).toBeUndefined()
  })
})

describe('[DC10] the result in words', () => {
  const report = (checks: DeviceReport['checks']): DeviceReport => ({ at: 0, device: 'Chrome 131', checks })
  const ar = { name: 'webxr', verdict: 'good', words: 'AR can start here' } as const
  const parts = (['camera-access', 'hit-test', 'dom-overlay'] as const).map((name) => {
    return { name, verdict: 'good', words: 'Works here' } as const
  })
  it.each([
    [[ar], 'Ready for a call'],
    [[ar, ...parts], 'This device is ready'],
    [[ar, ...parts, { ...ar, name: 'camera-access', verdict: 'missing' }], 'Ready, with limits'],
    [[ar, { name: 'uplink', verdict: 'limited', words: 'slow' }], 'Ready, with limits'],
    [[{ ...ar, verdict: 'missing' }], 'Ready for a call, without AR'],
    [[ar, { name: 'camera', verdict: 'missing', words: 'refused' }], 'Something is in the way'],
  ] as const)('%o: %s', (checks, title) => {
    expect(summaryOf(report([...checks])).title).toBe(title)
  })
  it('as text has a line for each check', () => {
    expect(reportText(report([ar])).split('\n')).toEqual([
      'Farpoint device check',
      'Chrome 131',
      expect.any(String),
      '',
      'Good: AR. AR can start here',
    ])
  })
})
