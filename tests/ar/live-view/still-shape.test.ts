import { describe, expect, it } from 'vitest'
import { StillMark } from '#domain/mark.ts'
import { stillShape } from '#ar/live-view/still-shape.ts'

const at = (u: number, v: number) => ({ u, v })

describe('shapes on a still', () => {
  it('[STILL3] a circle is round in the picture’s pixels, from its middle to the last point', () => {
    const shape = stillShape('circle', [at(0.5, 0.5), at(0.55, 0.5), at(0.6, 0.5)], undefined, 16 / 9)
    expect(shape).toEqual({
      tool: 'circle',
      centre: at(0.5, 0.5),
      radiusU: expect.closeTo(0.1, 9),
      radiusV: expect.closeTo((0.1 * 16) / 9, 9),
    })
  })

  it('a tap makes a circle that can be seen, an arrow and a label stand where the touch began', () => {
    expect(stillShape('circle', [at(0.5, 0.5)])).toMatchObject({ radiusV: 0.05 })
    expect(stillShape('arrow', [at(0.1, 0.2), at(0.9, 0.9)])).toEqual({ tool: 'arrow', tip: at(0.1, 0.2) })
    expect(stillShape('text', [at(0.1, 0.2)], '  Here ')).toEqual({
      tool: 'text',
      at: at(0.1, 0.2),
      text: 'Here',
    })
  })

  it('nothing comes from no touch or from a label without words', () => {
    expect(stillShape('freehand', [])).toBeUndefined()
    expect(stillShape('text', [at(0, 0)], '  ')).toBeUndefined()
    expect(stillShape('text', [at(0, 0)])).toBeUndefined()
  })

  it('[STILL4] the longest stroke still fits into a record', () => {
    const points = Array.from({ length: 5000 }, (_, n) => at(n / 5000, (n % 100) / 100))
    const shape = stillShape('freehand', points, undefined, 1)
    const id = '00000000-0000-4000-8000-000000000001'
    const mark = { id, author: id, colour: 'red', at: 0, on: 'still', stillId: id, shape }
    expect(StillMark.safeParse(mark).success).toBe(true)
    expect(shape?.tool === 'freehand' && shape.points.at(-1)).toEqual(points.at(-1))
  })
})
