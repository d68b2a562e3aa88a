import { describe, expect, it } from 'vitest'
import type { Vec3 } from '#domain/geometry.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import type { SceneCue } from '#ar/tracker/tracker.ts'
import type { OcclusionDepth } from '#ar/marks/occlusion-depth.ts'
import { createCueFollower } from '#ar/webxr/cue-follower.ts'
import { createDepthOcclusion } from '#ar/webxr/depth-occlusion.ts'
import { cameraAt } from '../resolve/flat-world.ts'
import { transformOf } from './fake-xr.ts'

function mark(id: string, position: Vec3, at: number, author = 'expert'): SpaceMark {
  const shape = { tool: 'arrow', length: 0.1 } as const
  const pose = { position, orientation: [0, 0, 0, 1] as const }
  return { id, author, colour: 'red', at, on: 'space', spaceId: 's', quality: 'depth', pose, shape }
}
const sceneOf = (...marks: readonly SpaceMark[]): SceneState => ({
  ...emptyScene,
  marks: new Map(marks.map((one) => [one.id, one])),
})

describe('the cue to what is out of sight', () => {
  const eye = cameraAt([0, 1.5, 0])
  const [p0, p5] = eye.projection
  const view = {
    transform: transformOf(eye.pose),
    projectionMatrix: [p0, 0, 0, 0, 0, p5, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0],
  }
  function stage() {
    const told: (SceneCue | undefined)[] = []
    return { told, cues: createCueFollower('me', (cue) => told.push(cue)) }
  }

  it('[CU1] means the newest mark of somebody else, or the picked one', () => {
    const { told, cues } = stage()
    const scene = sceneOf(
      mark('left', [-5, 1.5, -1], 1),
      mark('right', [5, 1.5, -1], 2),
      mark('mine', [0, 9, -1], 3, 'me'),
    )
    cues.look(scene, 's', undefined)
    cues.follow(view)
    expect(told.at(-1)).toMatchObject({ id: 'right', side: 'right' })
    cues.look(scene, 's', 'left')
    cues.follow(view)
    expect(told.at(-1)).toMatchObject({ id: 'left', side: 'left', isOffScreen: true })
    cues.look(scene, 's', 'gone')
    cues.follow(view)
    expect(told.at(-1)?.id).toBe('right')
    cues.look(scene, 'another space', undefined)
    expect(told.at(-1)).toBeUndefined()
  })

  it('[CU2] is the same object every frame, and undefined once when the mark comes into sight or the pose is lost', () => {
    const { told, cues } = stage()
    cues.look(sceneOf(mark('a', [5, 1.5, -1], 1)), 's', undefined)
    cues.follow(view)
    cues.follow(view)
    expect(told[1]).toBe(told[0])
    cues.look(sceneOf(mark('a', [0, 1.5, -1], 1)), 's', undefined)
    for (let i = 0; i < 3; i++) cues.follow(view)
    expect(told).toHaveLength(3)
    expect(told[2]).toBeUndefined()
    cues.look(sceneOf(mark('a', [5, 1.5, -1], 1)), 's', undefined)
    cues.follow(view)
    cues.rest()
    cues.rest()
    expect(told.slice(3).map((cue) => cue === undefined)).toEqual([false, true])
  })
})

describe('what hides marks', () => {
  const camera = cameraAt([0, 0, 0])
  const matrix = new Float32Array(16).fill(0.5)
  const depth = (format: 'float32' | 'luminance-alpha', width: number, fill: number) => {
    const values = format === 'float32' ? new Float32Array(width * 2) : new Uint16Array(width * 2)
    return {
      data: values.fill(fill).buffer,
      width,
      height: 2,
      rawValueToMeters: 0.001,
      normDepthBufferFromNormView: Object.assign(Object.create(null), { matrix }),
    }
  }
  function stage(format: 'float32' | 'luminance-alpha') {
    const shown: (OcclusionDepth | undefined)[] = []
    return { shown, occlusion: createDepthOcclusion(format, (one) => shown.push(one)) }
  }

  it.each([
    ['float32', 'number', [2, 2]],
    ['luminance-alpha', 'two-bytes', [0x10, 0x27]],
  ] as const)(
    '[OC1] is %s as the device gives it, in one texture that is filled again',
    (format, values, first) => {
      const { shown, occlusion } = stage(format)
      occlusion.measured(depth(format, 3, format === 'float32' ? 2 : 10_000), camera, 0)
      occlusion.measured(depth(format, 3, format === 'float32' ? 2 : 10_000), camera, 200)
      expect(shown[0]).toMatchObject({ values, metresPerUnit: 0.001, camera })
      expect(shown[1]?.texture).toBe(shown[0]?.texture)
      const data: unknown = shown[0]?.texture.image
      const bytes = data !== null && typeof data === 'object' && 'data' in data ? data.data : undefined
      expect(
        [...(bytes instanceof Uint8Array || bytes instanceof Float32Array ? bytes : [])].slice(0, 2),
      ).toEqual([...first])
      expect(shown[0]?.fromView?.[5]).toBe(0.5)
    },
  )

  it('[OC2] is forgotten when no more of it comes, and when the space changes', () => {
    const { shown, occlusion } = stage('float32')
    occlusion.measured(depth('float32', 3, 2), camera, 0)
    occlusion.tick(900)
    expect(shown).toHaveLength(1)
    occlusion.tick(1100)
    occlusion.tick(1200)
    expect(shown.slice(1)).toEqual([undefined])
    occlusion.measured(depth('float32', 5, 2), camera, 1300)
    expect(shown[2]?.texture).not.toBe(shown[0]?.texture)
    occlusion.clear()
    expect(shown.at(-1)).toBeUndefined()
    occlusion.dispose()
    expect(shown).toHaveLength(4)
  })
})
