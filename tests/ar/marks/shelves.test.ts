import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createShelves } from '#ar/marks/shelves.ts'

describe('room for labels', () => {
  it('[ATLAS1] no two labels overlap, none leaves its sheet, and what was given back is given out again', () => {
    const size = fc.record({
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 130 }),
    })
    fc.assert(
      fc.property(fc.array(size, { maxLength: 120 }), (sizes) => {
        const shelves = createShelves(300, 200, 6)
        const put: { layer: number; x: number; y: number; width: number; height: number }[] = []
        for (const { width, height } of sizes) {
          const at = shelves.take(width, height)
          if (at !== undefined) put.push({ ...at, width, height })
        }
        put.forEach((a, index) => {
          expect(a.x + a.width).toBeLessThanOrEqual(300)
          expect(a.y + a.height).toBeLessThanOrEqual(200)
          for (const b of put.slice(index + 1)) {
            const apart =
              a.layer !== b.layer ||
              a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y ||
              b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
        })
        expect(shelves.layers).toBeLessThanOrEqual(6)
        for (const { layer } of put) shelves.release(layer)
        expect(shelves.share).toBe(0)
      }),
      { numRuns: 100 },
    )
  })

  it('says that it is full', () => {
    const shelves = createShelves(100, 100, 2)
    expect(shelves.take(101, 1)).toBeUndefined()
    expect([1, 2, 3].map(() => shelves.take(100, 100) !== undefined)).toEqual([true, true, false])
  })
})
