import { describe, expect, it } from 'vitest'
import { isOutOfRoom, minutesLeft } from '#recording/room-left.ts'

const MB = 1024 * 1024

describe('room for a film', () => {
  it('[RL1] says how many minutes still fit, counting that finishing needs the room again', () => {
    // 1 MB a second; 64 MB are kept free and 60 MB needed to finish what is there: 1,200 MB are 600 seconds twice.
    expect(minutesLeft(1324 * MB, { bytes: 60 * MB, milliseconds: 60_000 })).toBeCloseTo(10)
    expect(minutesLeft(0, { bytes: 60 * MB, milliseconds: 60_000 })).toBe(0)
  })

  it('[RL2] says nothing before the rate is known', () => {
    expect(minutesLeft(1000 * MB, { bytes: MB, milliseconds: 1_000 })).toBeUndefined()
  })

  it('[RL3] stops while the film can still be finished', () => {
    expect(isOutOfRoom(200 * MB, { bytes: 100 * MB, milliseconds: 1 })).toBe(false)
    expect(isOutOfRoom(150 * MB, { bytes: 100 * MB, milliseconds: 1 })).toBe(true)
  })
})
