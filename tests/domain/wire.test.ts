import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project, rayThrough, unprojectAtDepth, type Camera, type Quat } from '#domain/geometry.ts'
import { packPoses, unpackPoses, type PoseSample } from '#domain/pose-track.ts'
import { MAX_WIRE_LENGTH, parseReliable, parseUnreliable } from '#domain/wire.ts'

describe('the wire', () => {
  it('[W1] nothing that can be sent makes parsing throw, and junk is no message', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (data) => {
        expect(parseReliable(data).ok).toBe(false)
        expect(parseUnreliable(data).ok).toBe(false)
      }),
      { seed: 3, numRuns: 500 },
    )
  })

  it('[W2] a message over the limit is dropped before it is parsed', () => {
    const long = JSON.stringify({ type: 'bye', padding: 'x'.repeat(MAX_WIRE_LENGTH) })
    expect(parseReliable(long)).toEqual({ ok: false, reason: 'too-long' })
  })

  it('[W3] numbers that are not finite do not pass as coordinates', () => {
    expect(
      parseUnreliable('{"type":"pointer","colour":"red","point":{"frame":1,"u":1e999,"v":0.25}}').ok,
    ).toBe(false)
    expect(parseUnreliable('{"type":"pointer","colour":"red","point":{"frame":1,"u":0.5,"v":0.25}}').ok).toBe(
      true,
    )
  })
})

const unit = fc.double({ min: -1, max: 1, noNaN: true })
const camera: fc.Arbitrary<Camera> = fc
  .tuple(
    fc.tuple(unit, unit, unit),
    fc.tuple(unit, unit, unit, fc.double({ min: 0.1, max: 1, noNaN: true })),
    fc.double({ min: 0.8, max: 3, noNaN: true }),
    unit,
  )
  .map(([position, q, scale, offset]) => {
    const length = Math.hypot(...q)
    const orientation: Quat = [q[0] / length, q[1] / length, q[2] / length, q[3] / length]
    return {
      pose: { position, orientation },
      projection: [scale, scale * 1.3, offset * 0.2, -offset * 0.1] as const,
    }
  })

describe('the pose track', () => {
  it('[PT1] packs and unpacks to the same camera within float precision', () => {
    fc.assert(
      fc.property(fc.array(camera, { minLength: 1, maxLength: 4 }), fc.nat(0xffffffff), (cameras, frame) => {
        const samples = cameras.map((one, index): PoseSample => ({
          frame: (frame + index) % 2 ** 32,
          time: index * 41.7,
          camera: one,
        }))
        const unpacked = unpackPoses(packPoses(samples))
        expect(unpacked?.map((sample) => sample.frame)).toEqual(samples.map((sample) => sample.frame))
        unpacked?.forEach((sample, index) => {
          sample.camera.pose.position.forEach((value, axis) =>
            expect(value).toBeCloseTo(samples[index]?.camera.pose.position[axis] ?? NaN, 5),
          )
        })
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('[PT2] a cut or foreign packet is no pose', () => {
    const packet = packPoses([
      {
        frame: 1,
        time: 1,
        camera: { pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] }, projection: [1, 1, 0, 0] },
      },
    ])
    expect(unpackPoses(packet.slice(0, -1))).toBeUndefined()
    expect(unpackPoses(new ArrayBuffer(0))).toBeUndefined()
    expect(unpackPoses(new Uint8Array([1, 2, 3]).buffer)).toBeUndefined()
    new DataView(packet).setFloat32(14, NaN)
    expect(unpackPoses(packet)).toBeUndefined()
  })
})

describe('geometry', () => {
  it('[G1] a point that is unprojected at a depth projects back to where it was seen', () => {
    fc.assert(
      fc.property(
        camera,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.2, max: 8, noNaN: true }),
        (one, u, v, depth) => {
          const seen = project(unprojectAtDepth({ u, v }, depth, one), one)
          expect(seen?.u).toBeCloseTo(u, 6)
          expect(seen?.v).toBeCloseTo(v, 6)
        },
      ),
      { seed: 11, numRuns: 200 },
    )
  })

  it('[G2] the ray through an image point passes through what is seen there', () => {
    fc.assert(
      fc.property(
        camera,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, u, v) => {
          const point = unprojectAtDepth({ u, v }, 2, one)
          const ray = rayThrough({ u, v }, one)
          const metres = Math.hypot(...point.map((value, axis) => value - (ray.origin[axis] ?? 0)))
          point.forEach((value, axis) =>
            expect(value).toBeCloseTo((ray.origin[axis] ?? 0) + (ray.direction[axis] ?? 0) * metres, 6),
          )
        },
      ),
      { seed: 12, numRuns: 200 },
    )
  })
})
