import { describe, expect, it } from 'vitest'
import type { PoseSample } from '#domain/pose-track.ts'
import { createSeenPose, fullFrame } from '#ar/live-view/seen-pose.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'

const sample = (frame: number): PoseSample => ({
  frame,
  time: frame * 40,
  camera: { pose: { position: [frame, 0, 0], orientation: [0, 0, 0, 1] }, projection: [1, 1, 0, 0] },
})

describe('pose of the frame that is seen', () => {
  it('[LIVE4] is the one of the strip, not the newest', () => {
    const ring = createPoseRing()
    const seen = createSeenPose(ring)
    for (const frame of [1, 2, 3]) ring.push(sample(frame))
    seen.present(2, 1000)
    expect(seen.sample?.frame).toBe(2)
    expect(seen.frame).toBe(2)
  })

  it('[LIVE5] stays for 100 ms over frames that cannot be read, then is gone until one can', () => {
    const ring = createPoseRing()
    const seen = createSeenPose(ring)
    ring.push(sample(5))
    seen.present(5, 1000)
    seen.present(undefined, 1099)
    expect(seen.sample?.frame).toBe(5)
    expect(seen.frame).toBe(5)
    seen.present(undefined, 1101)
    expect(seen.sample).toBeUndefined()
    expect(seen.frame).toBeUndefined()
    seen.present(5, 1200)
    expect(seen.sample?.frame).toBe(5)
  })

  it('[LIVE6] is found when it arrives after its frame, which is known by its id already', () => {
    const ring = createPoseRing()
    const seen = createSeenPose(ring)
    ring.push(sample(70_000))
    seen.present(70_002 & 0xffff, 1000)
    expect(seen.sample).toBeUndefined()
    expect(seen.frame).toBe(70_002)
    expect(seen.refresh(1010)).toBe(false)
    ring.push(sample(70_002))
    expect(seen.refresh(1020)).toBe(true)
    expect(seen.sample?.frame).toBe(70_002)
    expect(seen.refresh(1030)).toBe(false)
  })

  it('completes 16 bits to the nearest frame', () => {
    expect(fullFrame(0xffff, 0x10000)).toBe(0xffff)
    expect(fullFrame(0, 0xffff)).toBe(0x10000)
    expect(fullFrame(0xffff, 3)).toBe(0xffff)
    expect(fullFrame(1, undefined)).toBeUndefined()
  })
})
