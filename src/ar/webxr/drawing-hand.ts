import type { Id, MakeId } from '#domain/ids.ts'
import type { Units } from '#domain/mark.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { OwnHand } from '../tracker/tracker.ts'
import type { HandWork } from './hand-work.ts'

export interface DrawingHandDeps {
  readonly handler: Pick<RequestHandler, 'begin' | 'extend' | 'end' | 'drop' | 'isOpen'>
  readonly makeId: MakeId
  readonly author: Id
  readonly units: () => Units
}

/** A touch draws a mark; a drawing grows with the finger, and a measure with each touch, until the hand is put away. */
export function createDrawingHand(
  { tool, colour, text, step, units }: Extract<OwnHand, { kind: 'draw' }>,
  deps: DrawingHandDeps,
): HandWork {
  const { handler, makeId, author } = deps
  const isMeasure = tool === 'measure'
  let markId: Id | undefined
  let touches = 0
  const end = (): void => {
    // From one point to nowhere nothing is measured.
    if (markId !== undefined) (isMeasure && touches < 2 ? handler.drop : handler.end)(markId)
    markId = undefined
    touches = 0
  }
  return {
    begin(aim) {
      if (markId !== undefined && handler.isOpen(markId)) {
        handler.extend(markId, [aim])
        touches++
        return
      }
      end()
      markId = makeId()
      touches = 1
      const wish = { markId, author, tool, colour, text, step, units: units ?? deps.units() }
      handler.begin(wish, [aim])
    },
    follow(aim) {
      if (markId !== undefined && !isMeasure) handler.extend(markId, [aim])
    },
    end() {
      if (!isMeasure) end()
    },
    close: end,
  }
}
