import { describe, expect, it } from 'vitest'
import { createValue } from '#domain/engine.ts'
import { spaceDirection, spacePoint } from '#domain/geometry.ts'
import type { Mark, MarkTool, SpaceMark } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { createProvisionalMarks } from '#ar/live-view/provisional-marks.ts'
import type { Aim, Surface } from '#ar/resolve/surface.ts'

const self = '00000000-0000-4000-8000-0000000000ee'
const spaceId = '00000000-0000-4000-8000-00000000005a'
const markId = '00000000-0000-4000-8000-000000000001'
const surface: Surface = {
  point: spacePoint(0, 0, -1.2),
  normal: spaceDirection(0, 0, 1),
  normalKnown: false,
  quality: 'approximate',
}
const aim = (u: number): Aim => ({
  camera: { pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] }, projection: [1, 1, 0, 0] },
  point: { u, v: 0.5 },
  frame: 1,
})

/** A stage with a clock that is turned by hand. */
function stage() {
  const scene = createValue<SceneState>(emptyScene)
  const tasks: { at: number; task: () => void; cancelled: boolean }[] = []
  const unanswered: string[] = []
  let time = 0
  const marks = createProvisionalMarks({
    now: () => time,
    schedule(milliseconds, task) {
      const entry = { at: time + milliseconds, task, cancelled: false }
      tasks.push(entry)
      return () => (entry.cancelled = true)
    },
    scene: scene.snapshot,
    onChange: () => {},
    onUnanswered: (id) => unanswered.push(id),
  })
  scene.subscribe(() => marks.settle(scene.snapshot()))
  return {
    marks,
    unanswered,
    begin: (tool: MarkTool) =>
      marks.begin({ markId, author: self, tool, colour: 'red', text: 'Here' }, spaceId, aim(0.5), surface),
    answer: (shape: SpaceMark['shape']) => {
      const pose = { position: [0, 0, -2], orientation: [0, 0, 0, 1] } as const
      const mark: Mark = {
        id: markId,
        author: self,
        colour: 'red',
        at: 0,
        on: 'space',
        spaceId,
        quality: 'depth',
        pose,
        shape,
      }
      scene.set({ ...emptyScene, marks: new Map([[markId, mark]]) })
    },
    shown: () => marks.over(scene.snapshot()).marks.get(markId),
    isOwnScene: () => marks.over(scene.snapshot()) === scene.snapshot(),
    pass(milliseconds: number) {
      time += milliseconds
      for (const entry of tasks) {
        if (entry.cancelled || entry.at > time) continue
        entry.cancelled = true
        entry.task()
      }
    },
  }
}

const qualityOf = (mark: Mark | undefined) => (mark?.on === 'space' ? mark.quality : undefined)
const pointsOf = (mark: Mark | undefined) =>
  mark?.on === 'space' && mark.shape.tool === 'freehand' ? mark.shape.points.length : 0

describe('own marks before the answer', () => {
  it('[LIVE7] are there at once and give way to the answer with the same id', () => {
    const { begin, answer, shown, isOwnScene } = stage()
    begin('arrow')
    expect(qualityOf(shown())).toBe('provisional')
    answer({ tool: 'arrow', length: 0.2 })
    expect(qualityOf(shown())).toBe('depth')
    expect(isOwnScene()).toBe(true)
  })

  it('[LIVE8] a stroke stays its own while it is drawn, although answers come in between', () => {
    const { marks, begin, answer, shown } = stage()
    begin('freehand')
    for (const u of [0.52, 0.54, 0.56]) marks.extend(markId, [aim(u)])
    expect(pointsOf(shown())).toBe(4)
    answer({ tool: 'freehand', points: [[0, 0, 0]] })
    expect(pointsOf(shown())).toBe(4)
    marks.end(markId)
    expect(pointsOf(shown())).toBe(4)
    answer({
      tool: 'freehand',
      points: [
        [0, 0, 0],
        [0.1, 0, 0],
      ],
    })
    expect(qualityOf(shown())).toBe('depth')
  })

  it('[LIVE9] a stroke whose whole answer came before its end gives way shortly after', () => {
    const { marks, begin, answer, shown, pass, unanswered } = stage()
    begin('freehand')
    answer({ tool: 'freehand', points: [[0, 0, 0]] })
    marks.end(markId)
    expect(qualityOf(shown())).toBe('provisional')
    pass(500)
    expect(qualityOf(shown())).toBe('depth')
    expect(unanswered).toEqual([])
  })

  it('[LIVE10] vanish after five seconds without an answer, and say so', () => {
    const { marks, begin, shown, pass, unanswered, isOwnScene } = stage()
    begin('circle')
    marks.end(markId)
    pass(4999)
    expect(shown()).toBeDefined()
    pass(1)
    expect(shown()).toBeUndefined()
    expect(isOwnScene()).toBe(true)
    expect(unanswered).toEqual([markId])
  })
})
