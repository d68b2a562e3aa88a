import { describe, expect, it } from 'vitest'
import { type Camera, rotate, spaceDirection, spacePoint, type SpaceRay } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { emptyScene } from '#domain/scene.ts'
import type { Aim } from '#ar/resolve/surface.ts'
import type { RayHit, SurfaceFinder } from '#ar/resolve/surface-finder.ts'
import { createPlacingHand } from '#ar/webxr/placing-hand.ts'
import { createPreview } from '#ar/webxr/preview.ts'

/** At eye height, looking half down at the floor. */
const camera: Camera = {
  pose: { position: [0, 1, 0], orientation: [-Math.sin(Math.PI / 8), 0, 0, Math.cos(Math.PI / 8)] },
  projection: [1, 1, 0, 0],
}
const middle: Aim = { camera, point: { u: 0.5, v: 0.5 }, frame: undefined }

function hold() {
  const answers: ((hit: RayHit | undefined) => void)[] = []
  const rays: SpaceRay[] = []
  const finder: SurfaceFinder = {
    depthNear: () => undefined,
    castRay(ray) {
      rays.push(ray)
      return new Promise((answer) => answers.push(answer))
    },
    planes: () => [],
    standing: () => [],
  }
  const places: { wish: { modelId: string }; aim: Aim }[] = []
  const preview = createPreview(
    () => emptyScene,
    () => undefined,
  )
  let made = 0
  const work = createPlacingHand('gate-valve', {
    handler: { place: (wish, aim) => void places.push({ wish, aim }) },
    finder,
    preview,
    spaceId: (): Id | undefined => 'here',
    makeId: () => `made-${made++}`,
    author: 'technician',
  })
  return {
    work,
    rays,
    places,
    async answer(hit: RayHit | undefined) {
      for (const tell of answers.splice(0)) tell(hit)
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    },
    ghosts: () => [...preview.over(emptyScene).placements.values()],
  }
}

const floor: RayHit = { point: spacePoint(0, 0, -1), normal: spaceDirection(0, 1, 0) }

describe('the hand that places', () => {
  it('[PH1] shows a ghost where the middle of the screen looks, upright and turned to the viewer; it is not in the scene', async () => {
    const { work, answer, ghosts, rays } = hold()
    work.hover?.(middle)
    // One question at a time, however many frames pass.
    work.hover?.(middle)
    work.hover?.(middle)
    expect(rays).toHaveLength(1)
    await answer(floor)
    expect(ghosts()).toMatchObject([
      { modelId: 'gate-valve', quality: 'provisional', scale: 1, spaceId: 'here' },
    ])
    const pose = ghosts()[0]?.pose
    expect(pose?.position).toEqual([0, 0, -1])
    const up = rotate(pose?.orientation ?? [0, 0, 0, 0], [0, 1, 0])
    const front = rotate(pose?.orientation ?? [0, 0, 0, 0], [0, 0, 1])
    expect(up[1]).toBeCloseTo(1, 6)
    expect(front[2]).toBeCloseTo(1, 6)
  })

  it('[PH2] a tap anywhere places it where the ghost stands', async () => {
    const { work, answer, places } = hold()
    work.hover?.(middle)
    await answer(floor)
    work.begin({ camera, point: { u: 0.9, v: 0.9 }, frame: undefined })
    expect(places).toMatchObject([{ wish: { modelId: 'gate-valve', author: 'technician' }, aim: middle }])
  })

  it('[PH3] has no ghost while the phone is lost, nor once it is put away, also when an answer comes late', async () => {
    const { work, answer, ghosts } = hold()
    work.hover?.(middle)
    await answer(floor)
    work.hover?.(undefined)
    expect(ghosts()).toEqual([])
    work.hover?.(middle)
    work.close()
    await answer(floor)
    expect(ghosts()).toEqual([])
  })
})
