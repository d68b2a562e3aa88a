import { describe, expect, it } from 'vitest'
import { distance, fromLocal, project } from '#domain/geometry.ts'
import type { PhoneFeature } from '#ar/simulator/phone-simulator.ts'
import {
  clickTargets,
  createStage,
  errorsOf,
  look,
  readFrames,
  spaceMarks,
  type Stage,
  technician,
  until,
} from './stage.ts'

const START = [0, 1.5, 0.6] as const

async function started(taken: readonly PhoneFeature[] = [], stage?: Stage): Promise<Stage> {
  const one = stage ?? (await createStage())
  for (const feature of taken) one.phone.take(feature)
  one.phone.setPose({ position: START, orientation: look(0, -25) })
  expect(await one.tracker.start()).toEqual({ ok: true, value: undefined })
  await until('tracking is good', () => one.tracker.snapshot().tracking === 'good')
  return one
}

describe('features taken away', () => {
  it.each([
    [['depth-sensing'], 'hit-test', 0.01, ['red', 'amber', 'green', 'pink']],
    // A plane is known of the floor and the walls; what stands in the room has none.
    [['depth-sensing', 'hit-test'], 'plane', 0.01, ['amber', 'blue']],
    [['depth-sensing', 'anchors'], 'hit-test', 0.01, ['red', 'amber', 'green', 'pink']],
  ] as const)('[AR3] without %j marks are placed by %s', async (taken, quality, within, names) => {
    const stage = await started(taken)
    const clicks = await clickTargets(stage, 8, ({ request }) => stage.ask(request))
    const errors = (await errorsOf(stage, clicks)).filter(({ name }) => names.some((one) => one === name))
    expect(errors.length).toBeGreaterThanOrEqual(2)
    expect(errors.filter((error) => error.quality !== quality || !(error.metres < within))).toEqual([])
    for (const feature of taken) expect(stage.tracker.snapshot().features).not.toContain(feature)
  })

  it('[AR4] without any sense for surfaces marks stand approximately, and a hint says so', async () => {
    const stage = await started(['depth-sensing', 'hit-test', 'plane-detection'])
    const clicks = await clickTargets(stage, 2, ({ request }) => stage.ask(request))
    const errors = await errorsOf(stage, clicks)
    expect(errors.map(({ quality }) => quality)).toEqual(['approximate', 'approximate'])
    expect(stage.tracker.snapshot().hint).toMatch(/no surfaces/)
  })

  it('[AR5] without the camera picture AR runs, gives no track, and a hint says so', async () => {
    const stage = await started(['camera-access'])
    expect(stage.tracker.track).toBeUndefined()
    expect(stage.tracker.snapshot()).toMatchObject({
      status: 'running',
      tracking: 'good',
      picture: { width: 0, height: 0 },
    })
    expect(stage.tracker.snapshot().hint).toMatch(/no camera picture/)
    stage.tracker.placeModel('pump')
    const placed = await until('the model', () => [...stage.scene.snapshot().placements.values()][0])
    expect(placed).toMatchObject({ author: technician, modelId: 'pump', quality: 'depth' })
  })

  it('[AR6] after a crash by the camera picture AR starts once without it', async () => {
    localStorage.setItem('farpoint.ar-camera', 'armed')
    const stage = await started()
    expect(stage.tracker.track).toBeUndefined()
    expect(stage.tracker.snapshot().features).not.toContain('camera-access')
    expect(stage.tracker.snapshot().hint).toMatch(/without it/)
    await stage.tracker.stop()
    await started([], stage)
    expect(stage.tracker.track).toBeDefined()
    expect(stage.tracker.snapshot().hint).toBeUndefined()
  })
})

describe('the space', () => {
  it('[AR7] tracking that is lost comes back, and so does the picture', async () => {
    const stage = await started()
    stage.phone.take('tracking')
    await until('tracking is lost', () => stage.tracker.snapshot().tracking === 'lost')
    const before = stage.poses.latest()?.frame ?? 0
    stage.phone.give('tracking')
    await until('tracking is good', () => stage.tracker.snapshot().tracking === 'good')
    await until('frames go on', () => (stage.poses.latest()?.frame ?? 0) > before)
    expect(stage.tracker.snapshot().status).toBe('running')
  })

  it('[AR8] when its origin jumps it gets a new id, and marks stay on the real thing', async () => {
    const stage = await started()
    const clicks = await clickTargets(stage, 4, ({ request }) => stage.ask(request))
    await errorsOf(stage, clicks)
    const oldSpace = stage.tracker.snapshot().spaceId
    await readFrames(stage.tracker, 6)
    stage.phone.resetSpace()
    const space = await until('a new space', () => {
      const { spaceId } = stage.tracker.snapshot()
      return spaceId !== oldSpace ? spaceId : undefined
    })
    const origin = stage.phone.origin()
    expect(distance(origin.position, [0, 0, 0])).toBeGreaterThan(0.01)
    await until('all marks are in the new space', () =>
      spaceMarks(stage.scene.snapshot()).every((mark) => mark.spaceId === space),
    )
    for (const { id, target } of clicks) {
      const mark = spaceMarks(stage.scene.snapshot()).find((one) => one.id === id)
      expect(distance(fromLocal(origin, mark?.pose.position ?? [9, 9, 9]), target.position)).toBeLessThan(
        0.01,
      )
    }
    // A click on a frame of the space before is not known any more: it must not land anywhere.
    for (const { request } of clicks)
      if (request.type === 'mark.begin') stage.ask({ ...request, markId: crypto.randomUUID() })
    const more = await clickTargets(stage, 2, ({ request }) => stage.ask(request))
    await until('new marks', () => spaceMarks(stage.scene.snapshot()).length >= 6)
    expect(spaceMarks(stage.scene.snapshot())).toHaveLength(clicks.length + more.length)
  })

  it('[AR9] stopped and started again it is another one, frame ids go on, and nothing is left behind', async () => {
    const stage = await started()
    const first = stage.tracker.snapshot().spaceId
    const track = stage.tracker.track
    await readFrames(stage.tracker, 5)
    await stage.tracker.stop()
    expect(stage.tracker.snapshot()).toMatchObject({ status: 'off', tracking: 'none' })
    expect(track?.readyState).toBe('ended')
    expect(document.querySelectorAll('canvas').length).toBe(0)
    expect(stage.tracker.track).toBeUndefined()
    expect(stage.overlay.isConnected).toBe(true)
    const before = stage.poses.latest()?.frame ?? 0
    await started([], stage)
    expect(stage.tracker.snapshot().spaceId).not.toBe(first)
    await readFrames(stage.tracker, 3)
    expect(stage.poses.latest()?.frame).toBeGreaterThan(before)
    const clicks = await clickTargets(stage, 2, ({ request }) => stage.ask(request))
    const errors = await errorsOf(stage, clicks)
    expect(errors.every(({ metres }) => metres < 0.01)).toBe(true)
  })
})

describe("the technician's own hand", () => {
  it('[AR10] with a tool a touch on the bare view draws there; without one it does nothing', async () => {
    const stage = await started()
    const target = stage.phone.targets.find(({ name }) => name === 'green')
    const at = target && stage.phone.project(target.position)
    if (target === undefined || at === undefined) throw new Error('no target in sight')
    await stage.phone.tap(at.u, at.v)
    stage.tracker.take({ kind: 'draw', tool: 'arrow', colour: 'yellow' })
    await stage.phone.tap(at.u, at.v)
    const mark = await until('the mark', () => spaceMarks(stage.scene.snapshot())[0])
    expect(mark).toMatchObject({ author: technician, colour: 'yellow', shape: { tool: 'arrow' } })
    expect(distance(mark.pose.position, target.position)).toBeLessThan(0.01)
    stage.tracker.take(undefined)
    await stage.phone.tap(at.u, at.v)
    await readFrames(stage.tracker, 5)
    expect(spaceMarks(stage.scene.snapshot())).toHaveLength(1)
  })

  it('[AR11] a model is placed where the screen is touched, upright, and looks at the technician', async () => {
    const stage = await started()
    const target = stage.phone.targets.find(({ name }) => name === 'amber')
    const at = target && stage.phone.project(target.position)
    if (target === undefined || at === undefined) throw new Error('no target in sight')
    stage.tracker.placeModel('pump', at)
    const placed = await until('the model', () => [...stage.scene.snapshot().placements.values()][0])
    expect(distance(placed.pose.position, target.position)).toBeLessThan(0.01)
    const [x, y, z] = placed.pose.orientation
    expect([x, z]).toEqual([0, 0])
    const [tx, , tz] = target.position
    expect(2 * Math.atan2(y, placed.pose.orientation[3])).toBeCloseTo(
      Math.atan2(START[0] - tx, START[2] - tz),
      3,
    )
  })
})

describe('strokes of an expert', () => {
  it('[AR12] drawn while the phone turns lie on the surface where they were drawn', async () => {
    const stage = await started()
    const wall = stage.phone.targets.find(({ name }) => name === 'blue')
    if (wall === undefined) throw new Error('no such target')
    void stage.phone.play([
      { t: 0, position: START, orientation: look(0, 5) },
      { t: 4000, position: [0.1, 1.5, 0.5], orientation: look(8, 5) },
    ])
    const id = crypto.randomUUID()
    const path: { x: number; y: number }[] = []
    await readFrames(stage.tracker, 25, ({ id16 }) => {
      const sample = id16 === undefined ? undefined : stage.poses.getByStripId(id16)
      if (sample === undefined) return
      const i = path.length
      const to = { x: wall.position[0] + 0.01 * i, y: wall.position[1] - 0.15 + 0.01 * i }
      const seen = projectTo(stage, [to.x, to.y, wall.position[2]], sample.frame)
      if (seen === undefined) return
      path.push(to)
      const points = [{ frame: sample.frame, ...seen }]
      stage.ask(
        i === 0
          ? { type: 'mark.begin', markId: id, tool: 'freehand', colour: 'green', points }
          : { type: 'mark.extend', markId: id, points },
      )
    })
    stage.ask({ type: 'mark.end', markId: id })
    expect(path.length).toBeGreaterThan(10)
    const { pose, shape } = await until('the whole stroke', () => {
      const mark = spaceMarks(stage.scene.snapshot()).find((one) => one.id === id)
      return mark?.shape.tool === 'freehand' && mark.shape.points.length === path.length && mark
    })
    if (shape.tool !== 'freehand') throw new Error('not a stroke')
    const errors = shape.points.map((point, i) =>
      distance(fromLocal(pose, point), [path[i]?.x ?? 9, path[i]?.y ?? 9, wall.position[2]]),
    )
    expect(Math.max(...errors)).toBeLessThan(0.02)
  })
})

function projectTo(stage: Stage, point: readonly [number, number, number], frame: number) {
  const camera = stage.poses.get(frame)?.camera
  return camera && project(point, camera)
}
