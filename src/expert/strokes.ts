import { beginStillMark } from '#ar/live-view/still-drawing.ts'
import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Call } from '#call/call.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkTool } from '#domain/mark.ts'
import { POINTER_REPEAT } from '#domain/wire.ts'
import type { GestureDeps, Held } from './gestures.ts'
import type { LookState } from './look-state.ts'

/** What a pressed pointer does until it is let go, in client coordinates. */
export interface Stroke {
  move(clientX: number, clientY: number, held: Held): void
  up(): void
}

/** What a laser pointer needs to know. */
interface PointerDeps extends Pick<GestureDeps, 'timers'> {
  readonly call: Pick<Call, 'sendUnreliable'>
  readonly state: () => Pick<LookState, 'colour'>
}

/** The laser pointer: live only. Held still it says again where it is, in the frame that is seen then: who hears nothing takes it away. */
export function pointerStroke(
  { call, state, timers }: PointerDeps,
  view: Pick<LiveView, 'seenPoint' | 'showPointer' | 'snapshot'>,
): Stroke {
  const { colour } = state()
  let offRepeat = (): void => undefined
  function move(clientX: number, clientY: number): void {
    offRepeat()
    offRepeat = timers.after(POINTER_REPEAT, () => move(clientX, clientY))
    const point = view.seenPoint(clientX, clientY)
    if (point === undefined) return
    const { stillId } = view.snapshot()
    view.showPointer({ clientX, clientY, colour })
    call.sendUnreliable({ type: 'pointer', point, colour, ...(stillId !== undefined && { stillId }) })
  }
  return {
    move,
    up() {
      offRepeat()
      view.showPointer(undefined)
      call.sendUnreliable({ type: 'pointer.gone' })
    },
  }
}

/** A mark in the room that has begun at that point: the technician's device resolves it. */
export function spaceStroke(
  { call, technicianId }: GestureDeps,
  view: LiveView,
  tool: MarkTool,
  start: readonly [clientX: number, clientY: number],
): Stroke {
  return {
    move(clientX, clientY, { shiftKey }) {
      const isRound = tool === 'circle' && shiftKey === true
      const [x, y] = isRound ? diagonal(start, [clientX, clientY]) : [clientX, clientY]
      const request = view.extend(x, y)
      if (request !== undefined) call.send(request, technicianId())
    },
    up() {
      const request = view.end()
      if (request !== undefined) call.send(request, technicianId())
    },
  }
}

/** As far from the start, but along the diagonal: a circle that is drawn out alike along both axes is round. */
function diagonal(
  [x0, y0]: readonly [number, number],
  [x, y]: readonly [number, number],
): readonly [number, number] {
  const side = Math.hypot(x - x0, y - y0) / Math.SQRT2
  return [x0 + Math.sign(x - x0 || 1) * side, y0 + Math.sign(y - y0 || 1) * side]
}

/** A mark on a still: drawn here, put once the hand lets go. */
export function stillStroke(
  { shared, scene, selfId, now, makeId, state, aspect }: GestureDeps,
  view: LiveView,
  tool: MarkTool,
  stillId: Id,
  first: ImagePoint,
): Stroke {
  const { colour, text, nextStep: step } = state()
  const wish = { tool, colour, text, step, stillId, markId: makeId(), author: selfId, aspect: aspect() }
  const drawing = beginStillMark(wish, first, now)
  scene.draw(drawing.mark())
  return {
    move(clientX, clientY, held) {
      const at = view.seenPoint(clientX, clientY)
      if (at === undefined) return
      drawing.extend({ u: at.u, v: at.v }, held.shiftKey === true)
      scene.draw(drawing.mark())
    },
    up() {
      const made = drawing.mark()
      if (made !== undefined) shared.commit({ kind: 'mark.put', mark: made })
      scene.draw(undefined)
    },
  }
}
