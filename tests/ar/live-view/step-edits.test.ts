import { describe, expect, it } from 'vitest'
import type { SpaceMark, StillMark } from '#domain/mark.ts'
import { changedStep, stepOf } from '#ar/live-view/step-edits.ts'
import { anna, arrow, id } from '../../call/scene-fixtures.ts'

const step = {
  tool: 'step',
  number: 2,
  text: 'Open the valve',
  stillId: id(7),
  modelId: undefined,
  isDone: true,
} as const
const inRoom: SpaceMark = { ...arrow(id(1), anna), shape: step }
const onStill: StillMark = {
  id: id(2),
  author: anna,
  colour: 'blue',
  at: 1,
  on: 'still',
  stillId: id(7),
  shape: { ...step, at: { u: 0.25, v: 0.75 } },
}

describe('[EX16] a step that stands', () => {
  it.each([inRoom, onStill])('gets another number and another picture, and keeps all else', (mark) => {
    const next = changedStep(mark, { number: 5 })
    expect(next).toEqual({ ...mark, shape: { ...mark.shape, number: 5 } })
    const model = changedStep(next, { stillId: undefined, modelId: 'cone' })
    expect(stepOf(model)).toMatchObject({ ...step, number: 5, stillId: undefined, modelId: 'cone' })
    expect(stepOf(changedStep(model, { stillId: undefined, modelId: undefined }))).toMatchObject({
      text: 'Open the valve',
      stillId: undefined,
      modelId: undefined,
    })
  })

  it('is the same object where nothing is another, and other marks have no number', () => {
    expect(changedStep(inRoom, { number: 2 })).toBe(inRoom)
    expect(changedStep(inRoom, { stillId: id(7), modelId: undefined })).toBe(inRoom)
    const other = arrow(id(3), anna)
    expect(changedStep(other, { number: 5 })).toBe(other)
  })
})
