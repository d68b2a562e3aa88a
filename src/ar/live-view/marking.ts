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

/** The hand, and what only the live view asks it. */
export interface Marking extends Pick<LiveView, 'begin' | 'extend' | 'end'> {
  /** The measure that is being made. */
  readonly measuring: Id | undefined
  /** The open end of a measure follows the pointer. Called before each draw. */
  follow(point: ImagePoint | undefined): void
}

/** Strokes leave the picture, but not farther than this from its middle: what lies beyond was not meant. */
const FARTHEST = 1

/** The expert's drawing hand on the live picture: says what to send, and shows it at once. One stroke at a time. */
export function createMarking(options: MarkingOptions): Marking {
  const { self, makeId, scene, provisional, pointAt, seen, frame } = options
  let drawing: { readonly markId: Id; readonly tool: MarkTool } | undefined

  return {
    get measuring() {
      return drawing?.tool === 'measure' ? drawing.markId : undefined
    },
    follow(point) {
      if (drawing?.tool !== 'measure') return
      const now = seen()
      const end = now && point && guessSurface(point, now.camera, scene(), now.spaceId).point
      provisional.follow(drawing.markId, end)
    },
    begin(tool, colour, clientX, clientY, words = {}) {
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
        const { text, units, step } = words
        const wish = { markId, author: self, tool, colour, text, units, step }
        provisional.begin(wish, spaceId, aim, guessSurface(point, camera, scene(), spaceId))
      }
      return { type: 'mark.begin', markId, tool, colour, ...words, points: [{ ...point, frame: frameId }] }
    },
    extend(clientX, clientY) {
      const point = pointAt(clientX, clientY)
      const frameId = frame()
      if (drawing === undefined || point === undefined || frameId === undefined) return undefined
      const { markId, tool } = drawing
      const isShaped = tool === 'freehand' || tool === 'circle'
      const isFar = Math.max(Math.abs(point.u - 0.5), Math.abs(point.v - 0.5)) > FARTHEST
      // A measured point is clicked, not drawn: outside of the picture there is nothing to click.
      if (tool === 'measure' ? !isInside(point) : !isShaped || isFar) return undefined
      const now = seen()
      if (now !== undefined) {
        const aim = { camera: now.camera, point, frame: frameId }
        if (tool === 'measure')
          provisional.measure(markId, aim, guessSurface(point, now.camera, scene(), now.spaceId))
        else provisional.extend(markId, [aim])
      }
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
