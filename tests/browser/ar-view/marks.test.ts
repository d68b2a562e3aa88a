import { Mesh } from 'three'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Camera, project, type Vec3 } from '#domain/geometry.ts'
import { MarkColour, type SpaceMark } from '#domain/mark.ts'
import { createSceneLayer } from '#ar/marks/create-scene-layer.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { markColours, type Rgb } from '#ar/marks/colours.ts'
import {
  camera,
  createStage,
  type Pixels,
  isGrey,
  numbered,
  pixelOf,
  sceneOf,
  spaceMark,
  WALL,
  where,
} from './stage.ts'

const points: readonly Vec3[] = [
  [0, 0, -1],
  [-0.55, 0.22, -1.4],
  [0.7, -0.3, -1.5],
  [0.4, 0.35, -2.5],
]

const tilted: Camera = {
  pose: { position: [0.2, 0.1, 0.3], orientation: [-0.08, 0.12, 0.05, 0.988] },
  projection: [camera.projection[0], camera.projection[1], 0.13, -0.07],
}

describe('marks in the picture', () => {
  it.each([camera, tilted])(
    '[LOOK5] an arrow points at its point to the pixel, from any camera',
    (seenBy) => {
      const stage = createStage()
      for (const position of points) {
        const at = project(position, seenBy)
        if (at === undefined) throw new Error('behind the camera')
        const [x, y] = pixelOf(at)
        const orientation = seenBy === camera ? WALL : facing(seenBy)
        const shape = { tool: 'arrow', length: 0.3 } as const
        const pixels = stage.draw(
          sceneOf(spaceMark(1, { pose: { position, orientation }, shape })),
          128,
          seenBy,
        )
        // A cone's tip: its colour reaches the point, and fills less than half of what lies around it.
        // One pixel to any side, and one of these would not hold.
        expect(redShare(pixels, x, y, 3)).toBeGreaterThan(0)
        expect(redShare(pixels, x, y, 3)).toBeLessThan(0.35)
        expect(redShare(pixels, x, y, 4)).toBeLessThan(0.42)
      }
    },
  )

  const shapes: readonly SpaceMark['shape'][] = [
    { tool: 'arrow', length: 0.12 },
    { tool: 'circle', radiusX: 0.08, radiusZ: 0.08 },
    {
      tool: 'freehand',
      points: [
        [-0.1, 0, 0],
        [0.1, 0, 0],
      ],
    },
    { tool: 'text', text: 'Here' },
  ]

  it.each(MarkColour.options)('[LOOK7] every tool in %s stands out from black and from white', (colour) => {
    const stage = createStage()
    const [r, g, b] = markColours[colour].rgb
    for (const shape of shapes) {
      const scene = sceneOf(spaceMark(1, { colour, shape }))
      // On black the bright body says where it is, on white the dark edge around it does.
      const isBright = (p: Rgb): boolean => Math.hypot(p[0] - r, p[1] - g, p[2] - b) < 24
      expect(where(stage.draw(scene, 0), isBright).count).toBeGreaterThan(15)
      expect(where(stage.draw(scene, 255), (p) => Math.max(...p) < 120).count).toBeGreaterThan(40)
    }
  })

  it('[LOOK8] lines keep a least width on the screen, however far they are', () => {
    const stage = createStage()
    const line = (z: number) =>
      spaceMark(1, {
        pose: { position: [0, 0, z], orientation: WALL },
        shape: {
          tool: 'freehand',
          points: [
            [-1, 0, 0],
            [1, 0, 0],
          ],
        },
      })
    const thickness = (z: number): number => {
      const pixels = stage.draw(sceneOf(line(z)))
      let rows = 0
      for (let y = 0; y < 360; y++) if (!isGrey(pixels.at(320, y), 128)) rows++
      return rows
    }
    expect(thickness(-0.3)).toBeGreaterThan(8)
    expect(thickness(-20)).toBeGreaterThanOrEqual(3)
    expect(thickness(-60)).toBe(thickness(-20))
  })

  it('[LOOK9] approximate and provisional marks look different from certain ones', () => {
    const stage = createStage()
    const count = (quality: 'depth' | 'approximate' | 'provisional'): number => {
      const shape = { tool: 'circle', radiusX: 0.15, radiusZ: 0.15 } as const
      return where(
        stage.draw(sceneOf(spaceMark(1, { quality, colour: 'yellow', shape }))),
        ([r, g, b]) => r > 240 && g > 195 && b < 60,
      ).count
    }
    const whole = count('depth')
    expect(count('approximate')).toBeLessThan(whole * 0.8)
    expect(count('approximate')).toBeGreaterThan(whole * 0.3)
    expect(count('provisional')).toBeLessThan(whole * 0.1)
  })

  it('[LOOK10] a mark that is near or behind the camera harms nothing', () => {
    const stage = createStage()
    const near = spaceMark(1, {
      pose: { position: [0, -0.1, 0.5], orientation: [0, 0, 0, 1] },
      shape: {
        tool: 'freehand',
        points: [
          [0, 0, 0],
          [0, 0, -3],
        ],
      },
    })
    const behind = spaceMark(2, {
      pose: { position: [0, 0, 1], orientation: WALL },
      shape: { tool: 'arrow', length: 0.1 },
    })
    const label = spaceMark(3, {
      pose: { position: [0, 0, 1], orientation: WALL },
      shape: { tool: 'text', text: 'Behind' },
    })
    const seen = where(stage.draw(sceneOf(near, behind, label)), isMarked)
    // The line runs from under the camera to the horizon: it fills the picture's lower half and leaves the upper one alone.
    expect(seen.bottom).toBe(360)
    expect(seen.top).toBeGreaterThan(170)
    expect(where(stage.draw(sceneOf(behind, label)), isMarked).count).toBe(0)
  })

  it('[LOOK11] 1,000 marks need no more draw calls than 10, and at most 12', () => {
    const stage = createStage()
    const calls = [10, 100, 1000].map((count) => {
      const marks = Array.from({ length: count }, (_, n) => {
        const position = [Math.sin(n) * 2, Math.cos(n * 1.7), -2 - (n % 7)] as const
        const pose = { position, orientation: WALL }
        const colour = MarkColour.options[n % 6] ?? 'red'
        const quality = n % 9 === 0 ? 'provisional' : 'depth'
        const kind = n % 10
        if (kind < 3) {
          const stroke = Array.from({ length: 200 }, (_, p): Vec3 => [p * 0.001, 0, Math.sin(p / 9) * 0.02])
          return spaceMark(n, { pose, colour, quality, shape: { tool: 'freehand', points: stroke } })
        }
        if (kind < 7) return spaceMark(n, { pose, colour, quality, shape: { tool: 'arrow', length: 0.1 } })
        if (kind < 9)
          return spaceMark(n, {
            pose,
            colour,
            quality,
            shape: { tool: 'circle', radiusX: 0.1, radiusZ: 0.05 },
          })
        return spaceMark(n, { pose, colour, quality, shape: { tool: 'text', text: `Step ${n}` } })
      })
      stage.draw(sceneOf(...marks))
      return stage.compositor.drawCalls
    })
    // Ten have no translucent arrow among them, which takes one more.
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeLessThanOrEqual(1)
    expect(calls[2]).toBe(calls[1])
    // The picture is one of them.
    expect(calls[2]).toBeLessThanOrEqual(12)
  })

  it('[LOOK30] without models everything stands in the order in which it is drawn, so that nothing is sorted', () => {
    const models = createModelLibrary()
    const layer = createSceneLayer({ models })
    onTestFinished(() => {
      layer.dispose()
      models.dispose()
    })
    const orders: number[] = []
    layer.object.traverse((part) => {
      if (part instanceof Mesh) orders.push(part.renderOrder)
    })
    expect(orders.length).toBeGreaterThan(8)
    expect(orders).toEqual([...orders].sort((a, b) => a - b))
    expect(layer.needsSorting).toBe(false)
  })

  it('[LOOK12] what is taken away is gone, what is moved is redrawn, another space is not shown', () => {
    const stage = createStage()
    const one = spaceMark(1, { shape: { tool: 'circle', radiusX: 0.1, radiusZ: 0.1 } })
    const arrow = spaceMark(2, { shape: { tool: 'arrow', length: 0.1 } })
    const text = spaceMark(3, { shape: { tool: 'text', text: 'One' } })
    expect(where(stage.draw(sceneOf(one, arrow, text)), isMarked).count).toBeGreaterThan(500)
    const moved = { ...one, pose: { position: [0.5, 0, -1], orientation: WALL } } as const
    expect(where(stage.draw(sceneOf(moved)), isMarked).left).toBeGreaterThan(400)
    expect(where(stage.draw(sceneOf({ ...one, spaceId: numbered(77) })), isMarked).count).toBe(0)
    expect(where(stage.draw(sceneOf()), isMarked).count).toBe(0)
  })
})

function isMarked(rgb: readonly [number, number, number]): boolean {
  return !isGrey(rgb, 128)
}

/** Share of red among the pixels whose middle lies that near to a place. */
function redShare(pixels: Pixels, x: number, y: number, radius: number): number {
  let all = 0
  let red = 0
  for (let py = Math.floor(y - radius); py <= y + radius; py++) {
    for (let px = Math.floor(x - radius); px <= x + radius; px++) {
      if (Math.hypot(px + 0.5 - x, py + 0.5 - y) > radius) continue
      all++
      const [r, , b] = pixels.at(px, py)
      if (r - b > 60) red++
    }
  }
  return red / all
}

/** +Y of the local frame against the camera's view. */
function facing({ pose }: Camera): readonly [number, number, number, number] {
  const [ax, ay, az, aw] = pose.orientation
  const [bx, by, bz, bw] = WALL
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ]
}
