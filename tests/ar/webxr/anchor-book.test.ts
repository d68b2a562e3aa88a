import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { compose, distance, type Pose, type Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import {
  emptyScene,
  foldScene,
  type SceneChange,
  type SceneOperation,
  type SceneState,
} from '#domain/scene.ts'
import { createAnchorBook } from '#ar/webxr/anchor-book.ts'
import { isApart, relativeTo } from '#ar/webxr/rigid.ts'
import { turn } from '../resolve/flat-world.ts'
import { settled } from '../settled.ts'
import { fakeAnchors, installXrGlobals, space } from './fake-xr.ts'

beforeAll(installXrGlobals)

const spaceId = '00000000-0000-4000-8000-000000000001'
const nextSpace = '00000000-0000-4000-8000-000000000002'
const level: Pose['orientation'] = [0, 0, 0, 1]
const at = (x: number, y = 0, z = 0): Pose => ({ position: [x, y, z], orientation: level })

function mark(id: Id, pose: Pose, space = spaceId): SpaceMark {
  const shape = { tool: 'arrow', length: 0.1 } as const
  return { id, author: id, colour: 'red', at: 0, on: 'space', spaceId: space, quality: 'depth', pose, shape }
}
function sceneWith(...marks: readonly SpaceMark[]): SceneState {
  return { ...emptyScene, marks: new Map(marks.map((one) => [one.id, one])) }
}
const shownPose = (scene: SceneState, id: Id): Pose | undefined => {
  const one = scene.marks.get(id)
  return one?.on === 'space' ? one.pose : undefined
}

function logOf(changes: readonly SceneChange[]): readonly SceneOperation[] {
  return changes.map((change, index) => ({
    id: `${index}`,
    sessionId: '',
    author: '',
    clock: index + 1,
    at: 0,
    change,
  }))
}

/** A book on a fake device; `run` lets frames pass. */
function stage(hasAnchors = true) {
  const anchors = fakeAnchors()
  const told: SceneChange[] = []
  const book = createAnchorBook(hasAnchors, (change) => told.push(change))
  let time = 0
  const run = async (ms: number): Promise<boolean> => {
    let moved = false
    for (let t = 0; t < ms; t += 50) {
      time += 50
      moved = book.follow(anchors.frame, space, time) || moved
      await settled()
    }
    return moved
  }
  return { anchors, told, book, run }
}

describe('rigid poses', () => {
  it('[RG1] a pose taken relative to another and composed again is itself', () => {
    const n = fc.double({ min: -3, max: 3, noNaN: true })
    const pose = fc
      .tuple(n, n, n, n, n, n, n)
      .filter((v) => Math.hypot(v[3], v[4], v[5]) > 0.1)
      .map(([x, y, z, ax, ay, az, angle]): Pose => ({
        position: [x, y, z],
        orientation: turn([ax, ay, az], angle),
      }))
    fc.assert(
      fc.property(pose, pose, (a, b) => {
        expect(isApart(compose(a, relativeTo(a, b)), b, 1e-9, 1e-3)).toBe(false)
      }),
    )
  })
})

describe('anchors', () => {
  it('[AN1] one serves everything within a metre, another what is farther away', async () => {
    const s = stage()
    s.book.sync(sceneWith(mark('a', at(0)), mark('b', at(0.8)), mark('c', at(3))), spaceId)
    await s.run(300)
    expect(s.anchors.live()).toBe(2)
  })

  it('[AN2] what stands on it follows when the device corrects the world', async () => {
    const s = stage()
    const scene = sceneWith(mark('a', at(0)), mark('b', at(0.5)))
    s.book.sync(scene, spaceId)
    await s.run(300)
    expect(s.book.shown(scene)).toBe(scene)
    const moved: Pose = { position: [0.02, 0, 0], orientation: turn([0, 1, 0], Math.PI / 2) }
    s.anchors.move(0, moved)
    expect(await s.run(200)).toBe(true)
    const shown = s.book.shown(scene)
    expect(distance(shownPose(shown, 'a')?.position ?? [9, 9, 9], [0.02, 0, 0])).toBeLessThan(1e-9)
    expect(distance(shownPose(shown, 'b')?.position ?? [9, 9, 9], [0.02, 0, -0.5])).toBeLessThan(1e-9)
    expect(s.book.shown(scene)).toBe(shown)
  })

  it('[AN3] trembling moves nothing and tells nobody', async () => {
    const s = stage()
    const scene = sceneWith(mark('a', at(0)))
    s.book.sync(scene, spaceId)
    await s.run(300)
    for (let i = 0; i < 20; i++) {
      s.anchors.move(0, at(i % 2 === 0 ? 0.0004 : -0.0004))
      expect(await s.run(100)).toBe(false)
    }
    expect(s.told).toEqual([])
  })

  it('[AN4] a correction of more than a centimetre is told, at most once a second', async () => {
    const s = stage()
    let scene = sceneWith(mark('a', at(0)))
    s.book.sync(scene, spaceId)
    await s.run(1200)
    s.anchors.move(0, at(0.008))
    await s.run(1200)
    expect(s.told).toEqual([])
    for (let i = 1; i <= 20; i++) {
      s.anchors.move(0, at(0.02 * i))
      await s.run(100)
      const change = s.told.at(-1)
      const [pose] = change?.kind === 'settle' ? change.poses : []
      if (pose) scene = sceneWith(mark('a', pose.pose))
      s.book.sync(scene, spaceId)
    }
    expect(s.told.length).toBeGreaterThanOrEqual(2)
    expect(s.told.length).toBeLessThanOrEqual(3)
    expect(s.told[0]).toMatchObject({ kind: 'settle', spaceId, poses: [{ id: 'a' }] })
  })

  it('[AN11] one look tells everything that moved with its anchor at once', async () => {
    const s = stage()
    const scene = sceneWith(...Array.from({ length: 5 }, (_, i) => mark(`m${i}`, at(0.1 * i))))
    s.book.sync(scene, spaceId)
    await s.run(1200)
    s.anchors.move(0, at(0.05))
    await s.run(100)
    expect(s.told).toHaveLength(1)
    const [change] = s.told
    expect(change?.kind === 'settle' && change.poses.map(({ id }) => id).sort()).toEqual([
      'm0',
      'm1',
      'm2',
      'm3',
      'm4',
    ])
  })

  it('[AN12] a correction that is told while somebody takes the mark away does not bring it back', async () => {
    const s = stage()
    const a = mark('a', at(0))
    const scene = sceneWith(a)
    s.book.sync(scene, spaceId)
    await s.run(1200)
    s.anchors.move(0, at(0.05))
    // The removal is in the log, and the book has not looked at the scene since.
    await s.run(100)
    const log: readonly SceneChange[] = [
      { kind: 'mark.put', mark: a },
      { kind: 'mark.remove', markId: 'a' },
      ...s.told,
    ]
    expect(s.told).toHaveLength(1)
    expect(foldScene(logOf(log)).marks.size).toBe(0)
  })

  it('[AN5] are given back when what stood on them is gone', async () => {
    const s = stage()
    s.book.sync(sceneWith(mark('a', at(0)), mark('b', at(0.1))), spaceId)
    await s.run(300)
    s.book.sync(sceneWith(mark('b', at(0.1))), spaceId)
    await s.run(6000)
    expect(s.anchors.live()).toBe(1)
    s.book.sync(emptyScene, spaceId)
    await s.run(6000)
    expect(s.anchors.live()).toBe(0)
  })

  it('[AN6] of a hit test carries the mark that comes to stand there, and is given back if none does', async () => {
    const s = stage()
    s.book.offer(s.anchors.hit(at(1)), at(1))
    s.book.offer(s.anchors.hit(at(1.3)), at(1.3))
    await settled()
    expect(s.anchors.live()).toBe(1)
    s.book.sync(sceneWith(mark('a', at(1.05))), spaceId)
    await s.run(6000)
    expect(s.anchors.live()).toBe(1)
    s.book.offer(s.anchors.hit(at(5)), at(5))
    await s.run(6000)
    expect(s.anchors.live()).toBe(1)
  })

  it('[AN7] that a device has none of, or no more of, leave poses as they are', async () => {
    for (const hasAnchors of [true, false]) {
      const s = stage(hasAnchors)
      s.anchors.state.refuse = true
      const scene = sceneWith(mark('a', at(0)))
      s.book.sync(scene, spaceId)
      expect(await s.run(1000)).toBe(false)
      expect(s.book.shown(scene)).toBe(scene)
      expect(s.anchors.live()).toBe(0)
    }
  })

  it('[AN8] that arrive after the session has ended are given back', async () => {
    const s = stage()
    s.book.sync(sceneWith(mark('a', at(0))), spaceId)
    s.book.follow(s.anchors.frame, space, 1000)
    s.book.close()
    await settled()
    expect(s.anchors.live()).toBe(0)
  })
})

describe('when the origin of the space jumps', () => {
  const jump: Pose = { position: [1, 0, 2], orientation: turn([0, 1, 0], 1) }
  const inNew = (pose: Pose): Pose => relativeTo(jump, pose)
  const putsOf = (told: readonly SceneChange[]): readonly [Id, Id, Vec3][] =>
    told.flatMap((change) =>
      change.kind === 'settle'
        ? change.poses.map(({ id, pose }): [Id, Id, Vec3] => [id, change.spaceId, pose.position])
        : [],
    )

  it('[AN9] anchored marks are put again in the new space, where the anchor is seen', async () => {
    const s = stage()
    const scene = sceneWith(mark('a', at(0.5)))
    s.book.sync(scene, spaceId)
    await s.run(300)
    s.book.carryOver(nextSpace, undefined)
    s.anchors.move(0, undefined)
    // A frame may come before the scene is looked at again.
    await s.run(50)
    s.book.sync(scene, nextSpace)
    await s.run(500)
    expect(s.told).toEqual([])
    s.anchors.move(0, inNew(at(0.5)))
    await s.run(200)
    const [put] = putsOf(s.told)
    expect(put?.slice(0, 2)).toEqual(['a', nextSpace])
    expect(distance(put?.[2] ?? [9, 9, 9], inNew(at(0.5)).position)).toBeLessThan(1e-6)
    expect(s.told).toHaveLength(1)
  })

  it('[AN10] without an anchor they go along when the device says how far it jumped, else they stay behind', async () => {
    for (const known of [true, false]) {
      const s = stage(false)
      const scene = sceneWith(mark('a', at(0.5)))
      s.book.sync(scene, spaceId)
      await s.run(300)
      s.book.carryOver(nextSpace, known ? jump : undefined)
      s.book.sync(scene, nextSpace)
      await s.run(300)
      const puts = putsOf(s.told)
      expect(puts.map(([id, where]) => [id, where])).toEqual(known ? [['a', nextSpace]] : [])
      expect(puts.every(([, , p]) => distance(p, inNew(at(0.5)).position) < 1e-6)).toBe(true)
    }
  })
})
