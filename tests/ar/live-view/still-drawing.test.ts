import { describe, expect, it } from 'vitest'
import { drawnShape } from '#ar/live-view/drawn-shape.ts'
import { beginStillMark } from '#ar/live-view/still-drawing.ts'

describe('[EX4] a mark on a still', () => {
  const wish = {
    tool: 'circle',
    text: '',
    step: { number: 3, text: 'Open', isDone: false },
    aspect: 2,
    isRound: false,
  } as const
  const from = { u: 0.5, v: 0.5 }

  it('is an ellipse as it was drawn out, round when nearly so, with Shift, or tapped', () => {
    expect(drawnShape(wish, [from, { u: 0.6, v: 0.55 }])).toMatchObject({ tool: 'circle' })
    const flat = drawnShape(wish, [from, { u: 0.6, v: 0.5 }])
    if (flat?.tool !== 'circle') throw new Error('A circle')
    expect(flat.radiusU).toBeCloseTo(0.1)
    expect(flat.radiusV).toBeCloseTo(0.08)
    const round = (shape: ReturnType<typeof drawnShape>): number =>
      shape?.tool === 'circle' ? (shape.radiusU * 2) / shape.radiusV : 0
    expect(round(drawnShape(wish, [from, { u: 0.55, v: 0.59 }]))).toBeCloseTo(1)
    expect(round(drawnShape({ ...wish, isRound: true }, [from, { u: 0.6, v: 0.5 }]))).toBeCloseTo(1)
    expect(round(drawnShape(wish, [from]))).toBeCloseTo(1)
  })

  it('passes under the pointer', () => {
    const rim = { u: 0.58, v: 0.56 }
    const shape = drawnShape(wish, [from, rim])
    if (shape?.tool !== 'circle') throw new Error('A circle')
    const across = (rim.u - from.u) / shape.radiusU
    const down = (rim.v - from.v) / shape.radiusV
    expect(across ** 2 + down ** 2).toBeCloseTo(1)
  })

  it('as a step says its number and words; as a measure it is nothing', () => {
    expect(drawnShape({ ...wish, tool: 'step' }, [from])).toEqual({
      tool: 'step',
      at: from,
      number: 3,
      text: 'Open',
      isDone: false,
    })
    expect(drawnShape({ ...wish, tool: 'measure' }, [from, { u: 0.6, v: 0.6 }])).toBeUndefined()
  })
})

describe('[EX4] a mark that is drawn on a still', () => {
  const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
  const wish = { stillId: id(1), author: id(2), markId: id(3), colour: 'red', aspect: 2 } as const

  it('is the same mark from the first touch to the last', () => {
    const drawing = beginStillMark({ ...wish, tool: 'freehand', text: '' }, { u: 0.1, v: 0.1 }, () => 7)
    const first = drawing.mark()
    drawing.extend({ u: 0.3, v: 0.1 })
    expect(first).toMatchObject({ id: id(3), author: id(2), at: 7, on: 'still', stillId: id(1) })
    expect(drawing.mark()).toEqual({
      ...first,
      shape: {
        tool: 'freehand',
        points: [
          { u: 0.1, v: 0.1 },
          { u: 0.3, v: 0.1 },
        ],
      },
    })
  })

  it('is a circle as the last touch says, and round with Shift', () => {
    const drawing = beginStillMark({ ...wish, tool: 'circle', text: '' }, { u: 0.5, v: 0.5 }, () => 7)
    drawing.extend({ u: 0.6, v: 0.5 }, true)
    const shape = drawing.mark()?.shape
    if (shape?.tool !== 'circle') throw new Error('A circle')
    expect((shape.radiusU * 2) / shape.radiusV).toBeCloseTo(1)
  })

  it('says and shows what its step was prepared with, and no empty words', () => {
    const step = { number: 4, text: '  ', stillId: id(5), modelId: undefined }
    const drawing = beginStillMark({ ...wish, tool: 'step', text: '', step }, { u: 0.5, v: 0.5 }, () => 7)
    expect(drawing.mark()?.shape).toEqual({
      tool: 'step',
      at: { u: 0.5, v: 0.5 },
      number: 4,
      stillId: id(5),
      isDone: false,
    })
  })
})
