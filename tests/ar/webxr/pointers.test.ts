import { describe, expect, it } from 'vitest'
import { distance, type Pose, project } from '#domain/geometry.ts'
import type { SeenPoint } from '#domain/wire.ts'
import type { SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { createPointers } from '#ar/webxr/pointers.ts'
import { cameraAt, flatFinder, patch } from '../resolve/flat-world.ts'
import { createManualTimers } from '../../store/manual-timers.ts'
import { settled } from '../settled.ts'

const seen = cameraAt([0, 1, 0])
const wall = [patch([0, 1, -2], [0, 0, 1])]
const expert = '00000000-0000-4000-8000-0000000000ee'

function stage(finder: SurfaceFinder) {
  const shown: (Pose | undefined)[] = []
  const timers = createManualTimers()
  const pointers = createPointers(
    finder,
    ({ frame, u, v }) => (frame === 1 ? { camera: seen, point: { u, v }, frame } : undefined),
    (_author, at) => shown.push(at),
    timers.after,
  )
  const point = (x: number, frame = 1): void => {
    const at: SeenPoint = { frame, ...(project([x, 1, -2], seen) ?? { u: 0, v: 0 }) }
    pointers.point({ type: 'pointer', point: at, colour: 'green' }, expert)
  }
  return { shown, timers, pointers, point }
}

describe("an expert's laser pointer", () => {
  it('[LP1] stands on the surface at once where depth is known', () => {
    const s = stage(flatFinder(wall, { depth: seen }))
    s.point(0.2)
    expect(distance(s.shown[0]?.position ?? [9, 9, 9], [0.2, 1, -2])).toBeLessThan(0.001)
  })

  it('[LP2] without depth asks one question at a time and shows the newest place', async () => {
    const answers: (() => void)[] = []
    const good = flatFinder(wall, { ray: true })
    const finder: SurfaceFinder = {
      ...good,
      castRay: async (ray) => {
        await new Promise<void>((resolve) => answers.push(resolve))
        return good.castRay(ray)
      },
    }
    const s = stage(finder)
    s.point(0.1)
    s.point(0.2)
    s.point(0.3)
    expect(answers).toHaveLength(1)
    answers[0]?.()
    await settled()
    expect(answers).toHaveLength(2)
    answers[1]?.()
    await settled()
    expect(answers).toHaveLength(2)
    expect(s.shown.map((at) => at?.position[0].toFixed(3))).toEqual(['0.100', '0.300'])
  })

  it('[LP3] is taken away when it is gone, also while the device is asked', async () => {
    const s = stage(flatFinder(wall, { ray: true }))
    s.point(0.1)
    s.pointers.point(undefined, expert)
    await settled()
    expect(s.shown).toEqual([undefined])
    s.pointers.point(undefined, expert)
    expect(s.shown).toEqual([undefined])
  })

  it('[LP4] at a frame that is not known stays where it was', async () => {
    const s = stage(flatFinder(wall, { depth: seen }))
    s.point(0.1)
    s.point(0.2, 99)
    await settled()
    expect(s.shown).toHaveLength(1)
  })

  it('[LP5] goes when nothing is heard of it, and not while it speaks; what the own hand shows stays', () => {
    const s = stage(flatFinder(wall, { depth: seen }))
    s.point(0.1)
    s.point(0.1)
    expect(s.timers.pauses()).toEqual([1500])
    s.timers.pass()
    expect(s.shown.map((at) => at === undefined)).toEqual([false, false, true])
    s.pointers.aim({ camera: seen, point: { u: 0.5, v: 0.5 }, frame: undefined }, 'red', expert)
    expect(s.timers.pauses()).toEqual([])
    s.point(0.2)
    s.pointers.clear()
    expect(s.timers.pauses()).toEqual([])
  })
})
