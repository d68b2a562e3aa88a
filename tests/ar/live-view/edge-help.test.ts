import { expect, it } from 'vitest'
import type { Camera, Vec3 } from '#domain/geometry.ts'
import type { SpaceMark } from '#domain/mark.ts'
import { createEdgeHelp } from '#ar/live-view/edge-help.ts'

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
const camera: Camera = { pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] }, projection: [1, 2, 0, 0] }

function stand(position: Vec3, spaceId = id(9)): SpaceMark {
  return {
    id: id(1),
    author: id(2),
    colour: 'red',
    at: 0,
    on: 'space',
    spaceId,
    quality: 'depth',
    pose: { position, orientation: [0, 0, 0, 1] },
    shape: { tool: 'step', number: 3, isDone: false },
  }
}

it.each([
  ['left', [-3, 0, -1], [0, 180]],
  ['right', [3, 0, -1], [640, 180]],
  ['above', [0, 3, -1], [320, 0]],
  ['below', [0, -3, -1], [320, 360]],
  ['behind', [0.01, 0, 2], [640, 180]],
] as const)(
  '[EDGE5] a mark that is %s of what is seen is pointed to at the picture’s edge',
  (side, at, edge) => {
    const mark = stand(at)
    const cueOf = createEdgeHelp({
      scene: () => ({ marks: new Map([[mark.id, mark]]), placements: new Map() }),
      seen: () => ({ spaceId: id(9), frame: 1, camera }),
      clientAt: ({ u, v }) => ({ clientX: u * 640, clientY: v * 360 }),
    })
    const cue = cueOf(mark.id)
    expect(cue?.side).toBe(side)
    expect(Math.hypot((cue?.clientX ?? -99) - edge[0], (cue?.clientY ?? -99) - edge[1])).toBeLessThan(40)
  },
)

it('[EDGE6] nothing points to what is seen, to what stands elsewhere, or while nobody knows what is seen', () => {
  const cueOf = (mark: SpaceMark, isKnown = true) =>
    createEdgeHelp({
      scene: () => ({ marks: new Map([[mark.id, mark]]), placements: new Map() }),
      seen: () => (isKnown ? { spaceId: id(9), frame: 1, camera } : undefined),
      clientAt: ({ u, v }) => ({ clientX: u, clientY: v }),
    })(mark.id)
  expect(cueOf(stand([0, 0, -1]))).toBeUndefined()
  expect(cueOf(stand([3, 0, -1], id(8)))).toBeUndefined()
  expect(cueOf(stand([3, 0, -1]), false)).toBeUndefined()
  expect(cueOf(stand([3, 0, -1]))).toBeDefined()
})
