import type { LiveView } from '#ar/live-view/live-view.ts'
import { stillShape } from '#ar/live-view/still-shape.ts'
import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { MarkTool } from '#domain/mark.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { DraftedScene } from './drafts.ts'
import type { LookState } from './look-state.ts'

export const SHOWS_NOTHING = 'There is no picture to mark yet.'
const NO_PLACE = 'This frame’s place in the room is not known. Try again when the picture is steady.'
export const MODELS_NEED_AR =
  'Models stand in the room, so they need AR. Ask the technician to tap “Start AR”.'

/** A tap is two points for a circle: the second is this far to the side, as a share of the picture's width. */
const TAP_RADIUS = 0.05

/** Keys that are held while the picture is touched. */
export interface Held {
  /** A circle becomes round, whatever was drawn. */
  readonly shiftKey?: boolean
}

/** What touching the picture does: pressed, moved and let go, in client coordinates. */
export interface Gestures {
  down(clientX: number, clientY: number, held?: Held): void
  /** Also while nothing is pressed: the line of a measure and a model that is being placed follow. */
  move(clientX: number, clientY: number, held?: Held): void
  up(): void
  /** The pointer left the picture: what followed it goes. */
  leave(): void
  /** Enter, Escape or a double click: ends a measure that is being made. False when there is nothing to end. */
  finish(): boolean
}

export interface GestureDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly scene: DraftedScene
  readonly selfId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind, detail?: string) => void
  readonly state: () => LookState
  readonly put: (change: Pick<Partial<LookState>, 'hint' | 'placing'>) => void
  readonly view: () => LiveView | undefined
  readonly inWorld: () => boolean
  /** The picture stands still at once; the promise is about its keeping. */
  readonly freeze: () => Promise<void>
}

export function createGestures(deps: GestureDeps): Gestures {
  const { call, shared, scene, selfId, now, makeId, tell, put, inWorld, freeze } = deps
  /** What is being done between down and up. */
  let gesture:
    | { readonly kind: 'pointer' }
    | { readonly kind: 'space' }
    | {
        readonly kind: 'still'
        readonly markId: Id
        readonly stillId: Id
        readonly tool: MarkTool
        points: readonly ImagePoint[]
      }
    | undefined

  /** Of the picture: a circle is round on the screen, not in shares of width and height. */
  function aspect(): number {
    const { width, height } = deps.state().view.picture
    return height === 0 ? 1 : width / height
  }

  function stillMark(tool: MarkTool, points: readonly ImagePoint[], markId: Id, stillId: Id): void {
    const { colour, text } = deps.state()
    const shape = stillShape(tool, points, text, aspect())
    if (shape !== undefined)
      scene.draw({ on: 'still', id: markId, author: selfId, at: now(), colour, stillId, shape })
  }

  function down(clientX: number, clientY: number): void {
    const view = deps.view()
    const { tool, colour, text, placing, technician } = deps.state()
    const seen = view?.seenPoint(clientX, clientY)
    if (view === undefined || technician === undefined || seen === undefined)
      return put({ hint: SHOWS_NOTHING })
    put({ hint: undefined })
    if (placing !== undefined) {
      if (!inWorld()) return put({ hint: MODELS_NEED_AR })
      call.send(
        { type: 'placement.request', placementId: makeId(), modelId: placing.modelId, point: seen },
        technician.peerId,
      )
      tell('model-placed', placing.name)
      return put({ placing: undefined })
    }
    if (tool === 'pointer' || tool === 'select') {
      gesture = { kind: 'pointer' }
      return move(clientX, clientY)
    }
    if (tool === 'text' && text.trim() === '')
      return put({ hint: 'Write the label first, then touch where it belongs.' })
    if (inWorld()) {
      const request = view.begin(tool, colour, clientX, clientY, tool === 'text' ? { text: text.trim() } : {})
      if (request === undefined) return put({ hint: NO_PLACE })
      gesture = { kind: 'space' }
      return call.send(request, technician.peerId)
    }
    // Without AR a mark stands on a still: touching the live picture with a tool freezes it first. The still's file is made
    // meanwhile: a hand that lets go before it is there must not lose its stroke.
    if (view.snapshot().stillId === undefined) void freeze()
    const { stillId } = view.snapshot()
    const at = view.seenPoint(clientX, clientY)
    if (stillId === undefined || at === undefined) return
    gesture = { kind: 'still', markId: makeId(), stillId, tool, points: [at] }
    stillMark(tool, gesture.points, gesture.markId, stillId)
  }

  function move(clientX: number, clientY: number): void {
    const view = deps.view()
    const { technician, colour } = deps.state()
    if (view === undefined || gesture === undefined || technician === undefined) return
    if (gesture.kind === 'pointer') {
      const point = view.seenPoint(clientX, clientY)
      if (point === undefined) return
      view.showPointer({ clientX, clientY, colour })
      return call.sendUnreliable({ type: 'pointer', point, colour })
    }
    if (gesture.kind === 'space') {
      const request = view.extend(clientX, clientY)
      if (request !== undefined) call.send(request, technician.peerId)
      return
    }
    const at = view.seenPoint(clientX, clientY)
    if (at === undefined) return
    gesture.points = [...gesture.points, at]
    stillMark(gesture.tool, gesture.points, gesture.markId, gesture.stillId)
  }

  function up(): void {
    const view = deps.view()
    const ended = gesture
    gesture = undefined
    if (view === undefined || ended === undefined) return
    if (ended.kind === 'pointer') {
      view.showPointer(undefined)
      return call.sendUnreliable({ type: 'pointer.gone' })
    }
    if (ended.kind === 'space') {
      const request = view.end()
      const peerId = deps.state().technician?.peerId
      if (request !== undefined) call.send(request, peerId)
      return
    }
    const { colour, text } = deps.state()
    const [first] = ended.points
    const points =
      ended.tool === 'circle' && ended.points.length === 1 && first !== undefined
        ? [first, { u: first.u + TAP_RADIUS, v: first.v }]
        : ended.points
    const shape = stillShape(ended.tool, points, text, aspect())
    if (shape !== undefined)
      void shared.commit({
        kind: 'mark.put',
        mark: {
          on: 'still',
          id: ended.markId,
          author: selfId,
          at: now(),
          colour,
          stillId: ended.stillId,
          shape,
        },
      })
    scene.draw(undefined)
  }

  return { down, move, up, leave: () => undefined, finish: () => false }
}
