import { describe, expect, it } from 'vitest'
import {
  type Click,
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
    const wrong: string[] = []
    const unreadable: string[] = []
    let compared = 0
    await readFrames(tracker, 30, (frame) => {
      const sample = frame.id16 === undefined ? undefined : poses.getByStripId(frame.id16)
      if (sample === undefined) {
        unreadable.push(
          `${frame.id16} of ${frame.width} x ${frame.height}, newest pose ${poses.latest()?.frame}`,
        )
        return
      }
      for (const target of phone.targets.filter(({ position }) => isInSight(position, sample.camera))) {
        const at = seenAt(target.position, sample.camera)
        const seen = frame.colourAt(at.u, at.v)
        const own = rgb(target.colour)
        compared++
        if (Math.hypot(...seen.map((c, i) => c - (own[i] ?? 0))) > 60)
          wrong.push(`${target.name}, frame ${sample.frame}: ${seen.join()} at ${at.u}, ${at.v}`)
      }
    })
    expect(wrong).toEqual([])
    expect(unreadable).toEqual([])
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
    const newest: Click[] = []
    const clicks = await clickTargets(stage, 20, (click) =>
      setTimeout(() => {
        stage.ask(click.request)
        // The same touch, taken for one on the newest frame: what would happen without the frame's own pose.
        const id = crypto.randomUUID()
        const frame = stage.poses.latest()?.frame ?? 0
        if (click.request.type !== 'mark.begin') return
        const points = click.request.points.map((point) => ({ ...point, frame }))
        const request = { ...click.request, markId: id, points }
        newest.push({ ...click, id, request })
        stage.ask(request)
      }, 300),
    )
    const errors = await errorsOf(stage, clicks)
    const without = (await errorsOf(stage, newest)).map(({ metres }) => metres).sort((a, b) => a - b)
    expect(without[10]).toBeGreaterThan(0.1)
    expect(errors.filter(({ metres }) => !(metres < 0.01))).toEqual([])
    expect(errors).toHaveLength(20)
    expect(new Set(errors.map(({ name }) => name)).size).toBeGreaterThanOrEqual(4)
  })
})
