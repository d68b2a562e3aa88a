import { expect, it } from 'vitest'
import { createExpertsStills } from '#guest/experts-stills.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`

it('[GS1] of two experts the newest still is seen; when that is closed, the other one is still there', () => {
  const stills = createExpertsStills()
  stills.show('a', { id: id(1), by: 'Ada' })
  stills.show('b', { id: id(2), by: 'Bo' })
  expect(stills.newest()).toEqual({ id: id(2), by: 'Bo' })
  stills.show('b', undefined)
  expect(stills.newest()).toEqual({ id: id(1), by: 'Ada' })
  stills.show('b', { id: id(2), by: 'Bo' })
  stills.show('a', { id: id(3), by: 'Ada' })
  expect(stills.newest()?.id).toBe(id(3))
  stills.show('a', undefined)
  stills.show('b', undefined)
  expect(stills.newest()).toBeUndefined()
})

it('[GS2] who leaves takes only what they showed, also when another has the same name', () => {
  const stills = createExpertsStills()
  stills.show('a', { id: id(1), by: 'Ada' })
  stills.show('b', { id: id(2), by: 'Ada' })
  stills.keep(new Set(['a', 'c']))
  expect(stills.newest()?.id).toBe(id(1))
  stills.keep(new Set())
  expect(stills.newest()).toBeUndefined()
})
