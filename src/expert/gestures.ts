import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Call } from '#call/call.ts'
import type { Holds } from '#call/holds.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { Timers } from '#store/timers.ts'
import { carryStroke } from './carry-stroke.ts'
import type { DraftedScene } from './drafts.ts'
import type { LookState } from './look-state.ts'
import { createMeasuring } from './measuring.ts'
import type { Selection } from './selected.ts'
import { type Stroke, pointerStroke, spaceStroke, stillStroke } from './strokes.ts'
import { createThaw } from './thaw.ts'
import type { Ground } from './unavailable.ts'
import { createWaitingTouches } from './waiting-touches.ts'

export const SHOWS_NOTHING = 'There is no picture to mark yet.'
const NO_PLACE = 'This frame’s place in the room is not known. Try again when the picture is steady.'
const WAITS = 'One moment: this frame’s place in the room is on its way.'
const SELECT_ON_STILL = 'No mark is here now. A mark that is out of view is selected on its still.'
const NO_LABEL = 'Write the label first, then touch where it belongs.'

/** Keys that are held while the picture is touched. */
export interface Held {
  /** A circle becomes round, however it is drawn out. */
  readonly shiftKey?: boolean
}

/** What touching the picture does: pressed, moved and let go, in client coordinates. */
export interface Gestures {
  down(clientX: number, clientY: number, held?: Held): void
  /** Also while nothing is pressed: the line of a measure and a model that is being placed follow. */
  move(clientX: number, clientY: number, held?: Held): void
  up(): void
  /** Whether something is pressed: a stroke goes on with the next move. */
  isDrawing(): boolean
  /** The pointer left the picture: what followed it goes. */
  leave(): void
  /** Enter, Escape or a double click: ends a measure that is being made. False when there is nothing to end. */
  finish(): boolean
  /** The still that is shown is worked on by a person, whoever froze it: it does not go on by itself. */
  stay(): void
}

export interface GestureDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly scene: DraftedScene
  readonly holds: Holds
  readonly selection: Selection
  readonly selfId: Id
  readonly now: Now
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind, detail?: string) => void
  readonly state: () => LookState
  readonly put: (change: Pick<Partial<LookState>, 'hint' | 'placing' | 'goesOn'>) => void
  readonly view: () => LiveView | undefined
  /** Connection of the technician whose picture is shown. */
  readonly technicianId: () => string | undefined
  readonly aspect: () => number
  /** What a mark made now stands on. */
  readonly ground: () => Ground
  /** A step was placed: the next one has the next number. */
  readonly stepPlaced: () => void
  /** The picture stands still at once; the promise is about its keeping. */
  readonly freeze: () => Promise<void>
  readonly unfreeze: () => void
  /** Whether marks of stills stick to the technician's moving picture. */
  readonly sticks: () => boolean
  readonly timers: Timers
}

export function createGestures(deps: GestureDeps): Gestures & { close(): void } {
  const { call, selection, tell, put, ground, freeze, stepPlaced, technicianId } = deps
  const measuring = createMeasuring(deps)
  const thaw = createThaw({
    timers: deps.timers,
    stillId: () => deps.view()?.snapshot().stillId,
    sticks: deps.sticks,
    unfreeze: deps.unfreeze,
    onChange: (goesOn) => put({ goesOn }),
  })
  /** What is being done between down and up. */
  let stroke: Stroke | undefined

  function place(view: LiveView, clientX: number, clientY: number): void {
    const { placing, unavailable } = deps.state()
    const why = unavailable.get('models')
    if (placing === undefined || why !== undefined) return put({ hint: why })
    const request = view.place(placing.modelId, clientX, clientY)
    if (request === undefined) return put({ hint: NO_PLACE })
    call.send(request, technicianId())
    tell('model-placed', placing.name)
    put({ placing: undefined })
  }

  function beginInSpace(view: LiveView, clientX: number, clientY: number): void {
    const { tool, colour, text, nextStep } = deps.state()
    if (tool === 'pointer' || tool === 'select' || tool === 'measure') return
    const { number, stillId, modelId } = nextStep
    const label = nextStep.text.trim() === '' ? undefined : nextStep.text.trim()
    const words = {
      ...(tool === 'text' && { text: text.trim() }),
      ...(tool === 'step' && { step: { number, text: label, stillId, modelId, isDone: false } }),
    }
    const request = view.begin(tool, colour, clientX, clientY, words)
    if (request === undefined) return put({ hint: NO_PLACE })
    call.send(request, technicianId())
    stroke = spaceStroke(deps, view, tool, [clientX, clientY])
    if (tool === 'step') stepPlaced()
  }

  function beginOnStill(view: LiveView, clientX: number, clientY: number): void {
    const { tool } = deps.state()
    if (tool === 'pointer' || tool === 'select' || tool === 'measure') return
    // Without AR a mark stands on a still: touching the live picture with a tool freezes it first. The still's file is made
    // meanwhile: a hand that lets go before it is there must not lose its stroke.
    if (view.snapshot().stillId === undefined) thaw.froze(freeze())
    const { stillId } = view.snapshot()
    const at = view.seenPoint(clientX, clientY)
    if (stillId === undefined || at === undefined) return
    stroke = stillStroke(deps, view, tool, stillId, { u: at.u, v: at.v })
    if (tool === 'step') stepPlaced()
  }

  function select(view: LiveView, clientX: number, clientY: number): void {
    const id = view.pick(clientX, clientY)
    selection.select(id)
    if (id !== undefined) stroke = carryStroke(deps, view, id, [clientX, clientY])
    else if (ground() === 'still' && view.snapshot().stillId === undefined) put({ hint: SELECT_ON_STILL })
  }

  function down(clientX: number, clientY: number): void {
    up()
    thaw.hold()
    const view = deps.view()
    const { tool, text, placing, unavailable } = deps.state()
    // A still can be marked also while nobody is on the phone.
    if (view?.seenPoint(clientX, clientY) === undefined) return put({ hint: SHOWS_NOTHING })
    put({ hint: undefined })
    if (placing !== undefined) return place(view, clientX, clientY)
    if (tool === 'select') return select(view, clientX, clientY)
    if (tool === 'pointer') {
      stroke = pointerStroke(deps, view)
      return stroke.move(clientX, clientY, {})
    }
    const why = unavailable.get(tool)
    if (why !== undefined) return put({ hint: why })
    if (tool === 'text' && text.trim() === '') return put({ hint: NO_LABEL })
    if (tool === 'measure') {
      if (!measuring.click(view, clientX, clientY)) put({ hint: NO_PLACE })
    } else if (ground() === 'space') beginInSpace(view, clientX, clientY)
    else beginOnStill(view, clientX, clientY)
  }

  function move(clientX: number, clientY: number, held: Held = {}): void {
    stroke?.move(clientX, clientY, held)
  }

  function up(): void {
    const ended = stroke
    stroke = undefined
    ended?.up()
    thaw.letGo()
  }

  function inHand(): string {
    const { tool, placing } = deps.state()
    return placing?.modelId ?? tool
  }

  const waiting = createWaitingTouches({ down, move, up }, inHand, () => put({ hint: NO_PLACE }))

  return {
    down(clientX, clientY, held = {}) {
      const view = deps.view()
      if (view !== undefined && waiting.down(view, clientX, clientY, held)) put({ hint: WAITS })
      else down(clientX, clientY)
    },
    move(clientX, clientY, held = {}) {
      deps.view()?.hover({ clientX, clientY })
      if (!waiting.move(clientX, clientY, held)) move(clientX, clientY, held)
    },
    up() {
      if (!waiting.up()) up()
    },
    isDrawing: () => stroke !== undefined || waiting.isPressed,
    leave: () => deps.view()?.hover(undefined),
    finish: measuring.finish,
    stay: thaw.stay,
    close() {
      thaw.stay()
      waiting.close()
      up()
      measuring.close()
    },
  }
}
