import type { Id, MakeId } from '#domain/ids.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import type { Readable } from '#domain/engine.ts'
import { pickMark } from '../marks/pick-mark.ts'
import { movableIn } from '../resolve/mover.ts'
import { pickPlacement } from '../resolve/pick-placement.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { OwnHand } from '../tracker/tracker.ts'
import { createDrawingHand } from './drawing-hand.ts'
import type { HandWork } from './hand-work.ts'
import { createJoiningHand } from './joining-hand.ts'
import type { OwnSide } from './own-side.ts'
import { createPlacingHand } from './placing-hand.ts'
import { createTurning } from './placing-turn.ts'
import { createPointingHand } from './pointing-hand.ts'
import type { Pointers } from './pointers.ts'
import type { Preview } from './preview.ts'
import { createSelectingHand } from './selecting-hand.ts'

export interface HandsDeps extends OwnSide {
  /** Width, height, depth of a model in metres, where it is known. */
  readonly sizeOf: (modelId: string) => readonly [width: number, height: number, depth: number] | undefined
  readonly finder: SurfaceFinder
  readonly handler: RequestHandler
  readonly pointers: Pointers
  readonly preview: Preview
  readonly ring: Pick<PoseRing, 'latest'>
  readonly scene: Readable<SceneState>
  /** The scene as it is drawn here: where anchors and hands have it now. */
  readonly shown: () => SceneState
  readonly spaceId: () => Id | undefined
  readonly commit: (change: SceneChange) => void
  readonly makeId: MakeId
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  readonly canFindSurfaces: boolean
}

/** What each kind of hand does. */
export function createHands(deps: HandsDeps): (hand: OwnHand) => HandWork {
  const { shown, scene, spaceId, sizeOf, author, holderOf } = deps

  const pick = (point: Parameters<HandWork['begin']>[0]): Id | undefined => {
    const space = spaceId()
    if (space === undefined) return undefined
    const now = shown()
    const { camera, point: touch } = point
    const [p0, p5] = camera.projection
    return (
      pickMark(touch, camera, now, space, p5 / p0) ??
      pickPlacement(touch, camera, now.placements, space, sizeOf)
    )
  }

  return (hand) => {
    switch (hand.kind) {
      case 'draw':
        return createDrawingHand(hand, deps)
      case 'pointer':
        return createPointingHand(hand.colour, deps)
      case 'select':
        return createSelectingHand({
          ...deps,
          pick,
          movable: (id) => movableIn(shown(), id, spaceId())?.value.pose,
          hasLost: (id) => (holderOf(id) ?? author) !== author,
          turning: createTurning({ ...deps, tick: () => shortVibration() }),
        })
      case 'place':
        return createPlacingHand(hand.modelId, deps)
      case 'join':
        return createJoiningHand({
          ...deps,
          stands() {
            const { marks, placements } = scene.snapshot()
            const mark = marks.get(hand.markId)
            return mark?.on === 'space' ? mark : placements.get(hand.markId)
          },
        })
    }
  }
}

/** Felt through the thumb; phones without a motor, and Safari, do nothing. */
function shortVibration(): void {
  if ('vibrate' in navigator) navigator.vibrate(15)
}
