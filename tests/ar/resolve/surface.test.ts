import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alongRay,
  distance,
  dot,
  fromLocal,
  project,
  rayThrough,
  rotate,
  spaceDirection,
  spacePoint,
  toLocal,
  unprojectAtDepth,
  type Vec3,
} from '#domain/geometry.ts'
import { surfaceFromDepth } from '#ar/resolve/depth-surface.ts'
import { surfaceFromPlanes, surfaceFromStanding } from '#ar/resolve/known-surfaces.ts'
import { normalOf, poseOn, uprightPose } from '#ar/resolve/surface.ts'
import { cameraAt, castInto, degreesBetween, depthFrom, flatFinder, patch, turn } from './flat-world.ts'
import { breachesOfFinderLaw, lawPoints } from './surface-finder-law.ts'

const metres = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const direction = fc
  .tuple(metres(-1, 1), metres(-1, 1), metres(-1, 1))
  .filter((v) => Math.hypot(...v) > 0.1)
  .map(([x, y, z]) => spaceDirection(x, y, z))
const camera = fc
  .record({ at: fc.tuple(metres(-3, 3), metres(0, 2), metres(-3, 3)), axis: direction, angle: metres(-3, 3) })
  .map(({ at, axis, angle }) => cameraAt(at, turn(axis, angle)))
const inPicture = fc.record({ u: metres(0, 1), v: metres(0, 1) })

describe('points, rays and pictures', () => {
  it('[RS1] a point at a depth is seen again where it was touched', () => {
    fc.assert(
      fc.property(camera, inPicture, metres(0.1, 20), (seen, point, depth) => {
        const back = project(unprojectAtDepth(point, depth, seen), seen)
        expect(back?.u).toBeCloseTo(point.u, 6)
        expect(back?.v).toBeCloseTo(point.v, 6)
      }),
    )
  })

  it('[RS2] every point of the ray through a picture point is seen at that point', () => {
    fc.assert(
      fc.property(camera, inPicture, metres(0.1, 20), (seen, point, far) => {
        const back = project(alongRay(rayThrough(point, seen), far), seen)
        expect(back?.u).toBeCloseTo(point.u, 6)
        expect(back?.v).toBeCloseTo(point.v, 6)
      }),
    )
  })
})

describe('the pose of a mark on a surface', () => {
  it('[RS3] stands on the point, +Y along the normal, axes at right angles', () => {
    fc.assert(
      fc.property(camera, direction, metres(-2, 2), (seen, normal, x) => {
        const pose = poseOn({ point: spacePoint(x, 1, -1), normal }, seen)
        expect(pose.position).toEqual([x, 1, -1])
        expect(Math.hypot(...pose.orientation)).toBeCloseTo(1, 6)
        expect(degreesBetween(normalOf(pose), normal)).toBeLessThan(0.01)
        const local = toLocal(pose, fromLocal(pose, [0.3, -0.2, 0.1]))
        expect(distance(local, [0.3, -0.2, 0.1])).toBeLessThan(1e-6)
      }),
    )
  })

  it.each<[string, Vec3, Vec3]>([
    ['on a wall, up is up', [0, 0, 1], [0, 1, 0]],
    ['on a slope, up is uphill', [0, Math.SQRT1_2, Math.SQRT1_2], [0, 1, -1]],
    ['on a table, up is away from the viewer', [0, 1, 0], [0, 0, -1]],
  ])('[RS4] %s', (_, normal, up) => {
    const pose = poseOn(
      { point: spacePoint(0, 0, -1), normal: spaceDirection(...normal) },
      cameraAt([0, 1, 1]),
    )
    expect(degreesBetween(rotate(pose.orientation, [0, 0, -1]), up)).toBeLessThan(0.01)
    expect(degreesBetween(rotate(pose.orientation, [1, 0, 0]), [1, 0, 0])).toBeLessThan(0.01)
  })

  it('[RS5] a model stands upright and looks at the viewer, however the phone is held', () => {
    fc.assert(
      fc.property(camera, metres(-2, 2), metres(-2, 2), (seen, x, z) => {
        const point = spacePoint(x, 0.7, z)
        const pose = uprightPose(point, seen)
        expect(degreesBetween(normalOf(pose), [0, 1, 0])).toBeLessThan(0.01)
        const [vx, , vz] = seen.pose.position
        if (Math.hypot(vx - x, vz - z) < 0.06) return
        expect(degreesBetween(rotate(pose.orientation, [0, 0, 1]), [vx - x, 0, vz - z])).toBeLessThan(0.01)
      }),
    )
  })
})

const room = [
  patch([0, 0, 0], [0, 1, 0]),
  patch([0, 0, -3], [0, 0, 1]),
  patch([-2, 0, 0], [1, 0, 0]),
  patch([0.2, 0.75, -1.2], [0, 1, 0], 0.6, 0.4),
  patch([0.4, 1.1, -1.5], [0, 0.5, 1], 0.3, 0.2),
]

describe('a surface by depth', () => {
  it('[RS6] is found within a millimetre by the depth of the same frame, with its normal', () => {
    const seen = cameraAt([0, 1.5, 1], turn([1, 0, 0], -0.5))
    for (const point of lawPoints) {
      const truth = castInto(room, rayThrough(point, seen))
      const found = surfaceFromDepth(depthFrom(room, seen), seen, point)
      expect(distance(found?.point ?? [9, 9, 9], truth?.point ?? [0, 0, 0])).toBeLessThan(0.001)
    }
    const floor = surfaceFromDepth(depthFrom(room.slice(0, 1), seen), seen, { u: 0.4, v: 0.8 })
    expect(degreesBetween(floor?.normal ?? [1, 0, 0], [0, 1, 0])).toBeLessThan(0.5)
  })

  it('[RS7] is found by a depth picture that was measured 200 ms earlier while the phone turned and moved', () => {
    fc.assert(
      fc.property(metres(-0.2, 0.2), metres(-0.05, 0.05), inPicture, (yaw, aside, point) => {
        const seen = cameraAt([0, 1.5, 1], turn([1, 0, 0], -0.3))
        const before = cameraAt([aside, 1.5, 1.02], turn([-0.3, 1, 0], yaw))
        const wall = [patch([0, 0, -1], [0, 0.2, 1])]
        const truth = castInto(wall, rayThrough(point, seen))
        const found = surfaceFromDepth(depthFrom(wall, before), seen, point)
        // Beside the depth picture nothing is known; that is an answer too.
        const at = truth && project(truth.point, before)
        const isInside = at !== undefined && Math.min(at.u, at.v) > 0.02 && Math.max(at.u, at.v) < 0.98
        const error = found ? distance(found.point, truth?.point ?? [9, 9, 9]) : isInside ? 9 : 0
        expect(error).toBeLessThan(0.003)
      }),
    )
  })

  it('[RS8] has no normal at an edge, and none where depth is missing', () => {
    const seen = cameraAt([0, 1.5, 1], turn([1, 0, 0], -0.5))
    const corner = [patch([0, 0, -0.5], [0, 0, 1]), patch([0, 0.7, 0], [0, 1, 0], 5, 0.01)]
    const onEdge = project([0, 0.7, 0], seen) ?? { u: 0, v: 0 }
    expect(surfaceFromDepth(depthFrom(corner, seen), seen, onEdge)?.normal).toBeUndefined()
    expect(surfaceFromDepth({ camera: seen, metresAt: () => undefined }, seen, onEdge)).toBeUndefined()
    expect(surfaceFromDepth({ camera: seen, metresAt: () => Number.NaN }, seen, onEdge)).toBeUndefined()
  })

  it('[RS9] has a normal within ten degrees when depth is one percent off at random', () => {
    const seen = cameraAt([0, 1.5, 1], turn([1, 0, 0], -0.5))
    const exact = depthFrom(room.slice(0, 1), seen)
    // The same noise at the same point of the picture: one depth picture does not change while it is read.
    const noise = (u: number, v: number): number =>
      ((Math.sin(u * 12_989 + v * 78_233) * 43_758.5) % 1) * 0.01
    const noisy = {
      camera: seen,
      metresAt: ({ u, v }: { u: number; v: number }) => (exact.metresAt({ u, v }) ?? 0) * (1 + noise(u, v)),
    }
    const tilts = Array.from(
      { length: 50 },
      (_, i) => surfaceFromDepth(noisy, seen, { u: 0.2 + i * 0.01, v: 0.6 })?.normal,
    )
      .filter((normal) => normal !== undefined)
      .map((normal) => degreesBetween(normal, [0, 1, 0]))
    expect(tilts.length).toBeGreaterThan(40)
    expect(Math.max(...tilts)).toBeLessThan(10)
  })
})

describe('a surface by what is known', () => {
  const seen = cameraAt([0, 1.5, 1])
  const table = { pose: patch([0, 0.7, -1], [0, 1, 0]).pose }
  const square = (half: number) => ({
    ...table,
    outline: [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ] as const,
  })

  it.each([
    [0.29, 0.5, true],
    [0.5, 0.5, true],
    [0.59, 0.5, true],
    [0.61, 0.5, false],
  ])('[RS10] a ray that lands %d m from the middle of a plane of half size %d: %s', (off, half, isFound) => {
    const at = project(fromLocal(table.pose, [off, 0, 0]), seen) ?? { u: 0, v: 0 }
    const hit = surfaceFromPlanes(rayThrough(at, seen), [square(half)])
    expect(hit?.point[1].toFixed(6)).toBe(isFound ? '0.700000' : undefined)
  })

  it('[RS11] the nearer of two planes wins', () => {
    const floor = { pose: patch([0, 0, -1], [0, 1, 0]).pose, outline: square(9).outline }
    const at = project([0, 0.7, -1], seen) ?? { u: 0, v: 0 }
    for (const planes of [
      [square(0.5), floor],
      [floor, square(0.5)],
    ]) {
      expect(surfaceFromPlanes(rayThrough(at, seen), planes)?.point[1]).toBeCloseTo(0.7, 6)
    }
  })

  it('[RS12] a mark nearby lends its plane, one far away does not', () => {
    const at = project([0.2, 0.7, -1], seen) ?? { u: 0, v: 0 }
    const near = surfaceFromStanding(rayThrough(at, seen), [table.pose])
    expect(distance(near?.point ?? [9, 9, 9], [0.2, 0.7, -1])).toBeLessThan(1e-6)
    const far = patch([2, 0.7, -1], [0, 1, 0]).pose
    expect(surfaceFromStanding(rayThrough(at, seen), [far])).toBeUndefined()
  })

  it('[RS13] the normal is always on the side of the viewer', () => {
    fc.assert(
      fc.property(camera, inPicture, (from, point) => {
        const ray = rayThrough(point, from)
        const planes = room.map(({ pose, halfX, halfZ }) => ({
          pose,
          outline: [
            [-halfX, -halfZ],
            [halfX, -halfZ],
            [halfX, halfZ],
            [-halfX, halfZ],
          ] as const,
        }))
        const hit = surfaceFromPlanes(ray, planes)
        expect(hit?.normal ? dot(hit.normal, ray.direction) : 0).toBeLessThanOrEqual(0)
      }),
    )
  })
})

it('the flat world keeps the law of surface finders', async () => {
  const seen = cameraAt([0, 1.5, 1], turn([1, 0, 0], -0.5))
  const finder = flatFinder(room, { depth: seen, ray: true, planes: true })
  expect(await breachesOfFinderLaw(finder, 1, seen, lawPoints, 1e-6)).toEqual([])
})
