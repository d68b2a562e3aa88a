import { describe, expect, it } from 'vitest'
import type { Camera, Vec3 } from '#domain/geometry.ts'
import type { SpaceMark, StillMark } from '#domain/mark.ts'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { drawMarks } from '#ar/live-view/still-canvas.ts'
import {
  author,
  createStage,
  greyPicture,
  numbered,
  type Pixels,
  pixelsOf,
  sceneOf,
  space,
  spaceMark,
  WALL,
} from './stage.ts'

const shapes = [
  ['a label', { tool: 'text', text: 'Close the valve first, then wait until the needle is at zero' }],
  ['a step', { tool: 'step', number: 3, text: 'Loosen all four screws of the cover', isDone: false }],
  ['one long word', { tool: 'text', text: 'Sicherheitsventilabdeckungsschraubenschlüssel' }],
] as const

const pictures = [
  ['upright', 360, 640],
  ['wide', 640, 360],
] as const

/** In shares of the picture's width and height. */
const places: readonly (readonly [number, number])[] = [
  [0.03, 0.5],
  [0.97, 0.5],
  [0.5, 0.04],
  [0.5, 0.98],
  [0.03, 0.04],
  [0.97, 0.98],
]

/** How much light comes from white letters: the same wherever they lie between the pixels. */
function inkOf(pixels: Pixels): number {
  let ink = 0
  for (let y = 0; y < pixels.height; y++)
    for (let x = 0; x < pixels.width; x++) ink += Math.max(0, Math.min(...pixels.at(x, y)) - 130)
  return ink
}

/** All of its words are there: as much of them as where nothing is in the way. What shows the place may reach over the edge. */
const isWhole = (shown: Pixels, middle: number): boolean => Math.abs(inkOf(shown) / middle - 1) < 0.15

describe.each(pictures)('words in a picture that is %s', (_, width, height) => {
  it.each(shapes)('[LOOK20] of %s in the room never run off it', (_name, shape) => {
    const stage = createStage()
    stage.compositor.setSize(width, height)
    stage.compositor.setPicture(greyPicture(128, width, height), WHOLE_PICTURE)
    const seenBy: Camera = {
      pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
      projection: [2 * (height / width), 2, 0.1, -0.05],
    }
    const draw = (u: number, v: number, depth: number): Pixels => {
      const [p0, p5, p8, p9] = seenBy.projection
      const position: Vec3 = [((2 * u - 1 + p8) / p0) * depth, ((1 - 2 * v + p9) / p5) * depth, -depth]
      const mark: SpaceMark = spaceMark(1, { pose: { position, orientation: WALL }, shape })
      stage.compositor.sync(sceneOf(mark), { spaceId: space }, undefined)
      stage.compositor.draw(seenBy)
      return pixelsOf(stage.compositor.canvas)
    }
    for (const depth of [0.4, 3]) {
      const middle = inkOf(draw(0.5, 0.5, depth))
      expect(places.filter(([u, v]) => !isWhole(draw(u, v, depth), middle))).toEqual([])
    }
  })

  it.each(shapes)('[LOOK21] of %s on a still never run off it', (_name, shape) => {
    const canvas = greyPicture(128, width, height)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no 2D')
    const draw = (u: number, v: number): Pixels => {
      const mark: StillMark = {
        id: numbered(1),
        author,
        colour: 'red',
        at: 0,
        on: 'still',
        stillId: numbered(2),
        shape: { ...shape, at: { u, v } },
      }
      context.fillRect(0, 0, width, height)
      drawMarks(context, [mark], width, height)
      return pixelsOf(canvas)
    }
    const middle = inkOf(draw(0.5, 0.5))
    expect(places.filter(([u, v]) => !isWhole(draw(u, v), middle))).toEqual([])
  })
})
