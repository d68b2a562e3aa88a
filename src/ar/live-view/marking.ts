import type { Camera, ImagePoint } from '#domain/geometry.ts'
import type { Id, MakeId } from '#domain/ids.ts'
import type { MarkTool } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { LiveView } from './live-view.ts'
import { isInside } from './picture-shape.ts'
import type { ProvisionalMarks } from './provisional-marks.ts'
import { guessSurface } from './surface-guess.ts'

/** The space, frame and camera of what is on the screen. */
export interface Seen {
  readonly spaceId: Id
  readonly frame: number
  readonly camera: Camera
}

export interface MarkingOptions {
  readonly self: Id
  readonly makeId: MakeId
  readonly scene: () => SceneState
  readonly provisional: ProvisionalMarks
  /** Where a client coordinate lies in the picture, also outside of it; undefined without a picture. */
  readonly pointAt: (clientX: number, clientY: number) => ImagePoint | undefined
  /** What is seen now; undefined where its pose is not known. */
  readonly seen: () => Seen | undefined
  /** The frame that a touch belongs to; undefined where it is not known or frames have no place in a space. */
  readonly frame: () => number | undefined
}

/** Strokes leave the picture, but not farther than this from its middle: what lies beyond was not meant. */
const FARTHEST = 1

/** The expert's drawing hand on the live picture: says what to send, and shows it at once. One stroke at a time. */
export function createMarking(options: MarkingOptions): Pick<LiveView, 'begin' | 'extend' | 'end'> {
  const { self, makeId, scene, provisional, pointAt, seen, frame } = options
  let drawing: { readonly markId: Id; readonly tool: MarkTool } | undefined

  return {
    begin(tool, colour, clientX, clientY, text) {
      const point = pointAt(clientX, clientY)
      const frameId = frame()
      drawing = undefined
      if (point === undefined || !isInside(point) || frameId === undefined) return undefined
      const markId = makeId()
      drawing = { markId, tool }
      const now = seen()
      if (now !== undefined) {
        const { camera, spaceId } = now
        const aim = { camera, point, frame: frameId }
        const wish = { markId, author: self, tool, colour, text }
        provisional.begin(wish, spaceId, aim, guessSurface(point, camera, scene(), spaceId))
      }
      return { type: 'mark.begin', markId, tool, colour, text, points: [{ ...point, frame: frameId }] }
    },
    extend(clientX, clientY) {
      const point = pointAt(clientX, clientY)
      const frameId = frame()
      if (drawing === undefined || point === undefined || frameId === undefined) return undefined
      const isShaped = drawing.tool === 'freehand' || drawing.tool === 'circle'
      if (!isShaped || Math.max(Math.abs(point.u - 0.5), Math.abs(point.v - 0.5)) > FARTHEST) return undefined
      const { markId } = drawing
      const now = seen()
      if (now !== undefined) provisional.extend(markId, [{ camera: now.camera, point, frame: frameId }])
      return { type: 'mark.extend', markId, points: [{ ...point, frame: frameId }] }
    },
    end() {
      if (drawing === undefined) return undefined
      const { markId } = drawing
      drawing = undefined
      provisional.end(markId)
      return { type: 'mark.end', markId }
    },
  }
}
