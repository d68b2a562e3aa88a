import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRange } from '#server/media/byte-range.ts'

describe('byte ranges', () => {
  it.each([
    [undefined, 10, 'whole'],
    ['bytes=0-0', 10, { start: 0, end: 0 }],
    ['bytes=2-5', 10, { start: 2, end: 5 }],
    ['bytes=2-', 10, { start: 2, end: 9 }],
    ['bytes=2-99', 10, { start: 2, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-99', 10, { start: 0, end: 9 }],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=10-12', 10, 'unsatisfiable'],
    ['bytes=5-2', 10, 'whole'],
    ['bytes=0-1,4-5', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['lines=1-2', 10, 'whole'],
    ['bytes=a-b', 10, 'whole'],
  ] as const)('[ME6] %s of %i bytes', (header, size, expected) => {
    expect(readRange(header, size)).toEqual(expected)
  })

  it('[ME7] never leads outside the file', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.option(fc.nat()),
        fc.option(fc.nat()),
        fc.nat(),
        (noise, from, to, size) => {
          for (const header of [noise, `bytes=${from ?? ''}-${to ?? ''}`]) {
            const range = readRange(header, size)
            const inside =
              typeof range === 'string' || (range.start >= 0 && range.start <= range.end && range.end < size)
            expect(inside).toBe(true)
          }
        },
      ),
      { seed: 7 },
    )
  })
})
