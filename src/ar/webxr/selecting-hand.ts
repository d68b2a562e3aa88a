import { type ImagePoint, type Pose, project } from '#domain/geometry.ts'
import type { Id, MakeId } from '#domain/ids.ts'
import type { RequestHandler } from '../resolve/request-handler.ts'
import type { Aim } from '../resolve/surface.ts'
import type { HandWork } from './hand-work.ts'
import type { Turning } from './placing-turn.ts'

/** A finger that went less far than this has tapped: as a share of the picture's height. */
const TAP = 0.02

export interface SelectingHandDeps {
  readonly handler: Pick<RequestHandler, 'move'>
  readonly author: Id
  readonly makeId: MakeId
  /** The mark or model under a touch. */
  readonly pick: (aim: Aim) => Id | undefined
  /** Where a mark or an unlocked model stands on this screen now; undefined when it cannot be moved. */
  readonly movable: (id: Id) => Pose | undefined
  readonly select: (id: Id | undefined) => void
  /** Own hand took it or let go. */
  readonly tellGrab: (id: Id, isHeld: boolean) => void
  /** Somebody else's hand came after: the last grab holds. */
  readonly hasLost: (id: Id) => boolean
  /** Two fingers turn and scale a model. */
  readonly turning: Turning
}

interface Grip {
  readonly id: Id
  /** From press to release: everything that is done meanwhile is one change. */
  readonly gesture: Id
  readonly from: ImagePoint
  /** From the finger to the mark's own point in the picture: it does not jump under the finger. Undefined after a second finger was there. */
  offset: ImagePoint | undefined
  isDragging: boolean
}

/** A tap picks a mark or a model, or lets go of what was picked; dragging takes it along the surfaces. */
export function createSelectingHand(deps: SelectingHandDeps): HandWork {
  const { handler, author, makeId, pick, movable, select, tellGrab, hasLost, turning } = deps
  let grip: Grip | undefined

  const end = (): void => {
    turning.end()
    if (grip?.isDragging === true) tellGrab(grip.id, false)
    grip = undefined
  }

  return {
    begin({ camera, point, frame }) {
      end()
      const id = pick({ camera, point, frame })
      select(id)
      const pose = id === undefined ? undefined : movable(id)
      const stands = pose && project(pose.position, camera)
      if (id === undefined || stands === undefined) return
      const offset = { u: stands.u - point.u, v: stands.v - point.v }
      grip = { id, gesture: makeId(), from: point, offset, isDragging: false }
    },
    follow(first, second) {
      if (grip === undefined) return
      const { camera, point, frame } = first
      const { id, gesture, from } = grip
      const pose = movable(id)
      if (pose === undefined || (grip.isDragging && hasLost(id))) {
        end()
        return
      }
      if (second && turning.follow(id, first.point, second.point, camera, gesture)) {
        if (!grip.isDragging) tellGrab(id, true)
        grip.isDragging = true
        grip.offset = undefined
        return
      }
      turning.end()
      if (!grip.isDragging) {
        if (Math.hypot(point.u - from.u, point.v - from.v) < TAP) return
        grip.isDragging = true
        tellGrab(id, true)
      }
      const stands = project(pose.position, camera) ?? point
      const offset = (grip.offset ??= { u: stands.u - point.u, v: stands.v - point.v })
      const to = { u: point.u + offset.u, v: point.v + offset.v }
      handler.move(id, { camera, point: to, frame }, author, gesture)
    },
    end,
    close() {
      end()
      select(undefined)
    },
  }
}
