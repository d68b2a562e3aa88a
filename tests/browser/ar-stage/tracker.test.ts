import { describe, expect, it } from 'vitest'
import {
  clickTargets,
  createStage,
  errorsOf,
  isInSight,
  look,
  readFrames,
  rgb,
  seenAt,
  turning,
  until,
} from './stage.ts'

const START = [0, 1.5, 0.6] as const

describe('the outgoing picture', () => {
  it('[AR1] every frame carries an id whose pose shows the world as the picture does, also while the phone turns', async () => {
    const stage = await createStage()
    const { phone, tracker, poses } = stage
    phone.setPose({ position: START, orientation: look(0, -25) })
    expect(await tracker.start()).toEqual({ ok: true, value: undefined })
    void phone.play(turning(START, -25, 15, -15, 20))
    const frames = await readFrames(tracker, 30)
    const wrong: string[] = []
    let readable = 0
    let compared = 0
    for (const frame of frames) {
      const sample = frame.id16 === undefined ? undefined : poses.getByStripId(frame.id16)
      if (sample === undefined) continue
      readable++
      for (const target of phone.targets.filter(({ position }) => isInSight(position, sample.camera))) {
        const at = seenAt(target.position, sample.camera)
        const seen = frame.colourAt(at.u, at.v)
        const own = rgb(target.colour)
        compared++
        if (Math.hypot(...seen.map((c, i) => c - (own[i] ?? 0))) > 60)
          wrong.push(`${target.name}, frame ${sample.frame}: ${seen.join()} at ${at.u}, ${at.v}`)
      }
    }
    expect(wrong).toEqual([])
    expect(readable).toBeGreaterThanOrEqual(29)
    expect(compared).toBeGreaterThan(60)
  })
})

describe('clicks of an expert', () => {
  it('[AR2] 300 ms old while the phone turns 30 degrees a second, stand within a centimetre of the target', async () => {
    const stage = await createStage()
    const { phone, tracker } = stage
    phone.setPose({ position: START, orientation: look(-10, -25) })
    await tracker.start()
    await until('tracking is good', () => tracker.snapshot().tracking === 'good')
    void phone.play(turning(START, -25, 30, -15, 30))
    const clicks = await clickTargets(stage, 20, ({ request }) => setTimeout(() => stage.ask(request), 300))
    const errors = await errorsOf(stage, clicks)
    expect(errors.filter(({ metres }) => !(metres < 0.01))).toEqual([])
    expect(errors).toHaveLength(20)
    expect(new Set(errors.map(({ name }) => name)).size).toBeGreaterThanOrEqual(4)
  })
})
