import { describe, expect, it } from 'vitest'
import { type Camera, distance, multiply, type Pose, project, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { PlacementQuality, SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneChange } from '#domain/scene.ts'
import { createMover } from '#ar/resolve/mover.ts'
import { normalOf, poseOn } from '#ar/resolve/surface.ts'
import type { SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { spaceDirection, spacePoint } from '#domain/geometry.ts'
import { keptScene } from '../kept-scene.ts'
import { settled } from '../settled.ts'
import { cameraAt, degreesBetween, flatFinder, patch, turn } from './flat-world.ts'

const space = 'space'
const [expert, technician] = ['expert', 'technician']
const wall = patch([0, 0, -3], [0, 0, 1])
const world = [patch([0, 0, 0], [0, 1, 0]), wall]
const eye = cameraAt([0, 1.5, 0], turn([1, 0, 0], -0.4))

/** A mark turned by 30 degrees about the normal of the floor. */
const turned: Pose = {
  position: [0, 0, -2],
  orientation: multiply(
    poseOn({ point: spacePoint(0, 0, -2), normal: spaceDirection(0, 1, 0) }, eye).orientation,
    turn([0, 1, 0], Math.PI / 6),
  ),
}
function mark(quality: PlacementQuality = 'depth'): SpaceMark {
  const shape = {
    tool: 'measure',
    points: [
      [0, 0, 0],
      [0.2, 0, 0],
    ],
    units: 'metric',
  } satisfies SpaceMark['shape']
  return {
    id: 'm',
    author: expert,
    colour: 'blue',
    at: 7,
    on: 'space',
    spaceId: space,
    quality,
    pose: turned,
    shape,
  }
}
function model(isLocked = false): Placement {
  const pose: Pose = { position: [0, 0, -2], orientation: turn([0, 1, 0], 1) }
  return {
    id: 'p',
    author: expert,
    at: 7,
    modelId: 'pump',
    spaceId: space,
    quality: 'depth',
    pose,
    scale: 2,
    isLocked,
  }
}

function stage(finder: SurfaceFinder, start: readonly SceneChange[] = [{ kind: 'mark.put', mark: mark() }]) {
  const { scene, commit, added } = keptScene(technician, start)
  const clock = { at: 10_000, space }
  const hands = new Map<Id, Id>()
  const mover = createMover({
    finder,
    scene,
    commit,
    performanceNow: () => clock.at,
    spaceId: () => clock.space,
    mayMove: (id, by) => (hands.get(id) ?? by) === by,
  })
  const run = async (ms: number): Promise<void> => {
    for (let t = 0; t < ms; t += 50) {
      clock.at += 50
      mover.tick()
      await settled()
    }
  }
  const standing = (): SpaceMark => {
    const one = scene.snapshot().marks.get('m')
    if (one?.on !== 'space') throw new Error('gone')
    return one
  }
  return { scene, commit, clock, hands, mover, run, standing, puts: added }
}

const aimAt = (point: Vec3, camera: Camera = eye) => {
  const seen = project(point, camera)
  if (!seen) throw new Error('not in the picture')
  return { camera, point: seen, frame: 1 }
}

describe('what is moved', () => {
  it('[MV1] stands on the surface under the point, with its shape, its turn and its look, as the change of who asked', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.mover.move('m', aimAt([0.4, 0, -2.4]), technician)
    await settled()
    expect(s.puts()).toHaveLength(1)
    expect(s.puts()[0]).toMatchObject({ kind: 'mark.put', by: technician })
    const { pose, quality, ...rest } = s.standing()
    const { pose: before, quality: was, ...same } = mark()
    expect(rest).toEqual(same)
    expect([was, quality]).toEqual(['depth', 'hit-test'])
    expect(distance(pose.position, [0.4, 0, -2.4])).toBeLessThan(1e-6)
    for (const [i, q] of pose.orientation.entries()) expect(q).toBeCloseTo(before.orientation[i] ?? 9, 9)
  })

  it('[MV2] leans with the surface: from the floor to the wall, turned by the shortest way', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.mover.move('m', aimAt([0.2, 1, -3]), expert)
    await settled()
    const { pose } = s.standing()
    expect(degreesBetween(normalOf(pose), [0, 0, 1])).toBeLessThan(1e-6)
    expect(distance(pose.position, [0.2, 1, -3])).toBeLessThan(1e-6)
  })

  it('[MV3] a model stays upright with its turn and size, and a locked one stays where it is', async () => {
    for (const isLocked of [false, true]) {
      const s = stage(flatFinder(world, { ray: true }), [
        { kind: 'placement.put', placement: model(isLocked) },
      ])
      s.mover.move('p', aimAt([0.2, 1, -3]), technician)
      await settled()
      expect(s.puts()).toHaveLength(isLocked ? 0 : 1)
      const placed = s.scene.snapshot().placements.get('p')
      expect(placed).toMatchObject({
        scale: 2,
        author: expert,
        pose: { orientation: model().pose.orientation },
      })
      const [, height] = placed?.pose.position ?? [0, -1]
      expect(height).toBeCloseTo(isLocked ? 0 : 1, 6)
    }
  })

  it('[MV4] is put at most five times a second while it is dragged, and once more where it is left', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    for (let i = 0; i < 60; i++) {
      s.mover.move('m', aimAt([0.01 * i, 0, -2]), expert)
      s.clock.at += 1000 / 60
      s.mover.tick()
      await settled()
    }
    expect(s.puts().length).toBeGreaterThanOrEqual(4)
    expect(s.puts().length).toBeLessThanOrEqual(6)
    await s.run(400)
    expect(s.standing().pose.position[0]).toBeCloseTo(0.59, 6)
  })
})

describe('a gesture', () => {
  it('[MV8] is said with each of its puts, and the next one begins where it ended, however quick', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    for (const [x, gesture] of [
      [0.1, 'first'],
      [0.2, 'first'],
      [0.3, 'second'],
    ] as const) {
      s.mover.move('m', aimAt([x, 0, -2]), expert, gesture)
      s.clock.at += 16
      await settled()
    }
    await s.run(400)
    const told = s.puts().flatMap((put) => {
      if (put.kind !== 'mark.put' || put.mark.on !== 'space') return []
      return [[put.gesture, Math.round(put.mark.pose.position[0] * 1000) / 1000]]
    })
    expect(told).toEqual([
      ['first', 0.1],
      ['first', 0.2],
      ['second', 0.3],
    ])
  })
})

describe('what is not moved', () => {
  it.each([
    ['somebody else’s hand is on it', (s: ReturnType<typeof stage>) => s.hands.set('m', technician)],
    ['it is gone', (s: ReturnType<typeof stage>) => s.commit({ kind: 'mark.remove', markId: 'm' })],
    ['it stands in another space', (s: ReturnType<typeof stage>) => (s.clock.space = 'other')],
  ])('[MV5] %s: before it is asked for, and while the device is asked', async (_, happen) => {
    for (const isEarly of [true, false]) {
      const s = stage(flatFinder(world, { ray: true }))
      if (isEarly) happen(s)
      s.mover.move('m', aimAt([0.4, 0, -2.4]), expert)
      if (!isEarly) happen(s)
      await s.run(4000)
      expect(s.puts().filter(({ kind }) => kind === 'mark.put')).toEqual([])
    }
  })
})

describe('where no surface is found', () => {
  it('[MV6] a mark slides on its own plane, and never to a guess', async () => {
    const s = stage(flatFinder(world, {}))
    s.mover.move('m', aimAt([0.3, 0, -2.2]), expert)
    await settled()
    expect(distance(s.standing().pose.position, [0.3, 0, -2.2])).toBeLessThan(1e-6)
    expect(s.standing().quality).toBe('nearby')
    const before = s.puts().length
    // Over the horizon of its plane.
    s.mover.move('m', aimAt([0, 2, -3]), expert)
    await s.run(1000)
    expect(s.puts()).toHaveLength(before)
  })

  it('[MV7] an approximate one keeps its distance, and is placed well once the device finds the surface', async () => {
    const senses: { ray?: boolean } = {}
    const good = flatFinder(world, { ray: true })
    const s = stage(
      {
        ...flatFinder(world, {}),
        castRay: (ray) => (senses.ray ? good.castRay(ray) : Promise.resolve(undefined)),
      },
      [{ kind: 'mark.put', mark: mark('approximate') }],
    )
    const away = distance(turned.position, eye.pose.position)
    s.mover.move('m', aimAt([0.4, 0, -2.4]), expert)
    await settled()
    expect(s.standing().quality).toBe('approximate')
    expect(distance(s.standing().pose.position, eye.pose.position)).toBeCloseTo(away, 6)
    await s.run(1000)
    senses.ray = true
    await s.run(600)
    expect(s.standing().quality).toBe('hit-test')
    expect(distance(s.standing().pose.position, [0.4, 0, -2.4])).toBeLessThan(1e-6)
  })
})
