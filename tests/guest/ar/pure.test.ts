import { describe, expect, it } from 'vitest'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { edgePlace } from '#guest/ar/edge-place.ts'
import { joinTarget, stillWith } from '#guest/ar/join-target.ts'
import { lessonFor } from '#guest/ar/lessons.ts'
import { anna, arrow, id, model, still } from '../../call/scene-fixtures.ts'

const now = id(0x59ace)
const before = id(0x01d)
const scene = (...marks: readonly SpaceMark[]) => ({
  marks: new Map(marks.map((mark) => [mark.id, mark])),
  placements: new Map(),
  stills: new Map(),
})

describe('the arrow at the edge', () => {
  const insets = { top: 100, right: 40, bottom: 200, left: 40 }
  it.each([
    ['right', 0, 320, 270],
    ['down', Math.PI / 2, 180, 440],
    ['left', Math.PI, 40, 270],
    ['up', -Math.PI / 2, 180, 100],
  ])('[GE1] stands at the edge of what controls leave free: %s', (_, angle, x, y) => {
    const place = { x: 0, y: 0 }
    edgePlace(angle, 360, 640, insets, place)
    expect(place.x).toBeCloseTo(x)
    expect(place.y).toBeCloseTo(y)
  })

  it('[GE2] stays inside when controls leave nothing free', () => {
    const place = { x: 0, y: 0 }
    edgePlace(0.7, 300, 200, { top: 150, right: 40, bottom: 150, left: 40 }, place)
    expect(place).toEqual({ x: 150, y: 150 })
  })
})

describe('finding what stands in an earlier run', () => {
  const marks = scene(
    { ...arrow(id(1), anna), at: 5, spaceId: before },
    { ...arrow(id(2), anna), at: 9, spaceId: before },
    { ...arrow(id(3), anna), at: 12 },
  )
  it('[GJ1] goes by the mark that was asked for, else by the newest of those without a place', () => {
    const none = new Set<Id>()
    expect(joinTarget(marks, now, undefined, none)?.id).toBe(id(2))
    expect(joinTarget(marks, now, id(1), none)?.id).toBe(id(1))
    expect(joinTarget(marks, now, id(3), none)?.id).toBe(id(2))
    expect(joinTarget(scene(arrow(id(3), anna)), now, undefined, none)).toBeUndefined()
  })

  it('[GJ4] goes by a model where no mark stands, or where an expert names one', () => {
    const models = [
      { ...model(id(31), anna), at: 3, spaceId: before },
      { ...model(id(32), anna), at: 4, spaceId: before },
      { ...model(id(33), anna), at: 5, spaceId: now },
    ]
    const only = { marks: new Map(), placements: new Map(models.map((one) => [one.id, one])) }
    const none = new Set<Id>()
    expect(joinTarget(only, now, undefined, none)?.id).toBe(id(32))
    expect(joinTarget(only, now, id(31), none)?.id).toBe(id(31))
    expect(joinTarget({ ...only, marks: marks.marks }, now, undefined, none)?.id).toBe(id(2))
    expect(joinTarget({ ...only, marks: marks.marks }, now, id(31), none)?.id).toBe(id(31))
  })

  it('[GJ3] never asks for what stands on another phone of the call, not even when an expert names it', () => {
    const others = scene(
      { ...arrow(id(1), anna), at: 5, spaceId: before },
      { ...arrow(id(2), anna), at: 9, spaceId: id(0xe15e) },
    )
    const elsewhere = new Set([id(0xe15e)])
    expect(joinTarget(others, now, undefined, elsewhere)?.id).toBe(id(1))
    expect(joinTarget(others, now, id(2), elsewhere)?.id).toBe(id(1))
    expect(joinTarget(others, now, undefined, new Set([before, id(0xe15e)]))).toBeUndefined()
  })

  it('[GJ2] shows the newest still of that run on which its place is seen', () => {
    const camera = {
      spaceId: before,
      frame: 1,
      pose: { position: [0, 0, 1], orientation: [0, 0, 0, 1] },
      projection: [1, 1, 0, 0],
    } as const
    const away = { ...camera, pose: { position: [0, 0, -1], orientation: [0, 0, 0, 1] } } as const
    const stills = new Map(
      [
        { ...still(id(20), anna, 1), camera },
        { ...still(id(21), anna, 2), camera },
        { ...still(id(22), anna, 3), camera: away },
        { ...still(id(23), anna, 4), camera: { ...camera, spaceId: now } },
        still(id(24), anna, 5),
      ].map((one) => [one.id, one]),
    )
    const mark = { ...arrow(id(1), anna), spaceId: before }
    expect(stillWith(mark, { stills })).toEqual({ stillId: id(21), at: { u: 0.5, v: 0.5 } })
    expect(stillWith({ ...mark, spaceId: id(0x99) }, { stills })).toBeUndefined()
  })
})

describe('words', () => {
  it('[GW3] of the coach name the cause where the device knows it, and are silent while tracking is good', () => {
    expect(lessonFor('good', undefined)).toBeUndefined()
    expect(lessonFor('none', 'too-dark')).toBeUndefined()
    expect(lessonFor('limited', 'too-dark')?.words).toMatch(/dark/)
    expect(lessonFor('limited', 'moving-fast')?.words).toMatch(/slowly/)
    expect(lessonFor('lost', 'nothing-to-hold-on-to')?.tip).toMatch(/edges/)
    const tips = (['moving-fast', 'too-dark', 'nothing-to-hold-on-to'] as const).map(
      (reason) => lessonFor('starting', reason)?.tip,
    )
    expect(new Set(tips).size).toBe(3)
  })
})
