import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identity3, mapX, mapY } from '#ar/image-tracking/matrix3.ts'
import { addPair, createPairs } from '#ar/image-tracking/pairs.ts'
import { createHomographyFinder } from '#ar/image-tracking/prosac.ts'
import { createRandom } from '#ar/image-tracking/random.ts'
import { createHomographyRefiner } from '#ar/image-tracking/refine-homography.ts'
import { apart, HEIGHT, look, WIDTH } from './pictures.ts'

const views = fc.record({
  dx: fc.double({ min: -60, max: 60, noNaN: true }),
  dy: fc.double({ min: -60, max: 60, noNaN: true }),
  turn: fc.double({ min: -3, max: 3, noNaN: true }),
  size: fc.double({ min: 0.5, max: 2, noNaN: true }),
  tiltX: fc.double({ min: -0.001, max: 0.001, noNaN: true }),
  tiltY: fc.double({ min: -0.001, max: 0.001, noNaN: true }),
  seed: fc.nat(10_000),
})

/** Pairs that fit `h` up to half a pixel, and `wrong` of a hundred that fit nothing. */
function pairsOf(h: Float64Array, wrong: number, seed: number): ReturnType<typeof createPairs> {
  const random = createRandom(seed)
  const pairs = createPairs(100)
  for (let n = 0; n < 100; n++) {
    const [x, y] = [random() * WIDTH, random() * HEIGHT]
    if (n % 100 < 100 - wrong)
      addPair(pairs, x, y, mapX(h, x, y) + random() - 0.5, mapY(h, x, y) + random() - 0.5, 1, n, 1)
    else addPair(pairs, x, y, random() * WIDTH, random() * HEIGHT, 1, n, 1)
  }
  return pairs
}

describe('the homography of matches', () => {
  it('is found and made exact when four of ten matches are wrong', () => {
    fc.assert(
      fc.property(views, ({ dx, dy, turn, size, tiltX, tiltY, seed }) => {
        const truth = look(dx, dy, turn, size, tiltX, tiltY)
        const pairs = pairsOf(truth, 40, seed)
        const found = identity3()
        expect(createHomographyFinder(createRandom(seed)).find(pairs, WIDTH, HEIGHT, found)).toBeGreaterThan(
          50,
        )
        expect(createHomographyRefiner(WIDTH, HEIGHT).refine(found, pairs, 6, 1, 0)).toBe(true)
        expect(apart(found, truth)).toBeLessThan(1)
      }),
      { numRuns: 60 },
    )
  })

  it('is not found where matches fit nothing', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const pairs = pairsOf(look(), 100, seed)
        expect(
          createHomographyFinder(createRandom(seed)).find(pairs, WIDTH, HEIGHT, identity3()),
        ).toBeLessThan(15)
      }),
      { numRuns: 40 },
    )
  })

  it('says itself how uncertain it is: more, further from what it rests on', () => {
    const truth = look()
    const pairs = createPairs(30)
    const random = createRandom(4)
    for (let n = 0; n < 30; n++) {
      const [x, y] = [40 + 60 * random(), 40 + 60 * random()]
      addPair(pairs, x, y, mapX(truth, x, y), mapY(truth, x, y), 1, n, 1)
    }
    const refiner = createHomographyRefiner(WIDTH, HEIGHT)
    const h = look(2, 1)
    expect(refiner.refine(h, pairs, 5, 2, 0)).toBe(true)
    const at = (x: number, y: number): number => refiner.uncertainty(mapX(truth, x, y), mapY(truth, x, y))
    expect(at(70, 70)).toBeLessThan(1)
    expect(at(300, 220)).toBeGreaterThan(5 * at(70, 70))
  })
})
