import type { Id, MakeId } from '#domain/ids.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { HandWork } from './hand-work.ts'

export interface PlacingHandDeps {
  readonly handler: Pick<RequestHandler, 'place'>
  readonly makeId: MakeId
  readonly author: Id
}

/** A tap places a model there. */
export function createPlacingHand(modelId: string, { handler, makeId, author }: PlacingHandDeps): HandWork {
  return {
    begin(aim) {
      handler.place({ placementId: makeId(), author, modelId }, aim)
    },
    follow: () => undefined,
    end: () => undefined,
    close: () => undefined,
  }
}
