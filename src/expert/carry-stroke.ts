import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Id } from '#domain/ids.ts'
import type { StillMark } from '#domain/mark.ts'
import type { ReliableMessage } from '#domain/wire.ts'
import type { GestureDeps } from './gestures.ts'
import { shifted } from '#ar/live-view/mark-edits.ts'
import type { Stroke } from './strokes.ts'

/** A press that moves less than this was a click, in CSS pixels. */
const CLICK = 4
/** Moves are said at most this often, in milliseconds: the phone is asked about a surface for each. */
const SAY_EVERY = 80

const LOCKED = 'This model is locked. Unlock it to move it.'

/** Takes a selected mark or model along. */
export function carryStroke(
  deps: GestureDeps,
  view: LiveView,
  id: Id,
  start: readonly [clientX: number, clientY: number],
): Stroke {
  const { marks, placements } = deps.shared.snapshot().scene
  const mark = marks.get(id)
  if (mark?.on === 'still') return carryOnStill(deps, view, mark, start)
  if (placements.get(id)?.isLocked === true)
    return {
      move(clientX, clientY) {
        if (isDrag(start, clientX, clientY)) deps.put({ hint: LOCKED })
      },
      up: () => undefined,
    }
  return carryInSpace(deps, view, id, start)
}

function isDrag(
  [x, y]: readonly [clientX: number, clientY: number],
  clientX: number,
  clientY: number,
): boolean {
  return Math.hypot(clientX - x, clientY - y) >= CLICK
}

function carryInSpace(
  { call, holds, selfId, technicianId, monotonic }: GestureDeps,
  view: LiveView,
  id: Id,
  start: readonly [clientX: number, clientY: number],
): Stroke {
  // It is taken where the hand took it, and does not jump under the pointer.
  const origin = view.clientPointOf(id)
  const offset = origin === undefined ? [0, 0] : [origin.clientX - start[0], origin.clientY - start[1]]
  let unsaid: ReliableMessage | undefined
  let saidAt = Number.NEGATIVE_INFINITY
  let isDragged = false

  function say(): void {
    if (unsaid === undefined) return
    call.send(unsaid, technicianId())
    unsaid = undefined
    saidAt = monotonic()
  }

  return {
    move(clientX, clientY) {
      if (!isDragged && !isDrag(start, clientX, clientY)) return
      if (!isDragged) holds.grab(id)
      isDragged = true
      // Somebody else took it out of this hand.
      if (holds.snapshot().get(id)?.by !== selfId) return view.letGo()
      unsaid = view.carry(id, clientX + (offset[0] ?? 0), clientY + (offset[1] ?? 0)) ?? unsaid
      if (monotonic() - saidAt >= SAY_EVERY) say()
    },
    up() {
      if (!isDragged) return
      say()
      view.letGo()
      holds.release(id)
    },
  }
}

function carryOnStill(
  { shared, scene, selfId }: GestureDeps,
  view: LiveView,
  mark: StillMark,
  [x, y]: readonly [clientX: number, clientY: number],
): Stroke {
  const from = view.pointOnStillOf(mark.id, x, y)
  let moved: StillMark | undefined
  return {
    move(clientX, clientY) {
      // In a live picture that surface may be elsewhere by now, or out of view.
      const at = view.pointOnStillOf(mark.id, clientX, clientY)
      if (at === undefined || from === undefined || view.seenPoint(clientX, clientY) === undefined) return
      if (moved === undefined && !isDrag([x, y], clientX, clientY)) return
      moved = shifted(mark, at.u - from.u, at.v - from.v)
      scene.draw(moved)
    },
    up() {
      if (moved !== undefined) shared.commit({ kind: 'mark.put', mark: moved, by: selfId })
      scene.draw(undefined)
    },
  }
}
