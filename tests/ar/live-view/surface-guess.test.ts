import { describe, expect, it } from 'vitest'
import { type Camera, distance, project } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { guessSurface } from '#ar/live-view/surface-guess.ts'

const camera: Camera = {
  pose: { position: [0, 1.5, 0], orientation: [0, 0, 0, 1] },
  projection: [1.2, 2.1, 0, 0],
}
const space = '00000000-0000-4000-8000-00000000005a'
const other = '00000000-0000-4000-8000-00000000005b'

function withMark(spaceId: Id, z: number, quality: SpaceMark['quality'] = 'depth'): SceneState {
  const id = '00000000-0000-4000-8000-000000000001'
  const pose = { position: [0, 1.5, z], orientation: [Math.SQRT1_2, 0, 0, Math.SQRT1_2] } as const
  const shape = { tool: 'arrow', length: 0.1 } as const
  const mark: SpaceMark = { id, author: id, colour: 'red', at: 0, on: 'space', spaceId, quality, pose, shape }
  return { ...emptyScene, marks: new Map([[id, mark]]) }
}

describe('guess of a surface', () => {
  const touched = { u: 0.53, v: 0.48 }

  it('lies on the ray of the touch, at arm’s length when nothing stands in the space', () => {
    for (const scene of [emptyScene, withMark(other, -3), withMark(space, -3, 'provisional')]) {
      const { point } = guessSurface(touched, camera, scene, space)
      expect(distance(point, camera.pose.position)).toBeCloseTo(1.2, 9)
      const seen = project(point, camera)
      expect(seen?.u).toBeCloseTo(touched.u, 9)
      expect(seen?.v).toBeCloseTo(touched.v, 9)
    }
  })

  it('takes the plane of a mark nearby, and the distance of one farther off', () => {
    const near = guessSurface(touched, camera, withMark(space, -2.5), space)
    expect(near.point[2]).toBeCloseTo(-2.5, 9)
    expect(near.normal[2]).toBeCloseTo(1, 9)
    const far = guessSurface({ u: 0.95, v: 0.9 }, camera, withMark(space, -2.5), space)
    expect(distance(far.point, camera.pose.position)).toBeCloseTo(2.5, 9)
  })
})
