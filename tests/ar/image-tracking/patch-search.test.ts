import { describe, expect, it } from 'vitest'
import { createPatchSearch } from '#ar/image-tracking/patch-search.ts'
import { look, see, texture } from './pictures.ts'

const surface = texture(3)
const key = see(surface, look())
const places = Array.from({ length: 120 }, (_, n) => [40 + ((n * 37) % 240), 40 + ((n * 53) % 160)] as const)

function shiftsFound(dx: number, dy: number, light = 1, noise = 0): readonly number[] {
  const current = see(surface, look(dx, dy), noise, 5, light)
  const search = createPatchSearch()
  return places.flatMap(([x, y]) => {
    if (!search.take(key, x, y, 1, 0, 0, 1) || !search.search(current, x, y, 6)) return []
    if (search.found.likeness < 0.8) return []
    return [Math.hypot(search.found.x - x - dx, search.found.y - y - dy)]
  })
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

describe('looking for a patch', () => {
  it.each([
    [0, 0],
    [0.25, -0.5],
    [1.3, 0.8],
    [-2.6, 1.9],
  ])('finds a shift of (%d, %d) to a tenth of a pixel', (dx, dy) => {
    const off = shiftsFound(dx, dy)
    expect(off.length).toBeGreaterThan(10)
    expect(median(off)).toBeLessThan(0.1)
  })

  it('does not mind half the light, nor a little noise', () => {
    const off = shiftsFound(1.4, -0.7, 0.5, 3)
    expect(off.length).toBeGreaterThan(10)
    expect(median(off)).toBeLessThan(0.15)
  })

  it('refuses a flat place and a bare edge', () => {
    const search = createPatchSearch()
    const bare = { width: 64, height: 64, data: new Uint8Array(64 * 64).fill(90) }
    expect(search.take(bare, 32, 32, 1, 0, 0, 1)).toBe(false)
    for (let y = 0; y < 64; y++) bare.data.fill(200, y * 64 + 32, y * 64 + 64)
    expect(search.take(bare, 32, 32, 1, 0, 0, 1)).toBe(false)
  })

  it('refuses what reaches over the edge of the picture', () => {
    const search = createPatchSearch()
    expect(search.take(key, 4, 100, 1, 0, 0, 1)).toBe(false)
    expect(search.likeness(key, 2, 100)).toBe(-1)
  })
})
