import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packFlatPoses,
  packPoses,
  POSE_REPEAT,
  POSE_SAMPLE_NUMBERS,
  type PoseSample,
  unpackPoses,
} from '#domain/pose-track.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'

function sample(frame: number, time: number): PoseSample {
  return {
    frame,
    time,
    camera: {
      pose: { position: [frame, frame / 2, -1], orientation: [0, 0, 0, 1] },
      projection: [1.5, 0.75, 0.125, -0.25],
    },
  }
}

describe('the pose ring', () => {
  it('[PR1] gives a frame back as it was pushed', () => {
    const ring = createPoseRing()
    ring.push(sample(7, 100))
    expect(ring.get(7)).toEqual(sample(7, 100))
    expect(ring.get(8)).toBeUndefined()
    expect(ring.latest()).toEqual(sample(7, 100))
  })

  it('[PR2] takes a view as WebXR gives it', () => {
    const ring = createPoseRing()
    const projection = new Float32Array([1.5, 0, 0, 0, 0, 0.75, 0, 0, 0.125, -0.25, -1, -1, 0, 0, -0.1, 0])
    ring.pushView(7, 100, { x: 7, y: 3.5, z: -1 }, { x: 0, y: 0, z: 0, w: 1 }, projection)
    expect(ring.get(7)).toEqual(sample(7, 100))
  })

  it('[PR3] forgets what is older than ten seconds before its newest frame', () => {
    const ring = createPoseRing()
    ring.push(sample(1, 0))
    ring.push(sample(2, 10_000))
    expect(ring.get(1)?.frame).toBe(1)
    ring.push(sample(3, 10_001))
    expect(ring.get(1)).toBeUndefined()
    expect(ring.getByStripId(1)).toBeUndefined()
    expect(ring.nearest(0)?.frame).toBe(2)
  })

  it('[PR4] finds the newest frame by the low 16 bits of its id, also after they start again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff_0000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(399),
        (first, count, pick) => {
          const ring = createPoseRing()
          for (let i = 0; i < count; i++) ring.push(sample(first + i, 1000 + i * 20))
          const frame = first + (pick % count)
          expect(ring.getByStripId(frame % 0x10000)?.frame).toBe(frame)
          expect(ring.get(frame)?.frame).toBe(frame)
          expect(ring.getByStripId((first + count) % 0x10000)).toBeUndefined()
        },
      ),
    )
  })

  it('[PR5] is not moved back by samples that come late or twice', () => {
    const ring = createPoseRing()
    ring.push(sample(600, 20_000))
    ring.push(sample(600 - 512, 11_000))
    expect(ring.get(600)).toEqual(sample(600, 20_000))
    ring.push(sample(599, 19_980))
    expect(ring.latest()?.frame).toBe(600)
    expect(ring.get(599)?.frame).toBe(599)
  })

  it('[PR6] knows frames of a device that started to count again', () => {
    const ring = createPoseRing()
    ring.push(sample(90_000, 1000))
    ring.push(sample(0, 2000))
    ring.push(sample(1, 2040))
    expect(ring.getByStripId(1)?.frame).toBe(1)
    expect(ring.latest()?.frame).toBe(1)
  })

  it('[PR7] finds the frame nearest in time', () => {
    const ring = createPoseRing()
    expect(ring.nearest(5)).toBeUndefined()
    for (let i = 0; i < 100; i++) ring.push(sample(i, i * 40))
    expect(ring.nearest(40 * 50 + 15)?.frame).toBe(50)
    expect(ring.nearest(1e9)?.frame).toBe(99)
  })

  it('[PR8] is empty after clear', () => {
    const ring = createPoseRing()
    ring.push(sample(5, 100))
    ring.clear()
    expect(ring.get(5)).toBeUndefined()
    expect(ring.latest()).toBeUndefined()
    ring.push(sample(5, 50))
    expect(ring.get(5)?.time).toBe(50)
  })

  it('[PR9] packs its newest samples exactly as the wire wants them', () => {
    const ring = createPoseRing()
    const flat = new Float64Array((POSE_REPEAT + 1) * POSE_SAMPLE_NUMBERS)
    expect(ring.copyNewest(POSE_REPEAT + 1, flat)).toBe(0)
    const all = Array.from({ length: 10 }, (_, i) => sample(65_530 + i, i * 40))
    for (const [index, one] of all.entries()) {
      ring.push(one)
      const count = ring.copyNewest(POSE_REPEAT + 1, flat)
      expect(count).toBe(Math.min(index + 1, POSE_REPEAT + 1))
      const newest = all.slice(Math.max(0, index - POSE_REPEAT), index + 1)
      expect(packFlatPoses(flat, count)).toEqual(packPoses(newest))
      expect(unpackPoses(packFlatPoses(flat, count))).toEqual(newest)
    }
  })
})
