import { describe, expect, it } from 'vitest'
import { createPortalClock } from '#store/portal-clock.ts'

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

/** A device whose own clock stands at `at`. */
function device(at: number, kept = memory()) {
  const wall = { at }
  return { wall, kept, clock: createPortalClock(() => wall.at, kept) }
}

describe('the portal’s clock on a device', () => {
  it('[PC1] is the device’s own until the portal was heard', () => {
    expect(device(5_000).clock.now()).toBe(5_000)
  })

  it('[PC2] takes the portal’s time for the middle of the round trip', () => {
    const { clock, wall } = device(1_000)
    wall.at = 1_400
    clock.heard(61_200, 1_000, 1_400)
    expect(clock.now()).toBe(61_400)
  })

  it('[PC3] keeps the answer of the shortest round trip', () => {
    const { clock, wall } = device(1_000)
    clock.heard(61_010, 1_000, 1_020)
    clock.heard(61_900, 1_100, 2_700)
    wall.at = 3_000
    expect(clock.now()).toBe(63_000)
  })

  it('[PC4] follows a clock that was set: the two cannot both be right', () => {
    const { clock, wall } = device(1_000)
    clock.heard(61_010, 1_000, 1_020)
    // Five minutes were taken from the device's clock.
    wall.at = 1_000 - 300_000
    clock.heard(61_500, wall.at, wall.at + 400)
    wall.at += 400
    expect(clock.now()).toBe(61_700)
  })

  it('[PC5] a good answer of long ago gives way to a worse one of now', () => {
    const { clock, wall } = device(0)
    clock.heard(1_000, 0, 2)
    const day = 24 * 3_600_000
    // 100 millionths of a day are 8.6 seconds: what half a second may be wrong is better by now.
    clock.heard(day + 1_000 + 900, day, day + 1_000)
    wall.at = day + 1_000
    expect(clock.now()).toBe(day + 2_400)
  })

  it('[PC6] is shared by pages and outlives them; nonsense changes nothing', () => {
    const { clock, kept } = device(1_000)
    clock.heard(61_000, 1_000, 1_000)
    clock.heard(Number.NaN, 1_000, 1_000)
    clock.heard(5, 2_000, 1_000)
    expect(device(2_000, kept).clock.now()).toBe(62_000)
    const broken = { getItem: () => 'not a clock', setItem: () => undefined }
    expect(device(7, broken).clock.now()).toBe(7)
  })
})
