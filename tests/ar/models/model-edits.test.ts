import { describe, expect, it } from 'vitest'
import {
  cutOpen,
  paused,
  playing,
  resetModel,
  resizedModel,
  stepped,
  withPart,
} from '#ar/models/model-edits.ts'
import { rotate } from '#domain/geometry.ts'
import type { Placement } from '#domain/placement.ts'

const model: Placement = {
  id: '00000000-0000-4000-8000-000000000001',
  author: '00000000-0000-4000-8000-000000000002',
  at: 1,
  modelId: 'pump',
  spaceId: '00000000-0000-4000-8000-000000000003',
  quality: 'depth',
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  scale: 1,
}
const facts = {
  clips: [
    { name: 'Open', seconds: 4 },
    { name: 'Close', seconds: 2 },
  ],
  parts: ['Lid'],
  size: [0.42, 0.3, 0.28],
  triangles: 10,
} as const

describe('[EX6] a selected model', () => {
  it.each([
    [0.9, 1.25, 1],
    [1.1, 0.8, 1],
    [1, 1.25, 1.25],
    [0.5, 1.25, 0.625],
    [90, 1.25, 100],
    [0.011, 0.8, 0.01],
  ])('at scale %d by %d stands at %d: it stops at real size', (scale, factor, expected) => {
    expect(resizedModel({ ...model, scale }, factor).scale).toBeCloseTo(expected)
  })

  it('is set upright in real size, its front still to where it was turned', () => {
    const yaw = Math.PI / 3
    const tilted: Placement = {
      ...model,
      scale: 3,
      pose: { ...model.pose, orientation: [0.2, Math.sin(yaw / 2) * 0.98, 0, Math.cos(yaw / 2) * 0.98] },
    }
    const reset = resetModel(tilted)
    expect(reset.scale).toBe(1)
    expect(rotate(reset.pose.orientation, [0, 1, 0])[1]).toBeCloseTo(1)
    expect(rotate(reset.pose.orientation, [0, 0, 1])[0]).toBeGreaterThan(0.5)
  })

  it('plays its first clip, pauses where it stands, goes on from there, and plays round', () => {
    const started = playing(model, facts, undefined, 1000)
    expect(started.animation).toEqual({ clip: 'Open', isPlaying: true, second: 0, at: 1000 })
    const stopped = paused(started, facts, 2500)
    expect(stopped.animation).toEqual({ clip: 'Open', isPlaying: false, second: 1.5, at: 2500 })
    expect(paused(stopped, facts, 9000)).toBe(stopped)
    expect(playing(stopped, facts, undefined, 9000).animation).toMatchObject({ second: 1.5, at: 9000 })
    expect(paused(started, facts, 10_500).animation?.second).toBeCloseTo(1.5)
    expect(playing(stopped, facts, 'Close', 9000).animation).toMatchObject({ clip: 'Close', second: 0 })
    expect(stepped(stopped, facts, -2, 9000).animation).toMatchObject({ isPlaying: false, second: 3.5 })
    expect(playing(model, { ...facts, clips: [] }, undefined, 1)).toBe(model)
  })

  it('hides and shows parts by name, once each', () => {
    const hidden = withPart(withPart(model, 'Lid', false), 'Lid', false)
    expect(hidden.hiddenParts).toEqual(['Lid'])
    expect(withPart(hidden, 'Lid', true).hiddenParts).toEqual([])
    expect(withPart(model, 'Lid', true)).toBe(model)
  })

  it('is cut open from one side, and whole again at nothing', () => {
    const open = cutOpen(model, { axis: 'y', share: 0.4 })
    expect(open.cut).toEqual({ axis: 'y', share: 0.4 })
    expect(cutOpen(open, { axis: 'y', share: 0.4 })).toBe(open)
    expect(cutOpen(open, { axis: 'x', share: 0.4 }).cut?.axis).toBe('x')
    expect(cutOpen(open, { axis: 'y', share: 0 }).cut).toBeUndefined()
    expect(cutOpen(model, undefined)).toBe(model)
  })
})
