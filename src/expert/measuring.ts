import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Id } from '#domain/ids.ts'
import { MAX_MEASURE_POINTS } from '#domain/mark.ts'
import type { GestureDeps } from './gestures.ts'

/** A click so near to the last one ends the measure, in CSS pixels: the second half of a double click, or Enter twice. */
const SAME_PLACE = 5

/** Measures from click to click. */
export interface Measuring {
  /** False where this frame's place is not known. */
  click(view: LiveView, clientX: number, clientY: number): boolean
  /** False when none is being made. */
  finish(): boolean
  close(): void
}

export function createMeasuring({ call, shared, state, view, technicianId }: GestureDeps): Measuring {
  let making: { readonly markId: Id; points: number; x: number; y: number } | undefined
  /** Given up with one point, before the technician's device had answered. */
  const givenUp = new Set<Id>()

  const off = shared.subscribe(() => {
    for (const markId of givenUp) if (shared.snapshot().scene.marks.has(markId)) takeAway(markId)
  })

  function takeAway(markId: Id): void {
    givenUp.delete(markId)
    shared.commit({ kind: 'mark.remove', markId })
  }

  function finish(): boolean {
    if (making === undefined) return false
    const { markId, points } = making
    making = undefined
    const request = view()?.end()
    if (request !== undefined) call.send(request, technicianId())
    if (points >= 2) return true
    if (shared.snapshot().scene.marks.has(markId)) takeAway(markId)
    else givenUp.add(markId)
    return true
  }

  return {
    click(shown, clientX, clientY) {
      if (making === undefined) {
        const { colour, units } = state()
        const request = shown.begin('measure', colour, clientX, clientY, { units })
        if (request === undefined) return false
        call.send(request, technicianId())
        making = { markId: request.markId, points: 1, x: clientX, y: clientY }
        return true
      }
      if (Math.hypot(clientX - making.x, clientY - making.y) <= SAME_PLACE) return finish()
      const request = shown.extend(clientX, clientY)
      if (request === undefined) return false
      call.send(request, technicianId())
      making = { ...making, points: making.points + 1, x: clientX, y: clientY }
      return making.points < MAX_MEASURE_POINTS || finish()
    },
    finish,
    close: off,
  }
}
