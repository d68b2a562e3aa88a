import { describe, expect, it } from 'vitest'
import { type Camera, distance, multiply, type Pose, project, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { createRequestHandler } from '#ar/resolve/request-handler.ts'
import type { Aim } from '#ar/resolve/surface.ts'
import type { SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'
import type { OwnHand } from '#ar/tracker/tracker.ts'
import { createHands } from '#ar/webxr/hands.ts'
import { createOwnSide } from '#ar/webxr/own-side.ts'
import { createPointers } from '#ar/webxr/pointers.ts'
import { createPreview } from '#ar/webxr/preview.ts'
import { keptScene } from '../kept-scene.ts'
import { settled } from '../settled.ts'
import { cameraAt, flatFinder, patch, turn } from '../resolve/flat-world.ts'

const [technician, expert] = ['technician', 'expert']
const table = patch([0, 0.7, -1], [0, 1, 0], 1, 1)
const world = [patch([0, 0, 0], [0, 1, 0]), patch([0, 0, -3], [0, 0, 1]), table]
const eye = cameraAt([0, 1.5, 0], turn([1, 0, 0], -0.7))

function arrow(id: Id, position: Vec3, spaceId = 'now'): SpaceMark {
  const pose: Pose = { position, orientation: [0, 0, 0, 1] }
  const shape = { tool: 'arrow', length: 0.1 } as const
  return { id, author: expert, colour: 'red', at: 1, on: 'space', spaceId, quality: 'depth', pose, shape }
}

function aimAt(point: Vec3, camera: Camera = eye): Aim {
  const seen = project(point, camera)
  if (!seen) throw new Error('not in the picture')
  return { camera, point: seen, frame: undefined }
}

/** One technician's hands over a flat world, with a scene that keeps what is committed. */
function stage(start: readonly SpaceMark[], finder: SurfaceFinder = flatFinder(world, { ray: true })) {
  const { scene, commit, added } = keptScene(
    technician,
    start.map((mark) => ({ kind: 'mark.put', mark })),
  )
  const clock = { at: 1000 }
  const grabs: [Id, boolean][] = []
  const points: unknown[] = []
  const side = createOwnSide(technician, scene)
  side.onGrab((id, isHeld) => grabs.push([id, isHeld]))
  side.onPoint((pointer) => points.push(pointer))
  const ring = createPoseRing()
  const preview = createPreview(scene.snapshot, () => undefined)
  const common = {
    finder,
    ring,
    scene,
    commit,
    now: () => 5,
    makeId: () => `made-${added().length}`,
    performanceNow: () => clock.at,
    spaceId: () => 'now',
  }
  const handler = createRequestHandler({
    ...common,
    mayMove: (id, by) => (side.holderOf(id) ?? by) === by,
    onMove: preview.place,
  })
  const workOf = createHands({
    ...side,
    ...common,
    handler,
    pointers: createPointers(finder, handler.aimAt, () => undefined),
    preview,
    shown: () => preview.over(scene.snapshot()),
    canFindSurfaces: true,
    sizeOf: () => undefined,
  })
  const frames = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      clock.at += 50
      handler.tick()
      await settled()
    }
  }
  return {
    scene,
    commit,
    side,
    ring,
    grabs,
    points,
    frames,
    shown: () => preview.over(scene.snapshot()),
    added,
    take: (hand: OwnHand) => workOf(hand),
  }
}

function placeOf({ marks }: SceneState, id: Id): Vec3 {
  const mark = marks.get(id)
  return mark?.on === 'space' ? mark.pose.position : [9, 9, 9]
}

describe('the hand that picks', () => {
  it('[HN1] picks the mark under a tap and lets go with a tap beside it; nothing moves', async () => {
    const s = stage([arrow('a', [0, 0.7, -1])])
    const work = s.take({ kind: 'select' })
    work.begin(aimAt([0, 0.72, -1]))
    work.follow(aimAt([0, 0.72, -1]), undefined)
    work.end()
    expect(s.side.selected.snapshot()).toBe('a')
    work.begin(aimAt([0.5, 0.7, -1]))
    work.end()
    expect(s.side.selected.snapshot()).toBeUndefined()
    await s.frames(5)
    expect(s.added()).toEqual([])
    expect(s.grabs).toEqual([])
  })

  it('[HN2] drags it along surfaces without a jump, shown at once, told as held and let go', async () => {
    const s = stage([arrow('a', [0, 0.7, -1])])
    const work = s.take({ kind: 'select' })
    // Touched at its shaft, five centimetres above its tip.
    work.begin(aimAt([0, 0.75, -1]))
    const from = aimAt([0, 0.75, -1]).point
    const offset = { u: aimAt([0, 0.7, -1]).point.u - from.u, v: aimAt([0, 0.7, -1]).point.v - from.v }
    for (let i = 1; i <= 10; i++) {
      const { point } = aimAt([0.03 * i, 0.7, -1])
      work.follow(
        { camera: eye, point: { u: point.u - offset.u, v: point.v - offset.v }, frame: undefined },
        undefined,
      )
      await s.frames(1)
      expect(distance(placeOf(s.shown(), 'a'), [0.03 * i, 0.7, -1])).toBeLessThan(1e-6)
    }
    expect(s.grabs).toEqual([['a', true]])
    work.end()
    expect(s.grabs).toEqual([
      ['a', true],
      ['a', false],
    ])
    await s.frames(10)
    expect(distance(placeOf(s.scene.snapshot(), 'a'), [0.3, 0.7, -1])).toBeLessThan(1e-6)
    expect(s.added().every((change) => change.kind === 'mark.put' && change.by === technician)).toBe(true)
    const gestures = s.added().map((change) => (change.kind === 'mark.put' ? change.gesture : undefined))
    expect(new Set(gestures).size).toBe(1)
    expect(gestures[0]).toBeDefined()
  })

  it('[HN3] loses it to whoever grabs it after', async () => {
    const s = stage([arrow('a', [0, 0.7, -1])])
    const work = s.take({ kind: 'select' })
    work.begin(aimAt([0, 0.7, -1]))
    work.follow(aimAt([0.2, 0.7, -1]), undefined)
    await s.frames(1)
    s.side.setHeld(new Map([['a', { by: expert, name: 'Eva' }]]))
    const puts = s.added().length
    work.follow(aimAt([0.4, 0.7, -1]), undefined)
    await s.frames(10)
    expect(s.grabs.at(-1)).toEqual(['a', false])
    expect(s.added()).toHaveLength(puts)
    expect([...s.side.heldNames()]).toEqual([['a', 'Eva']])
  })

  it('[HN4] holds nothing that is gone', () => {
    const s = stage([arrow('a', [0, 0.7, -1])])
    const work = s.take({ kind: 'select' })
    work.begin(aimAt([0, 0.7, -1]))
    s.commit({ kind: 'mark.remove', markId: 'a' })
    work.follow(aimAt([0.3, 0.7, -1]), undefined)
    expect(s.side.selected.snapshot()).toBeUndefined()
    expect(s.grabs).toEqual([])
  })
})

describe('the hand that measures', () => {
  it('[HN5] adds a point with each touch, until it is put away or the measure is taken away', async () => {
    const s = stage([])
    const work = s.take({ kind: 'draw', tool: 'measure', colour: 'white' })
    const tap = async (point: Vec3): Promise<void> => {
      work.begin(aimAt(point))
      work.follow(aimAt(point), undefined)
      work.end()
      await s.frames(1)
    }
    const measures = () =>
      [...s.scene.snapshot().marks.values()].flatMap(({ shape }) =>
        shape.tool === 'measure' ? [shape.points.length] : [],
      )
    await tap([0, 0.7, -1])
    await tap([0.2, 0.7, -1])
    await tap([0.2, 0.7, -0.8])
    expect(measures()).toEqual([3])
    s.commit({ kind: 'clear' })
    await tap([0, 0.7, -1])
    expect(measures()).toEqual([1])
    await tap([0.2, 0.7, -1])
    work.close()
    const again = s.take({ kind: 'draw', tool: 'measure', colour: 'white' })
    again.begin(aimAt([0.3, 0.7, -1]))
    await s.frames(1)
    expect(measures()).toEqual([2, 1])
  })

  it('[HN12] leaves nothing of a single point, also when its place is found only after the hand was put away', async () => {
    const s = stage([])
    const marks = () => s.scene.snapshot().marks.size
    const found = s.take({ kind: 'draw', tool: 'measure', colour: 'white' })
    found.begin(aimAt([0, 0.7, -1]))
    found.end()
    await s.frames(1)
    expect(marks()).toBe(1)
    found.close()
    expect(marks()).toBe(0)

    const late = s.take({ kind: 'draw', tool: 'measure', colour: 'white' })
    late.begin(aimAt([0, 0.7, -1]))
    late.end()
    late.close()
    await s.frames(5)
    expect(marks()).toBe(0)
  })
})

describe('the hand that points', () => {
  it('[HN6] tells where, in a frame that was sent, at most ten times a second, and when it is gone', () => {
    const s = stage([])
    const work = s.take({ kind: 'pointer', colour: 'green' })
    s.ring.push({ frame: 77, time: 1, camera: eye })
    const aim = aimAt([0, 0.7, -1])
    work.begin(aim)
    for (let i = 0; i < 5; i++) work.follow(aim, undefined)
    work.end()
    expect(s.points).toEqual([
      { type: 'pointer', point: { frame: 77, ...aim.point }, colour: 'green' },
      undefined,
    ])
  })
})

describe('the hand that joins an earlier space', () => {
  /** How the old space truly lies in this one. */
  const truth: Pose = { position: [2, -0.3, 1], orientation: turn([0, 1, 0], 0.8) }
  const inOld = (point: Vec3): Vec3 => {
    const [x, y, z] = [point[0] - 2, point[1] + 0.3, point[2] - 1]
    const [s, c] = [Math.sin(-0.8), Math.cos(-0.8)]
    return [c * x + s * z, y, -s * x + c * z]
  }
  const wallSpot: Vec3 = [0.2, 1.2, -3]
  const onWall = (): SpaceMark => {
    // Its +Y is the wall's normal, which is +Z of this space, as the old space saw it: turned back by the truth's 0.8.
    const orientation = multiply(turn([0, 1, 0], -0.8), turn([1, 0, 0], Math.PI / 2))
    return { ...arrow('old', [0, 0, 0], 'before'), pose: { position: inOld(wallSpot), orientation } }
  }
  const ahead = cameraAt([0, 1.5, 0])
  const other: Vec3 = [-1, 0.7, -2]

  it('[HN7] shows everything where it would stand while the finger is down, and makes it so when it is lifted', async () => {
    const s = stage([onWall(), arrow('b', inOld(other), 'before')])
    const work = s.take({ kind: 'join', markId: 'old' })
    work.begin(aimAt(wallSpot, ahead))
    await s.frames(1)
    expect(distance(placeOf(s.shown(), 'b'), other)).toBeLessThan(1e-6)
    expect(s.added()).toEqual([])
    work.end()
    const [change] = s.added()
    expect(change).toMatchObject({ kind: 'space.join', from: 'before', to: 'now' })
    expect(
      distance(change?.kind === 'space.join' ? change.transform.position : [9, 9, 9], truth.position),
    ).toBeLessThan(1e-6)
    expect(distance(placeOf(s.scene.snapshot(), 'b'), other)).toBeLessThan(1e-6)
    expect(distance(placeOf(s.shown(), 'b'), other)).toBeLessThan(1e-6)
  })

  it('[HN8] dragging sideways turns it about the touched place', async () => {
    const s = stage([onWall(), arrow('b', inOld(other), 'before')])
    const work = s.take({ kind: 'join', markId: 'old' })
    const aim = aimAt(wallSpot, ahead)
    work.begin(aim)
    await s.frames(1)
    work.follow({ ...aim, point: { u: aim.point.u + 0.25, v: aim.point.v } }, undefined)
    expect(distance(placeOf(s.shown(), 'old'), wallSpot)).toBeLessThan(1e-6)
    const now = placeOf(s.shown(), 'b')
    const angle = (p: Vec3): number => Math.atan2(p[0] - wallSpot[0], p[2] - wallSpot[2])
    expect(angle(now) - angle(other)).toBeCloseTo(Math.PI / 4, 6)
  })

  it('[HN9] a guess is no place to hang everything on: nothing is joined where no surface is found', async () => {
    const s = stage([onWall()], flatFinder(world, {}))
    const work = s.take({ kind: 'join', markId: 'old' })
    work.begin(aimAt(wallSpot, ahead))
    for (let i = 0; i < 20; i++) {
      work.follow(aimAt(wallSpot, ahead), undefined)
      await s.frames(1)
    }
    work.end()
    expect(s.added()).toEqual([])
  })

  it('[HN10] a second touch corrects it: from this space to this space', async () => {
    const s = stage([arrow('a', [0, 0.7, -1]), arrow('b', [0.5, 0.7, -1])])
    const work = s.take({ kind: 'join', markId: 'a' })
    work.begin(aimAt([0.1, 0.7, -1.05]))
    await s.frames(1)
    work.end()
    expect(s.added()).toMatchObject([{ kind: 'space.join', from: 'now', to: 'now' }])
    expect(distance(placeOf(s.scene.snapshot(), 'b'), [0.6, 0.7, -1.05])).toBeLessThan(1e-6)
  })

  it('[HN12] goes by a model too: upright where it stands, turned as the viewer saw it', async () => {
    const s = stage([arrow('b', inOld(other), 'before')])
    const spot: Vec3 = [0.3, 0.7, -1.2]
    const orientation = turn([0, 1, 0], -0.8)
    s.commit({
      kind: 'placement.put',
      placement: {
        id: 'pump',
        author: technician,
        at: 1,
        modelId: 'pump',
        spaceId: 'before',
        quality: 'depth',
        pose: { position: inOld(spot), orientation },
        scale: 1,
      },
    })
    const work = s.take({ kind: 'join', markId: 'pump' })
    work.begin(aimAt(spot))
    await s.frames(1)
    work.end()
    expect(s.added().at(-1)).toMatchObject({ kind: 'space.join', from: 'before', to: 'now' })
    const joined = s.scene.snapshot()
    expect(distance(joined.placements.get('pump')?.pose.position ?? [9, 9, 9], spot)).toBeLessThan(1e-6)
    // Both spaces know which way is down: nothing rises or sinks, however it is turned.
    expect(placeOf(joined, 'b')[1]).toBeCloseTo(other[1], 6)
    expect(distance(placeOf(joined, 'b'), spot)).toBeCloseTo(distance(other, spot), 6)
  })

  it('[HN11] putting the hand away meanwhile leaves everything as it was', async () => {
    const s = stage([onWall(), arrow('b', inOld(other), 'before')])
    const work = s.take({ kind: 'join', markId: 'old' })
    work.begin(aimAt(wallSpot, ahead))
    await s.frames(1)
    work.close()
    expect(s.shown()).toBe(s.scene.snapshot())
    expect(s.added()).toEqual([])
  })
})
