import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneChange } from '#domain/scene.ts'
import { foundPose, joinTransform } from '../resolve/join-transform.ts'
import { resolveSurface } from '../resolve/resolve-surface.ts'
import type { Aim, Surface } from '../resolve/surface.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { HandWork } from './hand-work.ts'
import type { Preview } from './preview.ts'

/** Dragging over the whole width of the screen turns half round: fine enough for a thumb, far enough for one go. In radians. */
const TURN_PER_WIDTH = Math.PI

/** A place that is not found yet is asked for again this often while the finger is down, in milliseconds. */
const ASK_EVERY_MS = 250

export interface JoiningHandDeps {
  readonly finder: SurfaceFinder
  readonly preview: Pick<Preview, 'join'>
  /** The mark or model that is to be touched, as it stands in the scene; undefined when it is gone. */
  readonly stands: () => Pick<SpaceMark | Placement, 'spaceId' | 'pose'> | undefined
  readonly spaceId: () => Id | undefined
  readonly commit: (change: SceneChange) => void
  readonly performanceNow: () => number
  /** Whether this device finds surfaces at all; where it does, a guess is not good enough to place everything by. */
  readonly canFindSurfaces: boolean
}

/**
 * The finger on the real place of a mark or model of an earlier space: everything of that space is shown as it would stand; dragging sideways turns it
 * about that place, letting go makes it so.
 */
export function createJoiningHand(deps: JoiningHandDeps): HandWork {
  const { finder, preview, stands, spaceId, commit, performanceNow, canFindSurfaces } = deps
  let touch:
    | { readonly aim: Aim; readonly to: Id; surface: Surface | undefined; turn: number; askedAt: number }
    | undefined

  const joining = (): Extract<SceneChange, { kind: 'space.join' }> | undefined => {
    const old = stands()
    if (touch?.surface === undefined || old === undefined || touch.to !== spaceId()) return undefined
    const { aim, to, surface, turn } = touch
    const found = foundPose(old.pose, surface, aim, old.spaceId === to)
    return {
      kind: 'space.join',
      from: old.spaceId,
      to,
      transform: joinTransform(old.pose, found, turn),
    }
  }

  const ask = async (of: NonNullable<typeof touch>): Promise<void> => {
    of.askedAt = performanceNow()
    const surface = await resolveSurface(of.aim, finder)
    // Lifted or put elsewhere meanwhile: an answer for that touch places nothing.
    if (touch !== of) return
    if (surface.quality === 'approximate' && canFindSurfaces) return
    of.surface = surface
    preview.join(joining())
  }

  const drop = (): void => {
    touch = undefined
    preview.join(undefined)
  }

  return {
    begin(aim) {
      const to = spaceId()
      if (to === undefined || stands() === undefined) return
      touch = { aim, to, surface: undefined, turn: 0, askedAt: 0 }
      void ask(touch)
    },
    follow({ point }) {
      if (touch === undefined) return
      if (touch.surface === undefined) {
        if (performanceNow() - touch.askedAt >= ASK_EVERY_MS) void ask(touch)
        return
      }
      const turn = (point.u - touch.aim.point.u) * TURN_PER_WIDTH
      if (turn === touch.turn) return
      touch.turn = turn
      preview.join(joining())
    },
    end() {
      const change = joining()
      touch = undefined
      preview.join(change, true)
      if (change) commit(change)
    },
    close: drop,
  }
}
