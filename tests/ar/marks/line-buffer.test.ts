import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineBuffer, type LineBuffer, POINT_FLOATS } from '#ar/marks/line-buffer.ts'
import type { SpaceLine } from '#ar/marks/line-points.ts'

function line(count: number, x: number, closed = false): SpaceLine {
  return {
    closed,
    points: Float32Array.from({ length: count * 3 }, (_, at) => (at % 3 === 0 ? x : Math.floor(at / 3))),
  }
}

/** The segments that the shader would draw, by its own rule: both ends carry the same whole key. */
function segments(
  buffer: LineBuffer,
): { x: number; from: number; to: number; before: boolean; after: boolean }[] {
  const { array, used } = buffer
  const at = (point: number, float: number): number => array[point * POINT_FLOATS + float] ?? -1
  const found = []
  for (let instance = 0; instance < used - 2; instance++) {
    const key = at(instance + 1, 3)
    if (key < 0 || key !== at(instance + 2, 3) || key % 1 !== 0) continue
    const belongs = (point: number): boolean => at(point, 3) >= 0 && Math.floor(at(point, 3)) === key
    const [x, from, to] = [at(instance + 1, 0), at(instance + 1, 1), at(instance + 2, 1)]
    found.push({ x, from, to, before: belongs(instance), after: belongs(instance + 3) })
  }
  return found
}

describe('line buffer', () => {
  it('draws an open line from point to point, with joints between and none at its ends', () => {
    const buffer = createLineBuffer()
    buffer.set('a', line(3, 7), 1)
    buffer.set('b', line(2, 8), 1)
    expect(segments(buffer)).toEqual([
      { x: 7, from: 0, to: 1, before: false, after: true },
      { x: 7, from: 1, to: 2, before: true, after: false },
      { x: 8, from: 0, to: 1, before: false, after: false },
    ])
  })

  it('closes a closed line with a joint everywhere, also next to another one', () => {
    const buffer = createLineBuffer()
    buffer.set('a', line(4, 7, true), 1)
    buffer.set('b', line(3, 8, true), 1)
    const drawn = segments(buffer)
    expect(drawn.map(({ x, from, to }) => [x, from, to])).toEqual([
      [7, 0, 1],
      [7, 1, 2],
      [7, 2, 3],
      [7, 3, 0],
      [8, 0, 1],
      [8, 1, 2],
      [8, 2, 0],
    ])
    expect(drawn.every(({ before, after }) => before && after)).toBe(true)
  })

  it('writes only the end when the last stroke grows', () => {
    const buffer = createLineBuffer()
    buffer.set('a', line(100, 1), 1)
    buffer.set('live', line(10, 2), 1)
    buffer.takeDirty()
    buffer.set('live', line(11, 2), 1)
    expect(buffer.takeDirty()?.start).toBe(101 * POINT_FLOATS)
    expect(buffer.used).toBe(1 + 100 + 11)
    expect(buffer.takeDirty()).toBeUndefined()
  })

  it('[LOOK4] after any changes draws exactly the lines that are there', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      count: fc.integer({ min: 0, max: 900 }),
      closed: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const buffer = createLineBuffer()
        const expected = new Map<string, number>()
        changes.forEach(({ id, count, closed }, index) => {
          if (count === 0) buffer.delete(id)
          else buffer.set(id, line(count, index, closed), 1)
          expected.delete(id)
          if (count > 1) expected.set(`${id}`, closed ? count : count - 1)
        })
        const drawn = new Map<number, number>()
        for (const { x } of segments(buffer)) drawn.set(x, (drawn.get(x) ?? 0) + 1)
        const ordered = (counts: Map<unknown, number>) => [...counts.values()].sort((a, b) => a - b)
        expect(ordered(drawn)).toEqual(ordered(expected))
        expect((buffer.used + 2) * POINT_FLOATS).toBeLessThanOrEqual(buffer.array.length)
      }),
      { numRuns: 200 },
    )
  })
})
