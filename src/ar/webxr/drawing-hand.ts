import type { Id, MakeId } from '#domain/ids.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { OwnHand } from '../tracker/tracker.ts'
import type { HandWork } from './hand-work.ts'

export interface DrawingHandDeps {
  readonly handler: Pick<RequestHandler, 'begin' | 'extend' | 'end'>
  readonly makeId: MakeId
  readonly author: Id
}

/** A touch draws a mark; a drawing grows with the finger. */
export function createDrawingHand(
  { tool, colour, text }: Extract<OwnHand, { kind: 'draw' }>,
  { handler, makeId, author }: DrawingHandDeps,
): HandWork {
  let markId: Id | undefined
  const end = (): void => {
    if (markId !== undefined) handler.end(markId)
    markId = undefined
  }
  return {
    begin(aim) {
      markId = makeId()
      handler.begin({ markId, author, tool, colour, text }, [aim])
    },
    follow(aim) {
      if (markId !== undefined) handler.extend(markId, [aim])
    },
    end,
    close: end,
  }
}
