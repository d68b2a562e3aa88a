import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compose,
  distance,
  multiply,
  type Pose,
  rotate,
  spaceDirection,
  spacePoint,
  type Vec3,
} from '#domain/geometry.ts'
import { foundPose, joinTransform } from '#ar/resolve/join-transform.ts'
import { poseOn, type Surface } from '#ar/resolve/surface.ts'
import { cameraAt, degreesBetween, turn } from './flat-world.ts'

const viewer = cameraAt([0, 1.5, 2])
const on = (point: Vec3, normal: Vec3): Pose =>
  poseOn({ point: spacePoint(...point), normal: spaceDirection(...normal) }, viewer)
const up: Vec3 = [0, 1, 0]

describe('joining two spaces at one mark', () => {
  it.each([
    ['a wall that faces the same way', on([1, 1, -2], [0, 0, 1]), on([3, 0, 5], [0, 0, 1]), 0, 0],
    ['a wall a quarter turn round', on([1, 1, -2], [0, 0, 1]), on([3, 0, 5], [1, 0, 0]), 0, 90],
    [
      'a leaning wall: only its turn about the vertical',
      on([0, 0, 0], [0, 0.5, 1]),
      on([0, 1, 0], [1, -0.2, 0]),
      0,
      90,
    ],
    ['a floor, seen from the same side', on([1, 0, 0], up), on([0, -1, 0], up), 0, 0],
    ['a floor, turned by hand', on([1, 0, 0], up), on([0, -1, 0], up), Math.PI / 6, 30],
    ['a wall, turned by hand', on([1, 1, -2], [0, 0, 1]), on([3, 0, 5], [1, 0, 0]), -Math.PI / 4, 45],
  ])('[JN1] %s', (_, mark, found, by, degrees) => {
    const transform = joinTransform(mark, found, by)
    expect(distance(compose(transform, mark).position, found.position)).toBeLessThan(1e-9)
    expect(degreesBetween(rotate(transform.orientation, up), up)).toBeLessThan(1e-4)
    const ahead = rotate(transform.orientation, [0, 0, 1])
    expect((Math.atan2(ahead[0], ahead[2]) * 180) / Math.PI).toBeCloseTo(degrees, 6)
  })

  it('[JN2] finds the very transform back when the same wall mark is touched in a space that lies otherwise', () => {
    const n = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(n, n, n, n, n, n, n, (x, y, z, yaw, a, b, wall) => {
        const truth: Pose = { position: [x, y, z], orientation: turn(up, yaw) }
        const mark = on([a, b, 1], [Math.sin(wall), 0, Math.cos(wall)])
        const again = joinTransform(mark, compose(truth, mark), 0)
        expect(distance(again.position, truth.position)).toBeLessThan(1e-9)
        for (const probe of [
          [1, 0, 0],
          [0, 0, 1],
        ] satisfies Vec3[])
          expect(distance(rotate(again.orientation, probe), rotate(truth.orientation, probe))).toBeLessThan(
            1e-9,
          )
      }),
    )
  })

  it('[JN3] on a floor the way is the viewer’s: who stands as before finds everything as before', () => {
    const truth: Pose = { position: [2, -0.4, 1], orientation: turn(up, 2) }
    const mark = on([0.3, 0, 0.2], up)
    const { pose } = viewer
    const moved = cameraAt(compose(truth, pose).position, multiply(truth.orientation, pose.orientation))
    const surface: Surface = {
      point: spacePoint(...compose(truth, mark).position),
      normal: spaceDirection(0.1, 1, 0.05),
      normalKnown: true,
      quality: 'depth',
    }
    const aim = { camera: moved, point: { u: 0.5, v: 0.5 }, frame: undefined }
    const again = joinTransform(mark, foundPose(mark, surface, aim, false), 0)
    const other: Vec3 = [3, 1, -2]
    expect(
      distance(
        compose(again, { ...mark, position: other }).position,
        compose(truth, { ...mark, position: other }).position,
      ),
    ).toBeLessThan(1e-6)
  })

  it('[JN4] a correction within one space only shifts, and turns by hand alone', () => {
    const mark = on([1, 1, -2], [0, 0, 1])
    const surface: Surface = {
      point: spacePoint(1.1, 1, -2),
      normal: spaceDirection(0.2, 0, 1),
      normalKnown: true,
      quality: 'hit-test',
    }
    const aim = { camera: viewer, point: { u: 0.5, v: 0.5 }, frame: undefined }
    expect(joinTransform(mark, foundPose(mark, surface, aim, true), 0)).toEqual({
      position: [expect.closeTo(0.1, 9), expect.closeTo(0, 9), expect.closeTo(0, 9)],
      orientation: [0, 0, 0, 1],
    })
  })
})
