import { describe, expect, it } from 'vitest'
import { arFindings, knowsFeature, trialFindings, type ArFacts } from '#guest/check/ar-looks.ts'
import { recordingFinding, storageFinding } from '#guest/check/keeping-looks.ts'
import { mediaTrouble } from '#guest/check/media-looks.ts'
import { deviceWords, isInsideAnotherApp, platformOf } from '#guest/check/platform.ts'
import { measureDown, measureUp, rateFinding, rateWords } from '#guest/check/rate-look.ts'
import { relayFinding, type PathKind } from '#guest/check/relay-look.ts'
import { fail, succeed } from '#domain/problem.ts'
import { RATE_UP_BYTES } from '#domain/rate-probe.ts'

const agents = {
  pixel:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  samsung:
    'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  ipad: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  chat: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  webview:
    'Mozilla/5.0 (Linux; Android 13; Pixel 6; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
}
const of = (userAgent: string, more: object = {}) => ({ userAgent, touchPoints: 0, ...more })

describe('[DC1] what the browser says of itself', () => {
  it.each([
    [
      of(agents.pixel, { model: 'Pixel 7', systemVersion: '15.0.0' }),
      'android',
      'Chrome 131, Android 15, Pixel 7',
    ],
    [of(agents.samsung), 'android', 'Samsung Internet 27, Android 14'],
    [of(agents.iphone), 'iphone', 'Safari 18.1, iPhone, iOS 18.1'],
    [of(agents.ipad, { touchPoints: 5 }), 'iphone', 'Safari 18.0, iPad'],
    [of(agents.ipad), 'desktop', 'Safari 18.0, macOS'],
    [of(agents.firefox), 'desktop', 'Firefox 133, Windows'],
    [of('something new'), 'desktop', 'Unknown browser, Linux'],
  ])('%o is %s: %s', (facts, platform, words) => {
    expect(platformOf(facts)).toBe(platform)
    expect(deviceWords(facts)).toBe(words)
  })

  it('a page inside another app is told apart', () => {
    expect(isInsideAnotherApp(of(agents.chat))).toBe(true)
    expect(isInsideAnotherApp(of(agents.webview))).toBe(true)
    for (const one of [agents.pixel, agents.samsung, agents.iphone, agents.firefox])
      expect(isInsideAnotherApp(of(one))).toBe(false)
  })
})

describe('[DC2] a camera or microphone that does not come', () => {
  const deps = {
    mediaDevices: { getUserMedia: () => Promise.reject(new Error('not asked')) },
    secure: true,
    platform: 'android' as const,
    insideAnotherApp: false,
  }
  it('says how to allow it, differently on iPhone, Android and computers', () => {
    const todo = (platform: 'iphone' | 'android' | 'desktop') =>
      mediaTrouble('camera', 'NotAllowedError', { ...deps, platform }).todo
    expect(todo('iphone')).toContain('Website Settings')
    expect(todo('android')).toContain('Permissions')
    expect(new Set([todo('iphone'), todo('android'), todo('desktop')]).size).toBe(3)
    expect(mediaTrouble('camera', 'NotAllowedError', { ...deps, insideAnotherApp: true }).todo).toContain(
      'inside another app',
    )
  })
  it.each([
    ['NotFoundError', {}, 'No microphone was found'],
    ['NotReadableError', {}, 'The microphone could not be started'],
    ['NotAllowedError', { secure: false }, 'The microphone is given to secure pages only'],
    ['NotFoundError', { mediaDevices: undefined }, 'This browser gives pages no microphone'],
  ])('%s with %o: %s', (name, more, words) => {
    expect(mediaTrouble('microphone', name, { ...deps, ...more })).toMatchObject({
      verdict: 'missing',
      words,
    })
  })
})

describe('[DC3] AR', () => {
  const phone: ArFacts = {
    secure: true,
    hasWebXr: true,
    canStart: true,
    platform: 'android',
    knows: (feature) => feature !== 'plane-detection',
  }
  it('is known, its parts are not before a session, and what the browser never heard of is missing', () => {
    const found = arFindings(phone)
    expect(found.webxr?.verdict).toBe('good')
    expect(found['hit-test']).toMatchObject({ verdict: 'unknown', words: 'Shows when AR starts' })
    expect(found['plane-detection']).toMatchObject({ verdict: 'missing', words: 'Not in this browser' })
  })
  it.each([
    [{ platform: 'iphone' as const }, /iPhone/],
    [{ platform: 'desktop' as const }, /computer/],
    [{ hasWebXr: false }, /browser/],
    [{}, /does not offer AR/],
    [{ secure: false }, /secure/],
  ])('that cannot start says why: %o', (more, words) => {
    const found = arFindings({ ...phone, canStart: false, ...more })
    expect(found.webxr?.verdict).toBe('missing')
    expect(found.webxr?.words).toMatch(words)
    expect(found.webxr?.todo).toBeDefined()
    expect(found.anchors?.verdict).toBe('missing')
  })
  it('that was tried says of each part what came of it', () => {
    const trial = {
      granted: ['hit-test', 'camera-access', 'dom-overlay'],
      askedForCamera: true,
      sawCamera: false,
      sawSurface: true,
    }
    const found = trialFindings(succeed(trial))
    expect(found).toMatchObject({
      webxr: { verdict: 'good' },
      'hit-test': { verdict: 'good', words: 'A surface was found' },
      'camera-access': { verdict: 'missing', words: 'No picture came' },
      'dom-overlay': { verdict: 'good' },
      anchors: { verdict: 'missing', words: 'Not on this phone' },
    })
    expect(trialFindings(succeed({ ...trial, askedForCamera: false }))['camera-access']?.verdict).toBe(
      'unknown',
    )
    expect(trialFindings(succeed({ ...trial, granted: undefined })).anchors?.verdict).toBe('unknown')
    expect(trialFindings(fail('not-allowed', 'Allow it.')).webxr).toMatchObject({
      verdict: 'missing',
      todo: 'Allow it.',
    })
  })
  it('a feature is known by its interface', () => {
    const scope = {
      XRFrame: class {
        createAnchor(): void {}
      },
    }
    expect(knowsFeature('anchors', scope)).toBe(true)
    expect(knowsFeature('depth-sensing', scope)).toBe(false)
    expect(knowsFeature('hit-test', scope)).toBe(false)
  })
})

it.each([
  [['video/webm', 'video/mp4'], 'good', 'Films as WebM or MP4'],
  [['video/mp4'], 'limited', 'Films as MP4'],
  [[], 'missing', 'Films cannot be made here'],
])('[DC4] a recorder that knows %o is %s', (types: readonly string[], verdict, words) => {
  expect(recordingFinding((type) => types.includes(type))).toMatchObject({ verdict, words })
})

it.each([
  [{ database: true, persisted: true, freeBytes: 12e9 }, 'good', /12 GB free; kept/],
  [{ database: true, persisted: false, freeBytes: 5e8 }, 'limited', /500 MB free; the browser may clear/],
  [{ database: true, persisted: false, freeBytes: 3e7 }, 'missing', /Only 30 MB/],
  [{ database: false, persisted: false, freeBytes: 12e9 }, 'missing', /keeps nothing/],
  [{ database: true, persisted: false }, 'unknown', /does not say/],
])('[DC5] storage %o is %s', (facts, verdict, words) => {
  expect(storageFinding(facts).verdict).toBe(verdict)
  expect(storageFinding(facts).words).toMatch(words)
})

it.each([
  [{ configured: true, tried: true, paths: ['host', 'relay'] }, 'good'],
  [{ configured: true, tried: true, paths: ['host', 'srflx'] }, 'limited'],
  [{ configured: true, tried: false, paths: ['host'] }, 'unknown'],
  [{ configured: false, tried: false, paths: ['host'] }, 'limited'],
  [{ configured: true, tried: true, paths: [] }, 'missing'],
] as const)('[DC6] paths %o are %s', ({ paths, ...rest }, verdict) => {
  expect(relayFinding({ ...rest, paths: new Set<PathKind>(paths) }).verdict).toBe(verdict)
})

describe('[DC7] the rate', () => {
  it.each([
    ['uplink', 5e6, 'good', 'About 5.0 Mbit/s'],
    ['uplink', 8e5, 'limited', 'About 800 kbit/s: the picture may be coarse'],
    ['uplink', 1e5, 'missing', 'About 100 kbit/s: too slow for a live picture; stills and voice go on'],
    ['downlink', 90e6, 'good', 'More than 50 Mbit/s'],
  ] as const)('%s of %d is %s', (direction, bitsPerSecond, verdict, words) => {
    expect(rateFinding(direction, { status: 'measured', bitsPerSecond })).toMatchObject({ verdict, words })
  })
  it('is never told more exactly than it was measured', () => {
    expect([234, 12_345_678, 1_234_567].map(rateWords)).toEqual([
      'About 1 kbit/s',
      'About 12 Mbit/s',
      'About 1.2 Mbit/s',
    ])
  })

  /** A line of that many bytes a millisecond, on a clock that only the transfers move. */
  function line(bytesPerMs: number, answer: { readonly status?: number; readonly cutAfter?: number } = {}) {
    let now = 0
    const sent: number[] = []
    const fetch: typeof globalThis.fetch = async (_, init) => {
      if (answer.status !== undefined) return new Response(null, { status: answer.status })
      if (init?.method === 'POST') {
        const size = init.body instanceof Blob ? init.body.size : 0
        sent.push(size)
        now += size / bytesPerMs
        return Response.json({ bytes: size })
      }
      let left = answer.cutAfter ?? 3_000_000
      return new Response(
        new ReadableStream(
          {
            pull(controller) {
              if (left <= 0)
                return answer.cutAfter === undefined ? controller.close() : controller.error(new Error('cut'))
              const size = Math.min(left, 16_384)
              left -= size
              now += size / bytesPerMs
              controller.enqueue(new Uint8Array(size))
            },
          },
          { highWaterMark: 0 },
        ),
      )
    }
    return { fetch, clock: () => now, sent }
  }
  it.each([50, 500, 5000])('of a line of %d bytes a millisecond is found, both ways', async (speed) => {
    const bits = speed * 8000
    for (const rate of [await measureDown(line(speed)), await measureUp(line(speed))]) {
      if (rate.status !== 'measured') throw new Error(rate.status)
      expect(rate.bitsPerSecond / bits).toBeCloseTo(1, 1)
    }
  })
  it('sends a slow line little and a fast one no more than the limit', async () => {
    const slow = line(10)
    await measureUp(slow)
    expect(slow.sent).toEqual([65536])
    const fast = line(50_000)
    await measureUp(fast)
    expect(fast.sent).toEqual([65536, RATE_UP_BYTES])
  })
  it('of a line that breaks off is what came until then; of one that gives nothing there is none', async () => {
    expect((await measureDown(line(100, { cutAfter: 200_000 }))).status).toBe('measured')
    expect((await measureDown(line(100, { cutAfter: 0 }))).status).toBe('unreachable')
    expect((await measureUp(line(1, { status: 429 }))).status).toBe('too-often')
    expect((await measureDown(line(1, { status: 502 }))).status).toBe('unreachable')
  })
})
