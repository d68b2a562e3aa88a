import { expect, it } from 'vitest'
import { createFrameMeter } from '#ar/live-view/frame-meter.ts'

it('counts the frames of the last second and the share of them that could be read', () => {
  const meter = createFrameMeter()
  expect(meter.read(0)).toEqual({ framesPerSecond: 0, readableShare: 0 })
  for (let frame = 0; frame < 60; frame++) meter.count(frame * 50, frame % 4 !== 0)
  const { framesPerSecond, readableShare } = meter.read(59 * 50)
  expect(framesPerSecond).toBe(21)
  expect(readableShare).toBeCloseTo(0.75, 1)
  expect(meter.read(10_000).framesPerSecond).toBe(0)
})
