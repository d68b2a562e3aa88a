import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Camera,
  distance,
  fromLocal,
  project,
  rayThrough,
  toLocal,
  type Vec3,
} from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { MAX_MEASURE_POINTS, MAX_STROKE_POINTS, type SpaceMark } from '#domain/mark.ts'
import { createRequestHandler } from '#ar/resolve/request-handler.ts'
import { normalOf } from '#ar/resolve/surface.ts'
import type { SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { createPoseRing } from '#ar/ring/pose-ring.ts'
import { keptScene } from '../kept-scene.ts'
import { settled } from '../settled.ts'
import { cameraAt, castInto, degreesBetween, flatFinder, type Patch, patch, turn } from './flat-world.ts'

const spaceId = '00000000-0000-4000-8000-000000000001'
const expert = '00000000-0000-4000-8000-0000000000ee'
const mark1 = '00000000-0000-4000-8000-000000000011'
const table = patch([0, 0.7, -1], [0, 1, 0], 1, 1)
const world: readonly Patch[] = [patch([0, 0, 0], [0, 1, 0]), patch([0, 0, -3], [0, 0, 1]), table]
const overTable = cameraAt([0, 1.5, 0], turn([1, 0, 0], -0.7))

/** A handler over a flat world, with a scene that keeps what is committed and a clock that is set by hand. */
function stage(finder: SurfaceFinder) {
  const { scene, changes, commit } = keptScene('', [])
  const ring = createPoseRing()
  /** Whose hand is on what. */
  const hands = new Map<Id, Id>()
  const clock = { at: 1000, space: spaceId as Id | undefined }
  const handler = createRequestHandler({
    finder,
    ring,
    scene,
    commit,
    now: () => 5,
    performanceNow: () => clock.at,
    spaceId: () => clock.space,
    mayMove: (id, by) => (hands.get(id) ?? by) === by,
  })
  const see = (frame: number, camera: Camera): void => ring.push({ frame, time: frame * 40, camera })
  const marks = (): readonly SpaceMark[] =>
    changes.flatMap((change) =>
      change.kind === 'mark.put' && change.mark.on === 'space' ? [change.mark] : [],
    )
  const last = (): SpaceMark => {
    const mark = marks().at(-1)
    if (!mark) throw new Error('no mark was put')
    return mark
  }
  const begin = (point: { frame: number; u: number; v: number }, more: object = {}): void =>
    handler.handle(
      { type: 'mark.begin', markId: mark1, tool: 'arrow', colour: 'red', points: [point], ...more },
      expert,
    )
  return { scene, changes, clock, hands, commit, handler, see, marks, last, begin, finder }
}

const at = (point: Vec3, camera: Camera): { u: number; v: number } => {
  const seen = project(point, camera)
  if (!seen) throw new Error('not in the picture')
  return seen
}

describe('the order in which places are found', () => {
  const neighbour = patch([0.1, 0.7, -1], [0, 1, 0]).pose
  it.each([
    ['depth first', { depth: overTable, ray: true, planes: true, standing: [neighbour] }, 'depth', 0],
    ['then a hit test', { ray: true, planes: true, standing: [neighbour] }, 'hit-test', 1],
    ['then planes', { planes: true, standing: [neighbour] }, 'plane', 1],
    ['then a mark nearby', { standing: [neighbour] }, 'nearby', 1],
  ] as const)('[RQ1] %s', async (_, senses, quality, asked) => {
    const finder = flatFinder(world, senses)
    const s = stage(finder)
    s.see(3, overTable)
    s.begin({ frame: 3, ...at([0.05, 0.7, -1], overTable) })
    await settled()
    expect(s.last().quality).toBe(quality)
    expect(finder.asked).toHaveLength(asked)
    expect(distance(s.last().pose.position, [0.05, 0.7, -1])).toBeLessThan(0.001)
    expect(degreesBetween(normalOf(s.last().pose), [0, 1, 0])).toBeLessThan(0.5)
  })

  it('[RQ1] else 1.2 m away, facing the camera, and said to be approximate', async () => {
    const s = stage(flatFinder(world, {}))
    s.see(3, overTable)
    s.begin({ frame: 3, u: 0.3, v: 0.6 })
    await settled()
    expect(s.last().quality).toBe('approximate')
    expect(distance(s.last().pose.position, overTable.pose.position)).toBeCloseTo(1.2, 6)
    expect(degreesBetween(normalOf(s.last().pose), [0, Math.sin(0.7), Math.cos(0.7)])).toBeLessThan(0.1)
  })

  it('[RQ2] the mark carries the wish: id, author, colour, space, tool', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(3, overTable)
    s.begin({ frame: 3, u: 0.5, v: 0.5 }, { tool: 'text', text: 'This one', colour: 'green' })
    await settled()
    expect(s.last()).toMatchObject({
      id: mark1,
      author: expert,
      colour: 'green',
      on: 'space',
      spaceId,
      at: 5,
      shape: { tool: 'text', text: 'This one' },
    })
  })
})

describe('the frame that was seen', () => {
  it('[RQ3] a click is resolved by the pose of its own frame, not by the newest', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(1, overTable)
    s.see(9, cameraAt([0, 1.5, 0], turn([0, 1, 0], 0.15)))
    s.begin({ frame: 1, ...at([0.3, 0.7, -0.9], overTable) })
    await settled()
    expect(distance(s.last().pose.position, [0.3, 0.7, -0.9])).toBeLessThan(1e-6)
  })

  it('[RQ4] a frame that is held longer than the ring is found by its still', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(500, cameraAt([5, 5, 5]))
    const still = { id: expert, author: expert, at: 0, width: 9, height: 16 }
    s.commit({ kind: 'still.put', still: { ...still, camera: { spaceId, frame: 7, ...overTable } } })
    s.begin({ frame: 7, ...at([0.3, 0.7, -0.9], overTable) })
    await settled()
    expect(distance(s.last().pose.position, [0.3, 0.7, -0.9])).toBeLessThan(1e-6)
  })

  it('[RQ5] a frame of another space or one long gone places nothing', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(500, overTable)
    const still = { id: expert, author: expert, at: 0, width: 9, height: 16 }
    s.commit({ kind: 'still.put', still: { ...still, camera: { spaceId: mark1, frame: 7, ...overTable } } })
    s.begin({ frame: 7, u: 0.5, v: 0.5 })
    s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 500, u: 0.5, v: 0.5 }] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await settled()
    s.handler.tick()
    expect(s.marks()).toEqual([])
  })
})

describe('strokes', () => {
  it('[RQ6] keep to the plane of their first point while the phone moves', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    const path = Array.from({ length: 30 }, (_, i): Vec3 => [
      -0.3 + i * 0.02,
      0.7,
      -1 + 0.2 * Math.sin(i / 5),
    ])
    const cameras = path.map((_, i) => cameraAt([0.01 * i, 1.5, 0], turn([1, 0.02 * i, 0], -0.7)))
    for (const [i, camera] of cameras.entries()) s.see(i, camera)
    const points = path.map((point, i) => ({ frame: i, ...at(point, cameras[i] ?? overTable) }))
    const [first, ...rest] = points
    if (!first) throw new Error('no point')
    s.begin(first, { tool: 'freehand' })
    await settled()
    for (const point of rest)
      s.handler.handle({ type: 'mark.extend', markId: mark1, points: [point] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    const { pose, shape } = s.last()
    if (shape.tool !== 'freehand') throw new Error('not a stroke')
    expect(shape.points).toHaveLength(path.length)
    for (const [i, point] of shape.points.entries()) {
      expect(point[1]).toBe(0)
      expect(distance(fromLocal(pose, point), path[i] ?? [9, 9, 9])).toBeLessThan(1e-6)
    }
  })

  it('[RQ7] do not follow what lies behind: a stroke over the edge of a table stays on its plane', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0.9, 0.7, -1], overTable) }, { tool: 'freehand' })
    const beyond = at([1.1, 0.7, -1], overTable)
    expect(castInto(world, rayThrough(beyond, overTable))?.point[1]).toBeLessThan(0.01)
    s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 0, ...beyond }] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await settled()
    const { pose, shape } = s.last()
    if (shape.tool !== 'freehand') throw new Error('not a stroke')
    expect(distance(fromLocal(pose, shape.points[1] ?? [9, 9, 9]), [1.1, 0.7, -1])).toBeLessThan(1e-6)
  })

  it('[RQ8] face the camera when the surface is seen too flat', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    const low = cameraAt([0, 0.85, 0.5])
    s.see(0, low)
    s.begin({ frame: 0, ...at([0, 0.7, -1], low) }, { tool: 'freehand' })
    await settled()
    expect(degreesBetween(normalOf(s.last().pose), [0, 0, 1])).toBeLessThan(0.01)
    expect(distance(s.last().pose.position, [0, 0.7, -1])).toBeLessThan(1e-6)
  })

  it('[RQ9] are put at once, then about five times a second, and once more at the end', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    s.begin({ frame: 0, u: 0.3, v: 0.5 }, { tool: 'freehand' })
    await settled()
    expect(s.marks()).toHaveLength(1)
    for (let i = 1; i <= 60; i++) {
      s.clock.at += 1000 / 60
      s.handler.handle(
        { type: 'mark.extend', markId: mark1, points: [{ frame: 0, u: 0.3 + i * 0.006, v: 0.5 }] },
        expert,
      )
      s.handler.tick()
    }
    expect(s.marks().length).toBeGreaterThanOrEqual(5)
    expect(s.marks().length).toBeLessThanOrEqual(6)
    const before = s.marks().length
    s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 0, u: 0.7, v: 0.5 }] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    expect(s.marks()).toHaveLength(before + 1)
    const shape = s.last().shape
    expect(shape.tool === 'freehand' && shape.points.length).toBe(62)
    s.clock.at += 5000
    s.handler.tick()
    expect(s.marks()).toHaveLength(before + 1)
  })

  it('[RQ10] never hold more points than the wire takes', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    const points = Array.from({ length: 1500 }, (_, i) => ({
      frame: 0,
      u: 0.5 + 0.3 * Math.sin(i / 7),
      v: 0.5 + 0.2 * Math.cos(i / 9),
    }))
    s.begin({ frame: 0, u: 0.5, v: 0.5 }, { tool: 'freehand' })
    for (let i = 0; i < points.length; i += 500)
      s.handler.handle({ type: 'mark.extend', markId: mark1, points: points.slice(i, i + 500) }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await settled()
    const shape = s.last().shape
    expect(shape.tool === 'freehand' && shape.points.length).toBe(MAX_STROKE_POINTS)
  })
})

describe('circles', () => {
  it('[RQ11] have their rim under the finger, and are as much longer along one axis as they were drawn out along it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.02, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        async (radius, angle) => {
          const s = stage(flatFinder(world, { ray: true }))
          s.see(0, overTable)
          s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, { tool: 'circle' })
          const [x, z] = [radius * Math.cos(angle), radius * Math.sin(angle)]
          const seen = project([x, 0.7, -1 + z], overTable)
          if (!seen) return
          s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 0, ...seen }] }, expert)
          s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
          await settled()
          const { shape } = s.last()
          if (shape.tool !== 'circle') throw new Error('not a circle')
          const { radiusX, radiusZ } = shape
          expect((x / radiusX) ** 2 + (z / radiusZ) ** 2).toBeCloseTo(1, 6)
          // Drawn out alike along both axes, twice as far along one, and so on: the radii follow, but never to a line.
          const drawn = Math.abs(x / z)
          const ratio = radiusX / radiusZ
          const share = Math.min(drawn, 1 / drawn)
          const flatness = share >= 0.75 ? 1 : Math.max(0.4, share)
          expect(ratio).toBeCloseTo(drawn > 1 ? 1 / flatness : flatness, 6)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('[RQ12] that were only tapped take their size from the distance', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, { tool: 'circle' })
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await settled()
    const { shape } = s.last()
    const away = distance([0, 0.7, -1], overTable.pose.position)
    expect(shape).toEqual({ tool: 'circle', radiusX: away * 0.05, radiusZ: away * 0.05 })
  })
})

describe('approximate places', () => {
  /** Finds nothing until told. */
  function slowFinder() {
    const good = flatFinder(world, { ray: true })
    const state = { isAwake: false, asked: 0 }
    const finder: SurfaceFinder = {
      ...good,
      castRay: (ray) => {
        state.asked++
        return state.isAwake ? good.castRay(ray) : Promise.resolve(undefined)
      },
    }
    return { finder, state }
  }

  const run = async (s: ReturnType<typeof stage>, ms: number): Promise<void> => {
    for (let i = 0; i < ms / 50; i++) {
      s.clock.at += 50
      s.handler.tick()
      await settled()
    }
  }

  it('[RQ13] become exact, with the same id and all their points, when a surface is found within three seconds', async () => {
    const { finder, state } = slowFinder()
    const s = stage(finder)
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, { tool: 'freehand' })
    const next = at([0.2, 0.7, -1], overTable)
    s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 0, ...next }] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await settled()
    expect(s.last().quality).toBe('approximate')
    await run(s, 2000)
    expect(s.marks()).toHaveLength(1)
    state.isAwake = true
    await run(s, 500)
    expect(s.marks()).toHaveLength(2)
    const { id, quality, pose, shape } = s.last()
    expect([id, quality]).toEqual([mark1, 'hit-test'])
    expect(distance(pose.position, [0, 0.7, -1])).toBeLessThan(1e-6)
    if (shape.tool !== 'freehand') throw new Error('not a stroke')
    expect(distance(fromLocal(pose, shape.points[1] ?? [9, 9, 9]), [0.2, 0.7, -1])).toBeLessThan(1e-6)
  })

  it('[RQ14] stay as they are after three seconds, and nobody is asked any more', async () => {
    const { finder, state } = slowFinder()
    const s = stage(finder)
    s.see(0, overTable)
    s.begin({ frame: 0, u: 0.5, v: 0.5 })
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    await run(s, 4000)
    const { asked } = state
    expect(asked).toBeGreaterThan(5)
    state.isAwake = true
    await run(s, 2000)
    expect(state.asked).toBe(asked)
    expect(s.marks()).toHaveLength(1)
  })

  it('[RQ15] are left alone once somebody took the mark away', async () => {
    const { finder, state } = slowFinder()
    const s = stage(finder)
    s.see(0, overTable)
    s.begin({ frame: 0, u: 0.5, v: 0.5 })
    await settled()
    s.commit({ kind: 'mark.remove', markId: mark1 })
    state.isAwake = true
    await run(s, 2000)
    expect(s.scene.snapshot().marks.size).toBe(0)
    expect(s.marks()).toHaveLength(1)
  })
})

describe('what comes too late', () => {
  it.each([true, false])(
    '[RQ16] an answer that arrives after the space changed puts nothing (told: %s)',
    async (told) => {
      const s = stage(flatFinder(world, { ray: true }))
      s.see(0, overTable)
      s.begin({ frame: 0, u: 0.5, v: 0.5 })
      if (told) s.handler.clear()
      s.clock.space = expert
      await settled()
      s.handler.tick()
      expect(s.marks()).toEqual([])
    },
  )

  it('[RQ17] a stroke that somebody cleared away while it was drawn does not come back', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    s.begin({ frame: 0, u: 0.5, v: 0.5 }, { tool: 'freehand' })
    await settled()
    s.commit({ kind: 'clear', of: undefined })
    s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame: 0, u: 0.6, v: 0.5 }] }, expert)
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    s.clock.at += 1000
    s.handler.tick()
    expect(s.scene.snapshot().marks.size).toBe(0)
  })

  it('[RQ18] without a space nothing is placed', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.clock.space = undefined
    s.see(0, overTable)
    s.begin({ frame: 0, u: 0.5, v: 0.5 })
    await settled()
    expect(s.changes).toEqual([])
  })
})

describe('models', () => {
  it('[RQ19] stand upright where the frame was touched and look at the viewer', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(4, overTable)
    s.handler.handle(
      {
        type: 'placement.request',
        placementId: mark1,
        modelId: 'pump',
        point: { frame: 4, ...at([0.2, 0.7, -0.8], overTable) },
      },
      expert,
    )
    await settled()
    const change = s.changes[0]
    if (change?.kind !== 'placement.put') throw new Error('nothing was placed')
    const { placement } = change
    expect(placement).toMatchObject({
      id: mark1,
      author: expert,
      modelId: 'pump',
      spaceId,
      quality: 'hit-test',
      scale: 1,
    })
    expect(distance(placement.pose.position, [0.2, 0.7, -0.8])).toBeLessThan(1e-6)
    expect(degreesBetween(normalOf(placement.pose), [0, 1, 0])).toBeLessThan(0.01)
    const viewer = toLocal(placement.pose, overTable.pose.position)
    expect(Math.abs(viewer[0])).toBeLessThan(1e-6)
    expect(viewer[2]).toBeGreaterThan(0)
  })
})

const ask = (s: ReturnType<typeof stage>, frame: number, point: Vec3, camera = overTable): void =>
  s.handler.handle({ type: 'mark.extend', markId: mark1, points: [{ frame, ...at(point, camera) }] }, expert)

describe('measures', () => {
  const measure = { tool: 'measure', units: 'imperial' } as const
  const pathOf = ({ pose, shape }: SpaceMark): readonly Vec3[] =>
    shape.tool === 'measure' ? shape.points.map((point) => fromLocal(pose, point)) : []

  it('[RQ20] go from surface to surface: each point has a place of its own, by its own frame', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    const ahead = cameraAt([0.3, 1.5, 0])
    s.see(0, overTable)
    s.see(1, ahead)
    s.begin({ frame: 0, ...at([0.2, 0.7, -1], overTable) }, measure)
    await settled()
    expect(s.last().shape).toEqual({ tool: 'measure', points: [[0, 0, 0]], units: 'imperial' })
    ask(s, 1, [0.5, 1.4, -3], ahead)
    await settled()
    ask(s, 0, [-0.3, 0.7, -0.8])
    await settled()
    s.handler.handle({ type: 'mark.end', markId: mark1 }, expert)
    expect(s.marks()).toHaveLength(3)
    const path = pathOf(s.last())
    const real: readonly Vec3[] = [
      [0.2, 0.7, -1],
      [0.5, 1.4, -3],
      [-0.3, 0.7, -0.8],
    ]
    expect(path).toHaveLength(3)
    for (const [i, point] of path.entries()) expect(distance(point, real[i] ?? [9, 9, 9])).toBeLessThan(1e-6)
    expect(s.last().quality).toBe('hit-test')
  })

  it('[RQ21] keep their order when answers come late, and are as good as their worst point', async () => {
    const good = flatFinder(world, { ray: true })
    const waiting: (() => void)[] = []
    const s = stage({
      ...good,
      castRay: (ray) => new Promise((answer) => waiting.push(() => void good.castRay(ray).then(answer))),
    })
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, measure)
    ask(s, 0, [0.1, 0.7, -1])
    ask(s, 0, [0.2, 0.7, -1])
    for (const index of [2, 0]) waiting[index]?.()
    await settled()
    expect(pathOf(s.last())).toHaveLength(1)
    waiting[1]?.()
    await settled()
    expect(pathOf(s.last()).map(([x]) => Math.round(x * 100) / 100)).toEqual([0, 0.1, 0.2])
  })

  it('[RQ22] hold no more points than the wire takes', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, measure)
    for (let i = 1; i < 40; i++) ask(s, 0, [0.02 * i, 0.7, -1])
    await settled()
    expect(pathOf(s.last())).toHaveLength(MAX_MEASURE_POINTS)
  })
})

describe('numbered steps', () => {
  it('[RQ23] stand where they were touched with all they say; without a number there is none', async () => {
    const s = stage(flatFinder(world, { ray: true }))
    const step = { number: 3, text: 'Open the valve', isDone: false }
    s.see(0, overTable)
    s.begin({ frame: 0, ...at([0, 0.7, -1], overTable) }, { tool: 'step', step })
    await settled()
    expect(s.last().shape).toEqual({ tool: 'step', ...step })
    s.begin({ frame: 0, u: 0.5, v: 0.5 }, { tool: 'step', markId: expert })
    await settled()
    expect(s.marks()).toHaveLength(1)
  })
})
