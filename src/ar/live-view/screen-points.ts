import type { ImagePoint } from '#domain/geometry.ts'
import type { ClientPoint } from './live-view.ts'
import { clientPointAt, imagePointAt } from './picture-shape.ts'

/** Client coordinates of pointer events and points of the picture that a canvas shows. */
export interface ScreenPoints {
  /** May lie outside of the picture. */
  imageAt(clientX: number, clientY: number): ImagePoint | undefined
  clientAt(point: ImagePoint): ClientPoint | undefined
}

export function createScreenPoints(canvas: HTMLCanvasElement): ScreenPoints {
  const isContained = (): boolean => getComputedStyle(canvas).objectFit === 'contain'
  return {
    imageAt: (clientX, clientY) =>
      imagePointAt(canvas.getBoundingClientRect(), canvas, isContained(), clientX, clientY),
    clientAt: (point) => clientPointAt(canvas.getBoundingClientRect(), canvas, isContained(), point),
  }
}
