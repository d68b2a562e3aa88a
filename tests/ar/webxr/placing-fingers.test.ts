import { describe, expect, it } from 'vitest'
import { createValue } from '#domain/engine.ts'
import { type Camera, type ImagePoint, rotate } from '#domain/geometry.ts'
import type { Placement } from '#domain/placement.ts'
import { emptyScene, foldScene, type SceneChange, type SceneState } from '#domain/scene.ts'
import { beforeStop, turnedUpright, twoFingers, withStop } from '#ar/webxr/placing-fingers.ts'
import { createTurning } from '#ar/webxr/placing-turn.ts'
import { createPreview } from '#ar/webxr/preview.ts'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const at = (u: number, v: number): ImagePoint => ({ u, v })

describe('two fingers', () => {
  it.each([
    ['nothing moved', [at(0.4, 0.5), at(0.6, 0.5)], [at(0.4, 0.5), at(0.6, 0.5)], 1, 0, 1],
    ['both went aside', [at(0.4, 0.5), at(0.6, 0.5)], [at(0.5, 0.6), at(0.7, 0.6)], 1, 0, 1],
    [
      'a quarter counter-clockwise',
      [at(0.5, 0.5), at(0.6, 0.5)],
      [at(0.5, 0.5), at(0.5, 0.4)],
      1,
      Math.PI / 2,
      1,
    ],
    ['a quarter clockwise', [at(0.5, 0.5), at(0.6, 0.5)], [at(0.5, 0.5), at(0.5, 0.6)], 1, -Math.PI / 2, 1],
    [
      'over the seam of half a turn',
      [at(0.5, 0.5), at(0.4, 0.49)],
      [at(0.5, 0.5), at(0.4, 0.51)],
      1,
      0.199,
      1,
    ],
    ['twice as far', [at(0.45, 0.5), at(0.55, 0.5)], [at(0.4, 0.5), at(0.6, 0.5)], 1, 0, 2],
    // On a tall screen a share of the height is more pixels than one of the width.
    [
      'a quarter on a tall screen',
      [at(0.5, 0.5), at(0.7, 0.5)],
      [at(0.5, 0.5), at(0.5, 0.4)],
      0.5,
      Math.PI / 2,
      1,
    ],
    ['fingers on one spot', [at(0.5, 0.5), at(0.5, 0.5)], [at(0.5, 0.5), at(0.6, 0.5)], 1, 0, 1],
  ] as const)('[PF1] %s', (_, before, now, aspect, twist, spread) => {
    const moved = twoFingers([before[0], before[1]], [now[0], now[1]], aspect)
    expect(moved.twist).toBeCloseTo(twist, 2)
    expect(moved.spread).toBeCloseTo(spread, 2)
  })

  it.each([
    [0.45, 0.5],
    [0.9, 1],
    [0.95, 1],
    [1, 1],
    [1.1, 1],
    [2.2, 2],
    [0.0001, 0.05],
    [900, 20],
  ])('[PF2] fingers that ask for %f get %f', (asked, scale) => {
    expect(withStop(asked)).toBeCloseTo(scale, 6)
  })

  it('[PF2] a scale never jumps, neither at the stop nor when a gesture begins', () => {
    let last = withStop(0.3)
    for (let asked = 0.3; asked < 3; asked += 0.001) {
      expect(Math.abs(withStop(asked) - last)).toBeLessThan(0.002)
      last = withStop(asked)
    }
    for (const scale of [0.05, 0.3, 0.99, 1, 1.01, 4, 20])
      expect(withStop(beforeStop(scale))).toBeCloseTo(scale, 6)
  })

  it('[PF3] a turn goes counter-clockwise as seen from above and keeps what is upright upright', () => {
    const turned = turnedUpright([0, 0, 0, 1], Math.PI / 2)
    expect(rotate(turned, [0, 0, 1]).map((x) => Math.round(x * 1e6) / 1e6)).toEqual([1, 0, 0])
    expect(rotate(turned, [0, 1, 0])[1]).toBeCloseTo(1, 9)
  })
})

describe('a model between two fingers', () => {
  const camera: Camera = {
    pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
    projection: [1, 1, 0, 0],
  }
  const placement: Placement = {
    id: id(1),
    author: id(9),
    at: 0,
    modelId: 'valve',
    spaceId: id(5),
    quality: 'depth',
    pose: { position: [0, 0, -1], orientation: [0, 0, 0, 1] },
    scale: 0.5,
  }

  function start(more: Partial<Placement> = {}) {
    const one = { ...placement, ...more }
    const scene = createValue<SceneState>({ ...emptyScene, placements: new Map([[one.id, one]]) })
    const commits: SceneChange[] = []
    let time = 0
    let ticks = 0
    const preview = createPreview(scene.snapshot, () => undefined)
    const turning = createTurning({
      scene,
      shown: () => preview.over(scene.snapshot()),
      preview,
      commit(change) {
        commits.push(change)
        const operation = {
          id: id(100 + commits.length),
          sessionId: id(7),
          author: id(8),
          clock: 1,
          at: 0,
          change,
        }
        scene.set(foldScene([operation], scene.snapshot()))
      },
      spaceId: () => id(5),
      author: id(8),
      performanceNow: () => time,
      tick: () => ticks++,
    })
    const fingers = (apart: number): boolean =>
      turning.follow(id(1), at(0.5 - apart / 2, 0.5), at(0.5 + apart / 2, 0.5), camera, id(60))
    return {
      turning,
      commits,
      fingers,
      pass: (ms: number) => void (time += ms),
      ticks: () => ticks,
      shownScale: () => preview.over(scene.snapshot()).placements.get(id(1))?.scale,
    }
  }

  it('[PF4] is seen at once, told five times a second, and told as it ends', () => {
    const { turning, commits, fingers, pass, shownScale, ticks } = start()
    for (let apart = 0.1; apart <= 0.221; apart += 0.005) {
      expect(fingers(apart)).toBe(true)
      pass(33)
    }
    // 25 frames of 33 ms are 0.8 s: three puts on the way.
    expect(commits).toHaveLength(3)
    // From half the size it asks for 0.45 times 2.2: that is real size, felt once.
    expect(shownScale()).toBe(1)
    expect(ticks()).toBe(1)
    turning.end()
    expect(commits.at(-1)).toMatchObject({
      kind: 'placement.put',
      by: id(8),
      placement: { scale: 1, author: id(9) },
    })
    const told = commits.length
    turning.end()
    expect(commits).toHaveLength(told)
  })

  it('[PF5] is left alone when it is locked, stands elsewhere, or is a mark', () => {
    expect(start({ isLocked: true }).fingers(0.2)).toBe(false)
    expect(start({ spaceId: id(6) }).fingers(0.2)).toBe(false)
  })
})
