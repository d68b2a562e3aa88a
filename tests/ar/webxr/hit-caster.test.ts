import { beforeAll, describe, expect, it } from 'vitest'
import { spaceDirection, spacePoint } from '#domain/geometry.ts'
import { createHitCaster } from '#ar/webxr/hit-caster.ts'
import { settled } from '../settled.ts'
import { installXrGlobals, space, transformOf } from './fake-xr.ts'

beforeAll(installXrGlobals)

const ray = { origin: spacePoint(1, 2, 3), direction: spaceDirection(0, 0, -1) }
const wall = { position: [1, 2, 0], orientation: [Math.SQRT1_2, 0, 0, Math.SQRT1_2] } as const

/** A device whose hit tests answer with what they are told; counts the subscriptions that are alive. */
function device() {
  const live = new Set<object>()
  const asked: XRHitTestOptionsInit[] = []
  const state = { hits: true, gate: Promise.resolve(), fail: false }
  const session: Pick<XRSession, 'requestHitTestSource'> = {
    async requestHitTestSource(options) {
      asked.push(options)
      await state.gate
      if (state.fail) throw new DOMException('', 'OperationError')
      const source: XRHitTestSource = Object.assign(Object.create(null), {
        cancel: () => void live.delete(source),
      })
      live.add(source)
      return source
    },
  }
  const result: XRHitTestResult = Object.assign(Object.create(null), {
    getPose: () => ({ transform: transformOf(wall) }),
  })
  const frame: XRFrame = Object.assign(Object.create(null), {
    getHitTestResults: () => (state.hits ? [result] : []),
  })
  return { session, frame, live, asked, state, result }
}

describe('casting rays', () => {
  it('[HC1] answers with point and normal, tells of the result inside its frame, and cancels', async () => {
    const d = device()
    const heard: unknown[] = []
    const caster = createHitCaster(
      d.session,
      () => space,
      (result) => heard.push(result),
    )
    const answer = caster.cast(ray)
    await settled()
    expect(d.live.size).toBe(1)
    caster.read(d.frame, space)
    expect(heard).toEqual([d.result])
    expect(await answer).toMatchObject({ point: [1, 2, 0] })
    const normal = (await answer)?.normal ?? [0, 0, 0]
    expect(normal[2]).toBeCloseTo(1, 6)
    expect(d.live.size).toBe(0)
    expect(d.asked[0]).toMatchObject({
      space,
      offsetRay: { origin: { x: 1, y: 2, z: 3 }, direction: { z: -1, w: 0 } },
    })
  })

  it('[HC2] waits a few frames for a hit, then says there is none', async () => {
    const d = device()
    d.state.hits = false
    const caster = createHitCaster(
      d.session,
      () => space,
      () => undefined,
    )
    let answered = false
    const answer = caster.cast(ray).then((hit) => {
      answered = true
      return hit
    })
    await settled()
    for (let i = 0; i < 3; i++) caster.read(d.frame, space)
    await settled()
    expect(answered).toBe(false)
    caster.read(d.frame, space)
    expect(await answer).toBeUndefined()
    expect(d.live.size).toBe(0)
  })

  it('[HC3] has at most eight subscriptions, and answers the rest at once', async () => {
    const d = device()
    const caster = createHitCaster(
      d.session,
      () => space,
      () => undefined,
    )
    const answers = Array.from({ length: 10 }, () => caster.cast(ray))
    expect(await answers[9]).toBeUndefined()
    await settled()
    expect(d.live.size).toBe(8)
    caster.close()
    expect(d.live.size).toBe(0)
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 10 }, () => undefined))
    expect(await caster.cast(ray)).toBeUndefined()
  })

  it('[HC4] a subscription that comes after the end is cancelled', async () => {
    const d = device()
    let open: () => void = () => undefined
    d.state.gate = new Promise((resolve) => {
      open = resolve
    })
    const caster = createHitCaster(
      d.session,
      () => space,
      () => undefined,
    )
    const answer = caster.cast(ray)
    caster.close()
    expect(await answer).toBeUndefined()
    open()
    await settled()
    expect(d.live.size).toBe(0)
  })

  it('[HC5] a device that refuses, or has no space, finds nothing', async () => {
    const d = device()
    d.state.fail = true
    expect(
      await createHitCaster(
        d.session,
        () => space,
        () => undefined,
      ).cast(ray),
    ).toBeUndefined()
    expect(
      await createHitCaster(
        d.session,
        () => undefined,
        () => undefined,
      ).cast(ray),
    ).toBeUndefined()
    expect(
      await createHitCaster(
        {},
        () => space,
        () => undefined,
      ).cast(ray),
    ).toBeUndefined()
  })
})
