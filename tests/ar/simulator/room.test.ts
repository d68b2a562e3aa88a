import { describe, expect, it } from 'vitest'
import { castHits } from '#ar/simulator/hit-test.ts'
import { lensFor } from '#ar/simulator/lens.ts'
import { unit } from '#ar/simulator/maths.ts'
import { createRoomCaster } from '#ar/simulator/room/cast.ts'
import { caster, START_POSE } from '#ar/simulator/room/layout.ts'
import { flatAreas } from '#ar/simulator/room/planes.ts'
import { box, cylinder } from '#ar/simulator/room/solid.ts'
import { targets } from '#ar/simulator/room/targets.ts'
import { distance, dot, project, rotate, subtract, type Vec3 } from '#domain/geometry.ts'

const eye = START_POSE.position
const towards = (point: Vec3): Vec3 => unit(subtract(point, eye))

function hueOf(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
  const max = Math.max(r, g, b)
  const d = max - Math.min(r, g, b)
  if (max === r) return (((g - b) / d) * 60 + 360) % 360
  return max === g ? ((b - r) / d) * 60 + 120 : ((r - g) / d) * 60 + 240
}

describe('the targets', () => {
  it('[RT1] are at least eight, at least four of them off the floor, between 0.6 and 3 m away', () => {
    expect(targets.length).toBeGreaterThanOrEqual(8)
    const raised = targets.filter((target) => target.position[1] > 0.3)
    expect(raised.length).toBeGreaterThanOrEqual(4)
    for (const target of targets) {
      expect(distance(target.position, eye)).toBeGreaterThan(0.6)
      expect(distance(target.position, eye)).toBeLessThan(3)
    }
    expect(
      new Set(targets.map((target) => target.normal.map((n) => n.toFixed(2)).join())).size,
    ).toBeGreaterThanOrEqual(4)
  })

  it('[RT2] have pure hues at least 40 degrees apart', () => {
    const hues = targets.map((target) => hueOf(target.colour)).toSorted((a, b) => a - b)
    for (const [i, hue] of hues.entries()) {
      const next = hues[(i + 1) % hues.length] ?? 0
      expect((next - hue + 360) % 360).toBeGreaterThanOrEqual(40)
    }
    for (const { colour } of targets) {
      const channels = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
      expect([Math.min(...channels), Math.max(...channels)]).toEqual([0, 255])
    }
  })

  it.each(targets)(
    '[RT3] $name lies on its surface and nothing hides it from the start',
    ({ position, normal }) => {
      const hit = caster.first({ origin: eye, direction: towards(position) })
      expect(distance(hit?.point ?? [9, 9, 9], position)).toBeLessThan(0.001)
      expect(dot(hit?.normal ?? [0, 0, 0], normal)).toBeCloseTo(1, 6)
      expect(dot(normal, towards(position))).toBeLessThan(-0.3)
    },
  )

  it('[RT4] five of them are in the first picture of an upright phone', () => {
    const camera = { pose: START_POSE, projection: lensFor(412 / 915) }
    const inside = targets.filter(({ position }) => {
      const at = project(position, camera)
      return at && at.u > 0.02 && at.u < 0.98 && at.v > 0.02 && at.v < 0.98
    })
    expect(inside.map((target) => target.name)).toEqual(['red', 'amber', 'green', 'blue', 'pink'])
  })
})

describe('hits', () => {
  it.each(targets)(
    '[RH1] on $name: the surface itself, +Y out of it, +Z back towards the phone',
    ({ position, normal }) => {
      const direction = towards(position)
      const [hit] = castHits({ origin: eye, direction })
      if (!hit) throw new Error('nothing was hit')
      expect(distance(hit.position, position)).toBeLessThan(0.001)
      const up = rotate(hit.orientation, [0, 1, 0])
      for (const i of [0, 1, 2] as const) expect(up[i]).toBeCloseTo(normal[i], 5)
      expect(dot(rotate(hit.orientation, [0, 0, 1]), direction)).toBeLessThanOrEqual(0)
      expect(dot(rotate(hit.orientation, [1, 0, 0]), direction)).toBeCloseTo(0, 5)
    },
  )

  it('[RH2] come nearest first; planes answer behind other things, points only where the ray arrives, meshes never', () => {
    const ray = { origin: eye, direction: towards([0.45, 0.6, -2.0]) } as const
    const planes = castHits(ray, ['plane'])
    expect(planes.length).toBeGreaterThan(1)
    const metres = planes.map((hit) => distance(hit.position, eye))
    expect(metres).toEqual(metres.toSorted((a, b) => a - b))
    expect(castHits(ray, ['point'])).toHaveLength(1)
    expect(castHits(ray, ['mesh'])).toEqual([])
  })

  it('[RH3] a small round thing is a point, not a plane', () => {
    const knob: Vec3 = [0.38, 1.33, -2.31]
    const ray = { origin: [0.38, 1.33, -1], direction: [0, 0, -1] } as const
    expect(distance(castHits(ray, ['point'])[0]?.position ?? [9, 9, 9], knob)).toBeLessThan(0.03)
    expect(castHits(ray, ['plane'])[0]?.position[2]).toBeLessThan(knob[2] - 0.01)
  })
})

describe('ray casting', () => {
  const small = { min: [-1, 0, -1], max: [1, 2, 1] } as const
  const solids = [
    box('cube', [0, 0.5, 0], [0.4, 0.4, 0.4], 'paint'),
    cylinder('post', [0.6, 0.5, 0], 0.1, 1, 'steel'),
  ]
  const cast = createRoomCaster(small, solids)

  it.each([
    { from: [0, 0.5, 0.9], to: [0, 0, -1], metres: 0.7, normal: [0, 0, 1] },
    { from: [0, 1.5, 0], to: [0, -1, 0], metres: 0.8, normal: [0, 1, 0] },
    { from: [0.6, 0.5, 0.9], to: [0, 0, -1], metres: 0.8, normal: [0, 0, 1] },
    { from: [0.6, 1.8, 0], to: [0, -1, 0], metres: 0.8, normal: [0, 1, 0] },
    { from: [-0.9, 1.9, 0], to: [-1, 0, 0], metres: 0.1, normal: [1, 0, 0] },
    { from: [0, 0.5, 0], to: [0, 1, 0], metres: 1.5, normal: [0, -1, 0] },
  ] as const)('[RC1] from $from along $to', ({ from, to, metres, normal }) => {
    const hit = cast.first({ origin: from, direction: to })
    expect(hit?.metres).toBeCloseTo(metres, 9)
    for (const i of [0, 1, 2] as const) expect(hit?.normal[i]).toBeCloseTo(normal[i], 9)
    const [ox, oy, oz] = from
    const [dx, dy, dz] = to
    expect(cast.clearance(ox, oy, oz, dx, dy, dz)).toBeCloseTo(metres, 9)
  })

  it('[RC2] narrowed casters see the same within their reach', () => {
    const from: Vec3 = [0, 0.5, 0.6]
    expect(cast.around(from, 0.5)(...from, 0, 0, -1)).toBeCloseTo(0.4, 9)
    expect(cast.between(from, [0, 0.5, -0.5], 0.1)(...from, 0, 0, -1)).toBeCloseTo(0.4, 9)
  })
})

it('[RP1] the planes are the floor, the walls and the large faces, with their normals into the room', () => {
  const floor = flatAreas.find((area) => area.orientation === 'horizontal' && area.pose.position[1] === 0)
  expect([floor?.halfX, floor?.halfZ]).toEqual([2.3, 2.375].map((metres) => expect.closeTo(metres)))
  expect(flatAreas.filter((area) => area.orientation === 'vertical').length).toBeGreaterThan(5)
  for (const { pose } of flatAreas) {
    const up = rotate(pose.orientation, [0, 1, 0])
    const lifted: Vec3 = [
      pose.position[0] + up[0] * 0.045,
      pose.position[1] + up[1] * 0.045,
      pose.position[2] + up[2] * 0.045,
    ]
    expect(caster.swallows([lifted])).toBe(false)
  }
})
