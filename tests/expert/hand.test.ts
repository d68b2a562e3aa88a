import { describe, expect, it } from 'vitest'
import { nextNumber } from '#expert/steps.ts'
import { groundOf, unavailableOn } from '#expert/unavailable.ts'
import { usualUnits } from '#domain/usual-units.ts'
import type { Capability } from '#domain/capability.ts'
import type { StillMark } from '#domain/mark.ts'
import { emptyScene } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const here = id(1)
const world: Capability = {
  ladder: 'world',
  arAvailable: true,
  features: [],
  tracking: 'good',
  spaceId: here,
  picture: { width: 640, height: 360, stripRows: 24 },
}
const camera: Capability = { ...world, ladder: 'camera', spaceId: undefined }
const still = (n: number, spaceId: string | undefined): Still => ({
  id: id(n),
  author: id(9),
  at: 1,
  width: 640,
  height: 360,
  ...(spaceId !== undefined && {
    camera: {
      spaceId,
      frame: 1,
      pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
      projection: [1, 1, 0, 0],
    },
  }),
})

describe('[EX3] what a mark stands on', () => {
  const stills = new Map([still(4, here), still(5, id(2)), still(6, undefined)].map((one) => [one.id, one]))
  it.each([
    ['the live picture of AR', world, undefined, 'space'],
    ['AR before its first frame', { ...world, spaceId: undefined }, undefined, 'space'],
    ['a still of this run of AR', world, id(4), 'space'],
    ['a still of an earlier run', world, id(5), 'still'],
    ['a still of the camera', world, id(6), 'still'],
    ['a still of AR once AR is over', camera, id(4), 'still'],
    ['the live picture of a camera', camera, undefined, 'still'],
    ['no phone', undefined, undefined, 'still'],
  ] as const)('%s', (_, capability, stillId, ground) => {
    expect(groundOf(capability, stillId, { stills })).toBe(ground)
  })

  it('offers measuring and models only where there are metres, and says why not', () => {
    expect(unavailableOn('space', world).size).toBe(0)
    expect(unavailableOn('still', camera).get('measure')).toContain('Start AR')
    expect(unavailableOn('still', world).get('measure')).toContain('This still')
    expect(unavailableOn('still', world).has('models')).toBe(true)
    expect(unavailableOn('still', camera)).toBe(unavailableOn('still', camera))
  })
})

it('[EX7] the next step comes after all others; a gap stays a gap', () => {
  const step = (n: number, number: number): StillMark => ({
    id: id(n),
    author: id(9),
    colour: 'red',
    at: n,
    on: 'still',
    stillId: id(8),
    shape: { tool: 'step', at: { u: 0, v: 0 }, number, isDone: false },
  })
  expect(nextNumber(emptyScene)).toBe(1)
  const steps = [step(1, 1), step(2, 4)]
  expect(nextNumber({ ...emptyScene, marks: new Map(steps.map((one) => [one.id, one])) })).toBe(5)
  expect(nextNumber({ ...emptyScene, marks: new Map([[id(3), step(3, 99)]]) })).toBe(99)
})

it.each([
  ['en-US', 'imperial'],
  ['en-GB', 'metric'],
  ['de', 'metric'],
  ['nonsense-', 'metric'],
] as const)('[EX8] a device that speaks %s measures in %s until told otherwise', (language, units) => {
  expect(usualUnits(language)).toBe(units)
})
