import type { Id, MakeId } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import { resolveAtOnce, resolveSurface } from '../resolve/resolve-surface.ts'
import { type Aim, uprightPose } from '../resolve/surface.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { HandWork } from './hand-work.ts'
import type { Preview } from './preview.ts'

export interface PlacingHandDeps {
  readonly handler: Pick<RequestHandler, 'place'>
  readonly finder: SurfaceFinder
  readonly preview: Pick<Preview, 'ghost'>
  readonly spaceId: () => Id | undefined
  readonly makeId: MakeId
  readonly author: Id
}

/** A see-through model stands where the middle of the screen looks; a tap anywhere places it there. */
export function createPlacingHand(modelId: string, deps: PlacingHandDeps): HandWork {
  const { handler, finder, preview, spaceId, makeId, author } = deps
  const ghostId = makeId()
  let newest: Aim | undefined
  let isAsking = false
  let isClosed = false

  const show = (aim: Aim, point: Parameters<typeof uprightPose>[0]): void => {
    const space = spaceId()
    if (space === undefined || isClosed) return
    const pose = uprightPose(point, aim.camera)
    const ghost: Placement = {
      id: ghostId,
      author,
      at: 0,
      modelId,
      spaceId: space,
      quality: 'provisional',
      pose,
      scale: 1,
    }
    preview.ghost(ghost)
  }

  /** One question at a time: the phone moves faster than it can answer, and only the newest place matters. */
  const ask = async (): Promise<void> => {
    isAsking = true
    const aim = newest
    if (aim) {
      const { point } = await resolveSurface(aim, finder)
      if (newest !== undefined) show(aim, point)
    }
    isAsking = false
  }

  return {
    hover(aim) {
      newest = aim
      if (aim === undefined) {
        preview.ghost(undefined)
        return
      }
      const surface = resolveAtOnce(aim, finder)
      if (surface.quality === 'depth') show(aim, surface.point)
      else if (!isAsking) void ask()
    },
    begin(aim) {
      // Not where the finger is: it covers what it touches, and the ghost has shown the place.
      handler.place({ placementId: makeId(), author, modelId }, newest ?? aim)
    },
    follow: () => undefined,
    end: () => undefined,
    close() {
      isClosed = true
      newest = undefined
      preview.ghost(undefined)
    },
  }
}
