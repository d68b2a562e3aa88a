import { describe, expect, it } from 'vitest'
import type { Quat, Vec3 } from '#domain/geometry.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { partsOf } from '#ar/marks/mark-parts.ts'
import { measureLengths } from '#ar/marks/measure-parts.ts'

const id = '00000000-0000-4000-8000-000000000001'
/** +Y of the local frame is the space's +Z; local +Z is the space's -Y. */
const WALL: Quat = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]

function mark(shape: SpaceMark['shape']): SpaceMark {
  const pose = { position: [1, 2, 3] as Vec3, orientation: WALL }
  return { id, author: id, colour: 'blue', at: 0, on: 'space', spaceId: id, quality: 'depth', pose, shape }
}

function measure(...points: Vec3[]): SpaceMark {
  return mark({ tool: 'measure', points, units: 'metric' })
}

describe('what a mark is drawn with', () => {
  it('[MEASURE3] a measure of one segment: its line, a bar across each end, its length in the middle', () => {
    const { lines, labels } = partsOf(measure([0, 0, 0], [0.3, 0, 0]), false, undefined)
    expect(lines.map(({ isBar }) => isBar === true)).toEqual([false, true, true])
    for (const { points } of lines.slice(1)) {
      // Across the line, on the surface: the wall's own up and down.
      expect(points[0]).toBeCloseTo(points[3] ?? 0, 6)
      expect(points[2]).toBeCloseTo(3, 6)
      expect(Math.abs((points[1] ?? 0) - (points[4] ?? 0))).toBeCloseTo(0.028, 6)
    }
    expect(labels.map(({ look }) => look.text)).toEqual(['30.0 cm'])
    expect(labels[0]?.at.map((metres) => Math.round(metres * 1e6) / 1e6)).toEqual([1.15, 2, 3])
  })

  it('[MEASURE4] more segments: each its own length, and the whole beyond the last point', () => {
    const { labels } = partsOf(measure([0, 0, 0], [0.3, 0, 0], [0.3, 0, 0.4]), false, undefined)
    expect(labels.map(({ look }) => look.text)).toEqual(['30.0 cm', '40.0 cm', 'Total 70.0 cm'])
    // Local +Z is down on this wall.
    expect(labels[2]?.at[1]).toBeLessThan(2 - 0.4)
  })

  it('[MEASURE7] is written in the units of the person who looks, whoever measured', () => {
    const made = measure([0, 0, 0], [0.3, 0, 0])
    const words = (units?: 'metric' | 'imperial') =>
      partsOf(made, false, undefined, units).labels[0]?.look.text
    expect([words('imperial'), words('metric'), words()]).toEqual(['11 13/16 in', '30.0 cm', '30.0 cm'])
  })

  it('[MEASURE8] a path has a length for each segment', () => {
    expect(
      measureLengths([
        [0, 0, 0],
        [0, 3, 4],
        [0, 3, 4],
        [1, 3, 4],
      ]),
    ).toEqual([5, 0, 1])
    expect(measureLengths([[1, 2, 3]])).toEqual([])
    expect(measureLengths([])).toEqual([])
  })

  it('a measure that stands upright on its surface, and one of a single point, have bars that are seen from every side', () => {
    expect(partsOf(measure([0, 0, 0], [0, 0.5, 0]), false, undefined).lines).toHaveLength(1 + 2 * 2)
    const { lines, labels } = partsOf(measure([0, 0, 0]), false, undefined)
    expect(lines).toHaveLength(1 + 2)
    expect(labels).toEqual([])
    expect(lines.every(({ points }) => points.every(Number.isFinite))).toBe(true)
  })

  it('who holds a mark hangs under it, whatever it is', () => {
    expect(partsOf(mark({ tool: 'arrow', length: 0.1 }), false, 'Ana').labels).toEqual([
      { at: [1, 2, 3], look: { kind: 'tag', text: 'Ana', colour: 'blue' } },
    ])
    const step = mark({ tool: 'step', number: 2, text: 'Open', isDone: false })
    expect(partsOf(step, true, 'Ana').labels.map(({ look }) => [look.kind, look.isSelected])).toEqual([
      ['step', true],
      ['tag', undefined],
    ])
  })
})
