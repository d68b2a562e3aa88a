import { onTestFinished } from 'vitest'
import type { Camera, ImagePoint, Pose, Quat } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, SpaceMark } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { type Compositor, WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'

export const space = '00000000-0000-4000-8000-00000000005a'
export const author = '00000000-0000-4000-8000-0000000000aa'
export const numbered = (n: number): Id => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const WIDTH = 640
export const HEIGHT = 360

/** Looks along -Z from the origin, 50 degrees high. */
export const camera: Camera = {
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  projection: [(1 / Math.tan(0.436)) * (HEIGHT / WIDTH), 1 / Math.tan(0.436), 0, 0],
}

/** +Y of the local frame towards the camera: a wall seen from the front. */
export const WALL: Quat = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]

export function spaceMark(n: number, more: Partial<SpaceMark> & Pick<SpaceMark, 'shape'>): SpaceMark {
  const pose: Pose = { position: [0, 0, -1], orientation: WALL }
  return {
    id: numbered(n),
    author,
    colour: 'red',
    at: 0,
    on: 'space',
    spaceId: space,
    quality: 'depth',
    pose,
    ...more,
  }
}

export function sceneOf(...marks: readonly Mark[]): SceneState {
  return { ...emptyScene, marks: new Map(marks.map((mark) => [mark.id, mark])) }
}

export function pixelOf({ u, v }: ImagePoint): readonly [number, number] {
  return [u * WIDTH, v * HEIGHT]
}

export interface Stage {
  readonly compositor: Compositor
  readonly models: ModelLibrary
  /** Shows one grey, or a picture, and the scene. */
  draw(scene: SceneState, grey?: number, seenBy?: Camera): Pixels
}

export interface Pixels {
  readonly width: number
  readonly height: number
  at(x: number, y: number): readonly [number, number, number]
}

/** Reads a canvas as a page script would. */
export function pixelsOf(canvas: HTMLCanvasElement): Pixels {
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  const context = copy.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2D')
  context.drawImage(canvas, 0, 0)
  const { data } = context.getImageData(0, 0, copy.width, copy.height)
  return {
    width: copy.width,
    height: copy.height,
    at(x, y) {
      const start = (Math.round(y) * copy.width + Math.round(x)) * 4
      return [data[start] ?? 0, data[start + 1] ?? 0, data[start + 2] ?? 0]
    },
  }
}

/** A canvas of one grey. */
export function greyPicture(grey: number, width = WIDTH, height = HEIGHT): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no 2D')
  context.fillStyle = `rgb(${grey} ${grey} ${grey})`
  context.fillRect(0, 0, width, height)
  return canvas
}

export function createStage(models: ModelLibrary = createModelLibrary()): Stage {
  const canvas = document.createElement('canvas')
  const outcome = createCompositor({ canvas, models })
  if (!outcome.ok) throw new Error(outcome.problem.sentence)
  const compositor = outcome.value
  compositor.setSize(WIDTH, HEIGHT)
  onTestFinished(() => {
    compositor.dispose()
    models.dispose()
  })
  return {
    compositor,
    models,
    draw(scene, grey = 128, seenBy = camera) {
      compositor.setPicture(greyPicture(grey), WHOLE_PICTURE)
      compositor.sync(scene, { spaceId: space }, undefined)
      compositor.draw(seenBy)
      return pixelsOf(canvas)
    },
  }
}

export const isGrey = ([r, g, b]: readonly [number, number, number], grey: number): boolean =>
  Math.abs(r - grey) <= 1 && Math.abs(g - grey) <= 1 && Math.abs(b - grey) <= 1

/** The middle and the extent of the pixels that pass. */
export function where(
  pixels: Pixels,
  passes: (rgb: readonly [number, number, number]) => boolean,
): { count: number; x: number; y: number; left: number; right: number; top: number; bottom: number } {
  const found = { count: 0, x: 0, y: 0, left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      if (!passes(pixels.at(x, y))) continue
      found.count++
      found.x += x + 0.5
      found.y += y + 0.5
      found.left = Math.min(found.left, x)
      found.right = Math.max(found.right, x + 1)
      found.top = Math.min(found.top, y)
      found.bottom = Math.max(found.bottom, y + 1)
    }
  }
  return { ...found, x: found.x / found.count, y: found.y / found.count }
}
