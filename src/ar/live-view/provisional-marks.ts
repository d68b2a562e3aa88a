import { fromLocal, type SpacePoint, toLocal } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { type Mark, MAX_MEASURE_POINTS, type SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Schedule } from '../later.ts'
import { createDrawing, type Drawing, type DrawingWish } from '../resolve/drawing.ts'
import type { Aim, Surface } from '../resolve/surface.ts'

/** How long a mark waits for the technician's answer before it is taken away, in milliseconds. */
const ANSWER_LIMIT = 5000
/** A stroke's answer that came while it was still drawn may lack its end; the whole one is waited for this long, in milliseconds. */
const LAST_ANSWER_LIMIT = 500

export interface ProvisionalMarks {
  /** Begins to draw; the mark is there at once. */
  begin(wish: DrawingWish, spaceId: Id, aim: Aim, surface: Surface): void
  extend(markId: Id, aims: readonly Aim[]): void
  /** One more point of a measure; each has a surface of its own. */
  measure(markId: Id, aim: Aim, surface: Surface): void
  /** Where the open end of a measure is; undefined without one. */
  follow(markId: Id, end: SpacePoint | undefined): void
  end(markId: Id): void
  /** How it is drawn now without its open end, and whether that is only a guess; undefined when it does not wait. */
  drawn(markId: Id): { readonly mark: Mark; readonly isGuess: boolean } | undefined
  /** The scene changed: marks that were answered give way. */
  settle(scene: SceneState): void
  /** The scene with the marks of this hand that still wait; the scene itself when there are none. The same object until something changed. */
  over(scene: SceneState): SceneState
  /** Takes all of them away without a word. */
  clear(): void
}

interface Waiting {
  readonly drawing: Drawing
  mark: SpaceMark | undefined
  /** The open end of a measure. */
  end: SpacePoint | undefined
  /** The answer that was known when the stroke ended; a later one is whole. */
  answerAtEnd: Mark | undefined
  cancel: () => void
}

export interface ProvisionalOptions {
  readonly now: () => number
  readonly schedule: Schedule
  readonly scene: () => SceneState
  /** What is shown changed. */
  readonly onChange: () => void
  /** A mark went away since nobody answered. */
  readonly onUnanswered: (markId: Id) => void
}

export function createProvisionalMarks(options: ProvisionalOptions): ProvisionalMarks {
  const { now, schedule, onChange, onUnanswered } = options
  const waiting = new Map<Id, Waiting>()
  let merged: { readonly scene: SceneState; readonly result: SceneState } | undefined

  function changed(): void {
    merged = undefined
    onChange()
  }

  function redraw(one: Waiting): void {
    const mark = one.drawing.mark(now())
    one.mark = mark && { ...mark, quality: 'provisional' }
    changed()
  }

  function drop(markId: Id): void {
    const one = waiting.get(markId)
    if (one === undefined) return
    one.cancel()
    waiting.delete(markId)
    changed()
  }

  /** Shapes that one touch makes are whole in any answer; a stroke is whole in an answer that came after its end. */
  function isAnswered({ drawing, answerAtEnd }: Waiting, answer: Mark): boolean {
    const { tool } = drawing.wish
    if (tool === 'arrow' || tool === 'text' || tool === 'step') return true
    if (answer.shape.tool === 'measure')
      return drawing.hasEnded && answer.shape.points.length >= drawing.aims.length
    return drawing.hasEnded && answer !== answerAtEnd
  }

  return {
    begin(wish, spaceId, aim, surface) {
      drop(wish.markId)
      const drawing = createDrawing(wish, spaceId, aim, wish.tool === 'measure')
      drawing.place(surface)
      const one: Waiting = {
        drawing,
        mark: undefined,
        end: undefined,
        answerAtEnd: undefined,
        cancel: () => {},
      }
      waiting.set(wish.markId, one)
      redraw(one)
    },
    extend(markId, aims) {
      const one = waiting.get(markId)
      if (one === undefined) return
      one.drawing.extend(aims)
      redraw(one)
    },
    measure(markId, aim, surface) {
      const one = waiting.get(markId)
      if (one === undefined || one.drawing.aims.length >= MAX_MEASURE_POINTS) return
      one.drawing.extend([aim])
      one.drawing.place(surface, one.drawing.aims.length - 1)
      one.end = undefined
      redraw(one)
    },
    follow(markId, end) {
      const one = waiting.get(markId)
      if (one === undefined || one.drawing.hasEnded) return
      one.end = end
      merged = undefined
    },
    end(markId) {
      const one = waiting.get(markId)
      if (one === undefined || one.drawing.hasEnded) return
      one.drawing.end()
      one.end = undefined
      one.answerAtEnd = options.scene().marks.get(markId)
      const { answerAtEnd } = one
      // A measure's last point may have been answered before its end was said.
      if (answerAtEnd?.shape.tool === 'measure' && isAnswered(one, answerAtEnd)) return drop(markId)
      changed()
      one.cancel()
      one.cancel = schedule(one.answerAtEnd === undefined ? ANSWER_LIMIT : LAST_ANSWER_LIMIT, () => {
        const isUnanswered = !options.scene().marks.has(markId)
        drop(markId)
        if (isUnanswered) onUnanswered(markId)
      })
    },
    drawn(markId) {
      const one = waiting.get(markId)
      if (one?.mark === undefined) return undefined
      const answer = options.scene().marks.get(markId)
      const isGuess = answer?.shape.tool !== 'measure' || answer.shape.points.length < one.drawing.aims.length
      return { mark: withAnswer(one.mark, answer), isGuess }
    },
    settle({ marks }) {
      for (const [markId, one] of waiting) {
        const answer = marks.get(markId)
        if (answer !== undefined && isAnswered(one, answer)) drop(markId)
      }
    },
    over(scene) {
      if (waiting.size === 0) return scene
      if (merged?.scene === scene) return merged.result
      const marks = new Map(scene.marks)
      for (const [id, { mark, end }] of waiting)
        if (mark !== undefined) marks.set(id, withEnd(withAnswer(mark, scene.marks.get(id)), end))
      merged = { scene, result: { ...scene, marks } }
      return merged.result
    },
    clear() {
      for (const id of waiting.keys()) drop(id)
    },
  }
}

/** What the technician's device has found of a measure already takes the place of the guess. */
function withAnswer(own: SpaceMark, answer: Mark | undefined): SpaceMark {
  if (own.shape.tool !== 'measure' || answer?.on !== 'space' || answer.shape.tool !== 'measure') return own
  if (answer.spaceId !== own.spaceId) return own
  const more = own.shape.points
    .slice(answer.shape.points.length)
    .map((point) => toLocal(answer.pose, fromLocal(own.pose, point)))
  if (more.length === 0) return answer
  return {
    ...answer,
    quality: 'provisional',
    shape: { ...answer.shape, points: [...answer.shape.points, ...more] },
  }
}

function withEnd(mark: SpaceMark, end: SpacePoint | undefined): SpaceMark {
  if (end === undefined || mark.shape.tool !== 'measure') return mark
  const points = [...mark.shape.points, toLocal(mark.pose, end)]
  return { ...mark, quality: 'provisional', shape: { ...mark.shape, points } }
}
