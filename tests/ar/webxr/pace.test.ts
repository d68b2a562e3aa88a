import { describe, expect, it } from 'vitest'
import { stepsToSpare } from '#ar/webxr/battery.ts'
import { createPace } from '#ar/webxr/pace.ts'

/** Runs a pace over frames of an even interval; returns how many were sent a second. */
function run(pace: ReturnType<typeof createPace>, from: number, interval: number, ms: number): number {
  let sent = 0
  for (let t = 0; t < ms; t += interval) if (pace.tick(from + t)) sent++
  return (sent * 1000) / ms
}

/** The start is over, and the phone has shown what it can do. */
const QUICK = 12_000

describe('the pace of the outgoing picture', () => {
  it.each([
    [1000 / 60, 24],
    [1000 / 30, 24],
    [1000 / 90, 24],
    [1000 / 25, 24],
    [100, 10],
  ])('[PC1] of AR frames every %d ms about %d a second are sent', (interval, rate) => {
    expect(Math.abs(run(createPace(), 0, interval, 4000) - rate)).toBeLessThan(1)
  })

  it('[PC2] the first frame is sent at once', () => {
    expect(createPace().tick(12_345)).toBe(true)
  })

  it('[PC3] a phone whose AR runs at 30 frames a second is not taken for a slow one', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 30, 30_000)
    expect(pace.longEdge).toBe(1280)
  })

  it('[PC4] a phone that gets slow sends smaller pictures, then fewer', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, QUICK)
    const edges: number[] = []
    let rate = 0
    for (let i = 1; i <= 6; i++) {
      rate = run(pace, QUICK + (i - 1) * 4000, 40, 4000)
      edges.push(pace.longEdge)
    }
    expect(edges).toEqual([896, 640, 640, 640, 640, 640])
    expect(rate).toBeCloseTo(12, 0)
  })

  it('[PC5] a short hitch or a pause changes nothing', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, QUICK)
    run(pace, QUICK, 60, 2000)
    run(pace, QUICK + 2000, 1000 / 60, 3000)
    run(pace, 60_000, 1000 / 60, 3000)
    expect(pace.longEdge).toBe(1280)
  })

  it('[PC9] slow first seconds are loading, not heat: they change nothing, and are no measure for what comes after', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, 800)
    run(pace, 800, 60, 9000)
    expect([pace.longEdge, pace.saving]).toEqual([1280, undefined])
    run(pace, 9800, 1000 / 30, 20_000)
    expect([pace.longEdge, pace.saving]).toEqual([1280, undefined])
    // It goes on being slow after it was quick: now it is the phone.
    run(pace, 29_800, 60, 4000)
    expect(pace.saving).toBe('heat')
  })

  it('[PC6] a phone that has recovered sends larger pictures again, and waits longer if that fails', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, QUICK)
    run(pace, QUICK, 40, 4500)
    expect(pace.longEdge).toBe(896)
    run(pace, QUICK + 4500, 1000 / 60, 22_000)
    expect(pace.longEdge).toBe(1280)
  })

  it('[PC8] says why less is sent: the battery, or heat when the load asks for more than the battery does', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, QUICK)
    expect(pace.saving).toBeUndefined()
    pace.spare(1)
    expect([pace.longEdge, pace.saving]).toEqual([896, 'battery'])
    run(pace, QUICK, 40, 9000)
    expect([pace.longEdge, pace.saving]).toEqual([640, 'heat'])
    pace.spare(0)
    expect([pace.longEdge, pace.saving]).toEqual([640, 'heat'])
    run(pace, QUICK + 9000, 1000 / 60, 150_000)
    expect([pace.longEdge, pace.saving]).toEqual([1280, undefined])
  })

  it('[PC7] after a pause it does not send a burst to catch up', () => {
    const pace = createPace()
    run(pace, 0, 1000 / 60, QUICK)
    expect(run(pace, 100_000, 1000 / 60, 500)).toBeLessThan(27)
  })
})

describe('what the battery asks for', () => {
  it.each([
    ['full', { charging: false, level: 0.9 }, 0, 0],
    ['low', { charging: false, level: 0.2 }, 0, 1],
    ['nearly empty', { charging: false, level: 0.1 }, 0, 2],
    ['low, but at the charger', { charging: true, level: 0.1 }, 2, 0],
    ['a little better than low: as before', { charging: false, level: 0.22 }, 1, 1],
    ['a little better than low, never was low', { charging: false, level: 0.22 }, 0, 0],
    ['clearly better than low', { charging: false, level: 0.25 }, 1, 0],
    ['a little better than nearly empty: as before', { charging: false, level: 0.12 }, 2, 2],
    ['clearly better than nearly empty', { charging: false, level: 0.15 }, 2, 1],
    ['a browser that says nothing sensible', { charging: false, level: Number.NaN }, 1, 0],
  ])('[BT1] %s', (_, battery, before, steps) => {
    expect(stepsToSpare(battery, before)).toBe(steps)
  })
})
