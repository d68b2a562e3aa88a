import type { ImagePoint } from '#domain/geometry.ts'
import type { Id, Now } from '#domain/ids.ts'
import type { MarkColour, MarkTool, StepDetail, StillMark } from '#domain/mark.ts'
import { drawnShape } from './drawn-shape.ts'

/** What a step says and shows, prepared before it is placed. */
type StepWish = Pick<StepDetail, 'number' | 'text' | 'stillId' | 'modelId'>

interface StillMarkWish {
  readonly markId: Id
  readonly author: Id
  readonly stillId: Id
  readonly tool: MarkTool
  readonly colour: MarkColour
  /** Of a label. */
  readonly text: string
  readonly step?: StepWish | undefined
  /** Width over height of the picture. */
  readonly aspect: number
}

/** One mark on a still while a hand draws it; the console and the technician's page draw alike. */
interface StillDrawing {
  /** @param isRound a circle becomes round, however it is drawn out */
  extend(point: ImagePoint, isRound?: boolean): void
  /** The mark as it is now; undefined where these touches make none. */
  mark(): StillMark | undefined
}

/** Begins a mark at the first touched point of a still. Nothing is kept: the caller commits `mark()` once the hand lets go. */
export function beginStillMark(wish: StillMarkWish, first: ImagePoint, now: Now): StillDrawing {
  const { markId, author, stillId, tool, colour, text, aspect } = wish
  const step = stepOf(wish.step)
  const at = now()
  let points: readonly ImagePoint[] = [first]
  let isRound = false
  return {
    extend(point, round = false) {
      points = [...points, point]
      isRound = round
    },
    mark() {
      const shape = drawnShape({ tool, text, step, aspect, isRound }, points)
      return shape && { on: 'still', id: markId, author, at, colour, stillId, shape }
    },
  }
}

/** Without what it does not say: absent, not empty, so that the log carries no more than was meant. */
export function stepOf(wish: StepWish | undefined): StepDetail {
  const text = wish?.text?.trim() ?? ''
  return {
    number: wish?.number ?? 1,
    isDone: false,
    ...(text !== '' && { text }),
    ...(wish?.stillId !== undefined && { stillId: wish.stillId }),
    ...(wish?.modelId !== undefined && { modelId: wish.modelId }),
  }
}
