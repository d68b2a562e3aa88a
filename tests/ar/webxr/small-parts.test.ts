import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCameraSentinel } from '#ar/webxr/camera-sentinel.ts'
import { guardAgainstChromeCrash } from '#ar/webxr/chrome-crash.ts'
import { hintFor } from '#ar/webxr/hints.ts'
import { pictureSize } from '#ar/webxr/picture-size.ts'
import { sessionInit } from '#ar/webxr/session-init.ts'
import { startProblem } from '#ar/webxr/start-problems.ts'
import { createMotionMeter } from '#ar/webxr/motion-meter.ts'
import { createTrackingFollower, reasonFor } from '#ar/webxr/tracking.ts'

describe('the size of the picture', () => {
  it('[PS1] keeps the shape, is never larger than the viewport or the limit, and suits encoders', () => {
    const edge = fc.integer({ min: 100, max: 3000 })
    fc.assert(
      fc.property(edge, edge, fc.constantFrom(1280, 896, 640), (width, height, longEdge) => {
        const picture = pictureSize(width, height, longEdge)
        expect(picture.width % 8).toBe(0)
        expect(picture.height % 8).toBe(0)
        expect(picture.width).toBeLessThanOrEqual(width)
        expect(picture.height).toBeLessThanOrEqual(height)
        expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(longEdge)
        const scale = Math.min(1, longEdge / Math.max(width, height))
        expect(width * scale - picture.width).toBeLessThan(8)
        expect(height * scale - picture.height).toBeLessThan(8)
        expect(picture.stripRows % 2).toBe(0)
      }),
    )
  })

  it('[PS2] of a phone held upright is 24 strip rows for 1280', () => {
    expect(pictureSize(1080, 1920, 1280)).toEqual({ width: 720, height: 1280, stripRows: 24 })
  })
})

describe('tracking', () => {
  it.each([
    [
      'no pose yet',
      [
        ['none', false, 0],
        ['none', false, 5000],
      ],
      'starting',
    ],
    ['a pose without a surface', [['exact', false, 0]], 'starting'],
    ['a pose and a surface', [['exact', true, 0]], 'good'],
    [
      'a guessed position',
      [
        ['exact', true, 0],
        ['emulated', true, 20],
        ['emulated', true, 330],
      ],
      'limited',
    ],
    [
      'a guessed position for a frame or two',
      [
        ['exact', true, 0],
        ['emulated', true, 20],
        ['emulated', true, 300],
      ],
      'good',
    ],
    [
      'lost, then at least guessed',
      [
        ['exact', true, 0],
        ['none', true, 500],
        ['emulated', true, 520],
      ],
      'limited',
    ],
    [
      'a blink',
      [
        ['exact', true, 0],
        ['none', true, 100],
        ['none', true, 300],
      ],
      'good',
    ],
    [
      'no pose for longer',
      [
        ['exact', true, 0],
        ['none', true, 100],
        ['none', true, 301],
      ],
      'lost',
    ],
    [
      'found again',
      [
        ['exact', true, 0],
        ['none', true, 500],
        ['exact', true, 520],
      ],
      'good',
    ],
  ] as const)('[TR1] %s', (_, sights, state) => {
    const follow = createTrackingFollower()
    const states = sights.map(([pose, hasSurface, time]) => follow(pose, hasSurface, time))
    expect(states.at(-1)).toBe(state)
  })
})

describe('why tracking is poor', () => {
  const calm = { degreesPerSecond: 10, metresPerSecond: 0.1 }
  it.each([
    ['good: no reason', 'good', { ...calm, brightness: 0.01 }, undefined],
    ['none of the known', 'limited', { ...calm, brightness: 0.4 }, 'nothing-to-hold-on-to'],
    ['the picture says nothing', 'lost', { ...calm, brightness: undefined }, 'nothing-to-hold-on-to'],
    ['turned fast', 'lost', { ...calm, degreesPerSecond: 150, brightness: 0.4 }, 'moving-fast'],
    ['carried fast', 'limited', { ...calm, metresPerSecond: 2, brightness: undefined }, 'moving-fast'],
    [
      'dark comes before fast: slower would not help',
      'lost',
      { ...calm, degreesPerSecond: 150, brightness: 0.02 },
      'too-dark',
    ],
    ['just begun: nothing is wrong yet', 'starting', { ...calm, brightness: 0.4 }, undefined],
    ['just begun in the dark', 'starting', { ...calm, brightness: 0.02 }, 'too-dark'],
    ['just begun in a hurry', 'starting', { ...calm, degreesPerSecond: 150, brightness: 0.4 }, 'moving-fast'],
  ] as const)('[TR2] %s', (_, tracking, sights, reason) => {
    expect(reasonFor(tracking, sights)).toBe(reason)
  })
})

describe('how the phone moves', () => {
  const turnedBy = (degrees: number) => {
    const half = (degrees * Math.PI) / 360
    return { x: 0, y: Math.sin(half), z: 0, w: Math.cos(half) }
  }

  it('[TR3] is known a few frames later, keeps what came before the loss, and a jump of the origin is no movement', () => {
    const meter = createMotionMeter()
    for (let i = 0; i < 30; i++) meter.follow({ x: i / 60, y: 0, z: 0 }, turnedBy(2 * i), (i * 1000) / 60)
    expect(meter.metresPerSecond).toBeCloseTo(1, 1)
    expect(meter.degreesPerSecond).toBeCloseTo(120, -1)
    // Nothing for two seconds, and then somewhere else.
    meter.follow({ x: 7, y: 0, z: 0 }, turnedBy(180), 2500)
    expect(meter.metresPerSecond).toBeLessThan(1.1)
    expect(meter.degreesPerSecond).toBeLessThan(130)
    for (let i = 0; i < 60; i++) meter.follow({ x: 7, y: 0, z: 0 }, turnedBy(180), 2500 + i * 16)
    expect(meter.metresPerSecond).toBeLessThan(0.05)
    expect(meter.degreesPerSecond).toBeLessThan(5)
  })
})

describe('the camera sentinel', () => {
  function storage() {
    const items = new Map<string, string>()
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    }
  }

  it('[CS1] after a crash AR starts once without the camera picture, then tries again', () => {
    const kept = storage()
    const first = createCameraSentinel(() => kept)
    expect(first.mayUseCamera()).toBe(true)
    first.arm()
    // The tab is gone; another page starts.
    const second = createCameraSentinel(() => kept)
    expect(second.mayUseCamera()).toBe(false)
    expect(second.mayUseCamera()).toBe(true)
  })

  it('[CS2] a session that went well leaves no trace', () => {
    const kept = storage()
    const first = createCameraSentinel(() => kept)
    first.arm()
    first.disarm()
    expect(createCameraSentinel(() => kept).mayUseCamera()).toBe(true)
  })

  it('[CS3] a browser that blocks storage uses the camera', () => {
    const sentinel = createCameraSentinel(() => {
      throw new DOMException('blocked', 'SecurityError')
    })
    expect(sentinel.mayUseCamera()).toBe(true)
    expect(() => {
      sentinel.arm()
      sentinel.disarm()
    }).not.toThrow()
  })
})

describe('the guard against crashes of Chrome on Android', () => {
  const android =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36'
  const quest =
    'Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 OculusBrowser/40.0 Chrome/136.0 VR Safari/537.36'

  const desktop = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36'

  it.each([
    ['a phone', android, {}, false],
    ['a phone that asks for desktop sites', desktop, { isTouched: true }, false],
    ['a phone that asks for desktop sites and says what it is', desktop, { platform: 'Android' }, false],
    ['a headset', quest, { isTouched: true, platform: 'Android' }, true],
    ['a desktop', desktop, { platform: 'Linux' }, true],
  ])('[CG1] %s keeps projection layers: %s', (_, userAgent, signs, keeps) => {
    const bindingPrototype = { createProjectionLayer: () => undefined }
    const scope = { isTouched: false, platform: undefined, ...signs }
    guardAgainstChromeCrash({ ...scope, userAgent, bindingPrototype, sessionPrototype: undefined })
    expect('createProjectionLayer' in bindingPrototype).toBe(keeps)
  })

  it('[CG2] the base layer stays when only the depth planes are set', async () => {
    const heard: unknown[] = []
    const sessionPrototype = {
      updateRenderState(state?: XRRenderStateInit): Promise<void> {
        heard.push(state)
        return Promise.resolve()
      },
    }
    const signs = { userAgent: android, isTouched: true, platform: undefined }
    const scope = { ...signs, bindingPrototype: undefined, sessionPrototype }
    guardAgainstChromeCrash(scope)
    guardAgainstChromeCrash(scope)
    const session: typeof sessionPrototype = Object.create(sessionPrototype)
    const baseLayer = { name: 'layer' }
    await Reflect.apply(session.updateRenderState, session, [{ baseLayer }])
    await Reflect.apply(session.updateRenderState, session, [{ depthNear: 0.1 }])
    await Reflect.apply(session.updateRenderState, session, [{ layers: [] }])
    expect(heard).toEqual([{ baseLayer }, { depthNear: 0.1, baseLayer }, { layers: [] }])
  })
})

describe('what is asked of a session', () => {
  it('[SI1] only coordinates are required, the camera is left out when told, depth is for the CPU', () => {
    const overlay: Element = Object.create(null)
    const wish = sessionInit(overlay, true)
    expect(wish.requiredFeatures).toEqual(['local-floor'])
    expect(wish.optionalFeatures).toEqual([
      'hit-test',
      'anchors',
      'dom-overlay',
      'plane-detection',
      'depth-sensing',
      'camera-access',
    ])
    expect(wish.domOverlay?.root).toBe(overlay)
    expect(wish.depthSensing?.usagePreference).toEqual(['cpu-optimized'])
    expect(sessionInit(overlay, false).optionalFeatures).not.toContain('camera-access')
  })
})

describe('sentences', () => {
  it.each([
    ['NotAllowedError', 'not-allowed'],
    ['SecurityError', 'not-allowed'],
    ['NotSupportedError', 'not-found'],
    ['InvalidStateError', 'conflict'],
    ['NoOverlayError', 'not-supported'],
    ['UnknownError', 'bad-request'],
  ])('[HS1] %s says what can be done', (name, code) => {
    const outcome = startProblem(new DOMException('', name))
    expect(outcome.ok ? '' : outcome.problem.code).toBe(code)
    expect(outcome.ok ? '' : outcome.problem.sentence).toMatch(/\.$/)
  })

  const fine = { cameraCrashed: false, hasCameraAccess: true, hasPicture: true, canFindSurfaces: true }
  it.each([
    [{}, undefined],
    [{ cameraCrashed: true, hasCameraAccess: false }, /without it/],
    [{ hasCameraAccess: false, hasPicture: false }, /gives no camera picture/],
    [{ hasPicture: false }, /does not arrive/],
    [{ canFindSurfaces: false }, /no surfaces/],
  ])('[HS2] %j', (findings, sentence) => {
    const hint = hintFor({ ...fine, ...findings })
    expect(hint ?? 'nothing').toMatch(sentence ?? /^nothing$/)
    expect((hint ?? '').length).toBeLessThanOrEqual(200)
  })
})
