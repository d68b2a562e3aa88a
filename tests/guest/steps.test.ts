import { describe, expect, it } from 'vitest'
import type { Mark } from '#domain/mark.ts'
import { createPreferences } from '#guest/preferences.ts'
import { currentStep, nextStepNumber, stepsOf, ticked } from '#guest/steps.ts'
import { anna, arrow, id, session } from '../call/scene-fixtures.ts'

const step = (markId: string, number: number, isDone = false, at = 1): Mark => ({
  ...arrow(markId, anna),
  at,
  shape: { tool: 'step', number, isDone },
})
const scene = (...marks: readonly Mark[]) => ({ marks: new Map(marks.map((mark) => [mark.id, mark])) })

describe('steps', () => {
  it('[GS1] go by number and then by age, whatever else stands in the scene', () => {
    const steps = stepsOf(
      scene(step(id(1), 2), arrow(id(2), anna), step(id(3), 1), step(id(4), 2, false, 0), {
        id: id(5),
        author: anna,
        colour: 'red',
        at: 1,
        on: 'still',
        stillId: session,
        shape: { tool: 'step', number: 3, isDone: false, at: { u: 0.5, v: 0.5 } },
      }),
    )
    expect(steps.map(({ markId }) => markId)).toEqual([id(3), id(4), id(1), id(5)])
  })

  it('[GS2] the one to do now is the first that is not done; none when all are', () => {
    expect(currentStep(stepsOf(scene(step(id(1), 1, true), step(id(2), 2))))?.markId).toBe(id(2))
    expect(currentStep(stepsOf(scene(step(id(1), 1, true))))).toBeUndefined()
  })

  it('[GS3] a tick changes nothing but the tick, and only of a step', () => {
    const before = step(id(1), 1)
    const after = ticked(before, true)
    expect(after).toEqual({ ...before, shape: { ...before.shape, isDone: true } })
    expect(ticked(after, false)).toEqual(before)
    expect(ticked(arrow(id(2), anna), true)).toEqual(arrow(id(2), anna))
  })

  it('[GS4] the next number is after the highest and ends at 99', () => {
    expect(nextStepNumber(scene())).toBe(1)
    expect(nextStepNumber(scene(step(id(1), 1), step(id(2), 7)))).toBe(8)
    expect(nextStepNumber(scene(step(id(1), 99)))).toBe(99)
  })
})

describe('what the phone remembers', () => {
  it('[GP1] is the hand and the units, over page loads', () => {
    const kept = new Map<string, string>()
    const storage = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    })
    const first = createPreferences(storage, 'en-US')
    expect(first.snapshot()).toEqual({ hand: 'right', units: 'imperial' })
    first.setHand('left')
    first.setUnits('metric')
    expect(createPreferences(storage, 'en-US').snapshot()).toEqual({ hand: 'left', units: 'metric' })
  })

  it('[GP2] holds for the page where storage is blocked', () => {
    const preferences = createPreferences(() => {
      throw new Error('blocked')
    }, 'de-DE')
    expect(preferences.snapshot().units).toBe('metric')
    preferences.setHand('left')
    expect(preferences.snapshot().hand).toBe('left')
  })
})
